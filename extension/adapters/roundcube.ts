/**
 * Roundcube, on any host: it is known by its document, not by its address. Seen with 1.6.5 (skin elastic, November 2026); the anchors
 * are the ones that the skins larry and elastic share: ids, and class names that no language changes.
 *
 * A message is open in the preview frame (#messagecontframe, action "preview") or fills the page (action "show").
 */
import { normaliseAddress, parseAddressList, type MailAddress } from '../../shared/reading/addresses.ts';
import { findElements, classesOf } from '../../shared/reading/dom.ts';
import { htmlToText, textOf } from '../../shared/reading/html-to-text.ts';
import { draftFromMessage } from '../../shared/reading/message-draft.ts';
import { readLocalisedDate } from '../../shared/reading/localised-dates.ts';
import { RECIPIENTS_MAX } from '../../shared/reading/mail-kind.ts';
import { emptyMessage, readMessage, type Message } from '../../shared/reading/message.ts';
import { defineAdapter } from '../capture/define-adapter.ts';
import { mayHold, type Page } from '../capture/page.ts';

const SUBJECT = 'h2.subject, #message-header .subject, .boxsubject, #messageheader .subject';

export default defineAdapter({
  title: 'Roundcube',
  order: 100,

  detect(page) {
    if (!mayHold(page, /message(?:contframe|list|body|-?header)/)) return false;
    const { document } = page;
    const isMailTask = /(?:^|\s)task-mail(?:\s|$)/u.test(document.body?.getAttribute('class') ?? '');
    const hasMailTask = isMailTask || page.url.searchParams.get('_task') === 'mail';
    return (
      hasMailTask &&
      document.querySelector('#messagecontframe, #messagelist, #messagebody, #message-header, #messageheader') !== null
    );
  },

  rows: [['2026-11', '#messagelist tbody tr.message']],

  rawMessage(page) {
    const open = openMessage(page);
    const id = open === undefined ? undefined : messageIdentity(open);
    if (open === undefined || id === undefined) return undefined;
    const source = new URL(open.url.href.startsWith('http') ? open.url : page.url);
    source.hash = '';
    source.search = new URLSearchParams({
      _task: 'mail',
      _action: 'viewsource',
      _uid: id.uid,
      _mbox: id.mailbox,
    }).toString();
    return source;
  },

  check(page) {
    const open = openMessage(page);
    if (open === undefined) return undefined;
    return {
      sender: readShown(open).from !== undefined,
      subject: open.document.querySelector(SUBJECT) !== null,
      body: open.document.querySelector('#messagebody') !== null,
      id: messageIdentity(open) !== undefined,
    };
  },

  async read(page, { at, own, raw, parseHtml, keepsText }) {
    const open = openMessage(page);
    const url = permanentAddress(open, page);
    const context = { adapter: 'roundcube', at, url, own: [...own, ...ownAddresses(page)], parseHtml, keepsText };
    if (open === undefined) {
      const skipped = { reason: 'nobody-found' as const, text: 'No message is open. Open one, then clip again.' };
      return { adapter: 'roundcube', url, readAt: at, contacts: [], interactions: [], warnings: [], skipped };
    }
    const shown = { ...readShown(open), ...shownDate(open, at) };
    if (raw === undefined) return draftFromMessage(shown, { ...context, source: 'webmail-page' });
    return draftFromMessage(await readMessage(raw), { ...context, source: 'raw-header', shown });
  },
});

/** The page or frame that shows a message. */
function openMessage(page: Page): Page | undefined {
  if (page.document.querySelector('#messagebody') !== null) return page;
  return page.frames.map(openMessage).find((frame) => frame !== undefined);
}

/** From the address; else from the links that open the message or its parts; else from the webmail's settings. */
function messageIdentity(open: Page): { uid: string; mailbox: string } | undefined {
  const links = findElements(open.document, (element) => /[?&]_uid=/u.test(element.getAttribute('href') ?? ''), 10);
  const addresses = [open.url.href, ...links.map((link) => link.getAttribute('href') ?? '')];
  for (const address of addresses) {
    if (!URL.canParse(address, 'https://invalid.invalid/')) continue;
    const { searchParams } = new URL(address, 'https://invalid.invalid/');
    const uid = searchParams.get('_uid');
    const mailbox = searchParams.get('_mbox');
    if (uid !== null && mailbox !== null && uid !== '') return { uid, mailbox };
  }
  const { uid, mailbox } = settings(open);
  return uid === undefined || mailbox === undefined ? undefined : { uid, mailbox };
}

/** The address that opens this message again, without the session's own parameters. */
function permanentAddress(open: Page | undefined, page: Page): string {
  const id = open === undefined ? undefined : messageIdentity(open);
  if (id === undefined) return page.url.href;
  const url = new URL(page.url);
  url.hash = '';
  url.search = new URLSearchParams({ _task: 'mail', _action: 'show', _uid: id.uid, _mbox: id.mailbox }).toString();
  return url.href;
}

/** The account: the top bar shows it in the list view, the settings have it everywhere. */
function ownAddresses(page: Page): string[] {
  const names = [page, ...page.frames].flatMap((frame) => [
    ...[...frame.document.querySelectorAll('.header-title.username, #topline .username, #taskbar .username')].map(
      (element) => textOf(element),
    ),
    settings(frame).username ?? '',
  ]);
  return [...new Set(names.map((name) => normaliseAddress(name)))].filter((address) => address !== undefined);
}

/** What take-snapshot.ts keeps of `rcmail.set_env({…})`: three values by name. */
function settings(page: Page): { username?: string; uid?: string; mailbox?: string } {
  const text = page.document.querySelector('script[data-larder="settings"]')?.textContent ?? '{}';
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null) return {};
    return Object.fromEntries(Object.entries(read).filter(([, value]) => typeof value === 'string'));
  } catch {
    return {};
  }
}

/** The message as the page shows it: less than its source, but always there. */
function readShown(open: Page): Message {
  const { document } = open;
  const subject = document.querySelector(SUBJECT);
  const body = document.querySelector('#messagebody');
  const isNotBody = (element: Element) =>
    classesOf(element).some((name) => name === 'message-partheaders' || name === 'attachmentslist');
  return {
    ...emptyMessage(),
    from: people(document, 'from')[0],
    sender: people(document, 'sender')[0],
    replyTo: people(document, 'replyto'),
    to: people(document, 'to'),
    cc: people(document, 'cc'),
    bcc: people(document, 'bcc'),
    subject:
      subject === null
        ? ''
        : textOf(subject, {
            skip: (element) => classesOf(element).includes('voice') || classesOf(element).includes('extwin'),
          }),
    text: body === null ? '' : htmlToText(body, { quotes: true, skip: isNotBody }),
    isBulk: hiddenRecipients(document) > RECIPIENTS_MAX,
    attachmentNames: [
      ...document.querySelectorAll('#attachment-list .attachment-name, .attachmentslist .attachment-name'),
    ].map((element) => textOf(element)),
  };
}

/** In the page's language, unless the person chose figures. */
function shownDate({ document, language }: Page, at: string): { date?: string } {
  const text = textOf(document.querySelector('td.header.date, td.date') ?? document.createElement('td'));
  const read = readLocalisedDate(text, { language, now: Date.parse(at) });
  return 'at' in read ? { date: read.at } : {};
}

/** Long lists are cut: the link after them says how many more there are, in a sentence of any language. */
function hiddenRecipients(document: Document): number {
  const links = [...document.querySelectorAll('td.header .morelink, td.header a.more')];
  return links.reduce((sum, link) => sum + Number(/\p{Nd}+/u.exec(textOf(link))?.[0] ?? 0), 0);
}

/**
 * `td.header.from a.rcmContactAddress[title]`: the class names the header, in every language. An address that Roundcube can't write to, such
 * as one with an international domain that is not in its ASCII form, is a plain text in `.adr`.
 */
function people(document: Document, header: string): MailAddress[] {
  const found = document.querySelectorAll(`td.${header} :is(.rcmContactAddress, .adr:not(:has(.rcmContactAddress)))`);
  return [...found].flatMap((element) => {
    const text = textOf(element);
    if (!classesOf(element).includes('rcmContactAddress')) return parseAddressList(text);
    const written = element.getAttribute('title') ?? element.getAttribute('href') ?? '';
    const address = normaliseAddress(written.replace(/\?.*$/u, ''));
    if (address === undefined) return [];
    return [{ name: normaliseAddress(text) === address ? '' : text, address }];
  });
}
