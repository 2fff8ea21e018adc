/**
 * Gmail. Its class names are made by a build tool and change; what lasts are the attributes that its own scripts use: `email`,
 * `data-legacy-message-id`, `data-legacy-thread-id`, and roles. The source of a message is at the address of "Download original".
 */
import { peopleIn, personIn } from '../../shared/reading/shown-people.ts';
import { textOf } from '../../shared/reading/html-to-text.ts';
import { accountInTitle, defineWebmail, type ShownMessage } from '../capture/define-webmail.ts';
import { datesIn, findAll, findFirst, isBefore, isInside, outermost, type Layers } from '../capture/find-parts.ts';
import type { Page } from '../capture/page.ts';

const SUBJECT: Layers = [
  ['2018-06', 'h2[data-legacy-thread-id]'],
  ['2018-06', 'h2[data-thread-perm-id]'],
  ['2026-11', '[role="main"] h2'],
];
const MESSAGE: Layers = [
  ['2018-06', '[data-message-id][data-legacy-message-id]'],
  // Without the second until sending can't be undone any more.
  ['2018-06', '[data-message-id]'],
  ['2026-11', '[role="main"] [role="listitem"]'],
];
const SENDER: Layers = [
  ['2012-01', 'h3 span[email]'],
  ['2012-01', 'span[email]'],
  ['2014-01', '[data-hovercard-id*="@"]'],
];
/** Ids that begin with a colon are given while the page runs; the text of a message is the only one right inside another. */
const BODY: Layers = [['2014-01', 'div[id^=":"] > div[id^=":"]']];

export default defineWebmail({
  title: 'Gmail',
  order: 200,
  detect: (page) => page.url.hostname === 'mail.google.com',
  own: accountInTitle,
  rows: [
    ['2018-06', 'tr[role="row"]:has([data-legacy-thread-id])'],
    ['2026-11', '[role="main"] tr[role="row"]'],
  ],

  messages(page) {
    const roots = outermost(findAll(page.document, MESSAGE));
    const subject = findFirst(page.document, SUBJECT);
    const messages = roots.map((root) => readRoot(root, subject, page));
    const last = roots.at(-1);
    // No body is where it used to be: what stands below the header of the last message is its text.
    if (last !== undefined && messages.every(({ body }) => body === undefined))
      return [...messages.slice(0, -1), withoutBody(last, messages.at(-1) ?? {})];
    return messages;
  },
});

function readRoot(root: Element, subject: Element | undefined, page: Page): ShownMessage {
  const sender = findFirst(root, SENDER);
  const body = outermost(findAll(root, BODY)).find((part) => sender === undefined || isBefore(sender, part));
  const from = sender === undefined ? undefined : personIn(sender);
  const inBody = (element: Element) => body !== undefined && isInside(element, body);
  const people = peopleIn(root, (element) => element === body || element === sender);
  const legacyId = root.getAttribute('data-legacy-message-id') ?? '';
  const id = legacyId === '' ? (root.getAttribute('data-message-id') ?? '').replace(/^#/u, '') : legacyId;
  return {
    sender: from,
    to: people.filter(({ address }) => address !== from?.address),
    subject,
    body,
    dates: datesIn(root, inBody),
    id: id === '' ? undefined : id,
    source: id === '' ? undefined : sourceOf(id, page),
    attachmentNames: [...root.querySelectorAll('[download_url]')]
      .filter((element) => !inBody(element))
      .map((element) => (element.getAttribute('download_url') ?? '').split(':')[1] ?? '')
      .filter((name) => name !== ''),
  };
}

/** `th` takes the id of a message as well; newer ids have a name of their own. */
function sourceOf(id: string, page: Page): URL {
  const url = new URL(page.url.pathname, page.url);
  const name = id.startsWith('msg-') ? 'permmsgid' : 'th';
  url.search = new URLSearchParams({ view: 'att', [name]: id, attid: '0', disp: 'comp', safe: '1', zw: '' }).toString();
  return url;
}

function withoutBody(root: Element, message: ShownMessage): ShownMessage {
  const sender = findFirst(root, SENDER);
  if (sender === undefined) return message;
  const header = [...root.querySelectorAll('table')].find((table) => isInside(sender, table)) ?? sender;
  const skipInBody = (element: Element) => element === header;
  return textOf(root, { skip: skipInBody }) === '' ? message : { ...message, body: root, skipInBody };
}
