/**
 * SnappyMail, and RainLoop before it, on any host: known by its document. Its templates are open; class names are written by hand, and
 * texts that are translated carry their key in `data-i18n`. The menu of a message links to its source.
 */
import { parseAddressList, type MailAddress } from '../../shared/reading/addresses.ts';
import { isHidden, textOf } from '../../shared/reading/html-to-text.ts';
import { personIn } from '../../shared/reading/shown-people.ts';
import { accountInTitle, defineWebmail } from '../capture/define-webmail.ts';
import { findFirst, type Layers } from '../capture/find-parts.ts';
import type { Page } from '../capture/page.ts';
import { mayHold } from '../capture/parse-page.ts';

const VIEW: Layers = [
  ['2020-10', '.b-message'],
  ['2014-01', '.messageView'],
];
const SENDER: Layers = [
  ['2020-10', '.informationShort .from[title]'],
  ['2014-01', '.messageItemHeader .from'],
];
const SUBJECT: Layers = [
  ['2020-10', '.subjectParent .subject'],
  ['2014-01', '.messageItemHeader .subject'],
];
const BODY: Layers = [
  ['2020-10', '#messageItem .bodyText'],
  ['2014-01', '.bodyText'],
];
/** Attachments have such links as well, elsewhere. */
const SOURCE: Layers = [
  ['2020-10', 'menu a[href*="/ViewAsPlain/"]'],
  ['2014-01', '.dropdown-menu a[href*="/ViewAsPlain/"]'],
];

export default defineWebmail({
  title: 'SnappyMail',
  order: 110,
  detect: (page) =>
    mayHold(page, /rl-app/) &&
    page.document.querySelector('#rl-app') !== null &&
    page.document.querySelector('.messageList, .b-message, .messageView') !== null,
  own: accountInTitle,

  messages(page) {
    const view = findFirst(page.document, VIEW);
    if (view === undefined || isHidden(view)) return [];
    const sender = findFirst(view, SENDER);
    const body = findFirst(view, BODY);
    const subject = findFirst(view, SUBJECT);
    if (sender === undefined && body === undefined) return [];
    const listed = parseAddressList(sender?.getAttribute('title') ?? '')[0];
    const source = sourceOf(view, page);
    return [
      {
        sender: listed ?? (sender === undefined ? undefined : personIn(sender)),
        to: people(view, 'GLOBAL/TO'),
        cc: people(view, 'GLOBAL/CC'),
        bcc: people(view, 'GLOBAL/BCC'),
        replyTo: people(view, 'GLOBAL/REPLY_TO'),
        subject,
        body,
        date: view.querySelector('time[datetime]')?.getAttribute('datetime') ?? undefined,
        attachmentNames: [...view.querySelectorAll('.attachmentName')].map((element) => textOf(element)),
        source,
        // Without the menu of the message its place in the list, which the address names.
        id: source?.search ?? (/\/mailbox\/[^/]+\/m\d+/u.test(page.url.hash) ? page.url.hash : undefined),
      },
    ];
  },
});

/** The list beside the label with this key: the same key in every language. */
function people(view: Element, key: string): MailAddress[] {
  for (const label of view.querySelectorAll(`[data-i18n="${key}"]`)) {
    const found = parseAddressList(textOf(label.nextElementSibling ?? label));
    if (found.length > 0) return found;
  }
  return [];
}

function sourceOf(view: Element, page: Page): URL | undefined {
  const href = findFirst(view, SOURCE)?.getAttribute('href') ?? '';
  return href === '' ? undefined : (URL.parse(href, page.url.href.replace(/#.*$/u, '')) ?? undefined);
}
