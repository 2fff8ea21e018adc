/**
 * Outlook on the web: outlook.com and Microsoft 365. Its class names are made by a build tool; ids that end in _FROM and _SUBJECT, ids that
 * begin with UniqueMessageBody, roles and `data-app-section` last. Colleagues are shown by their name only. No address gives the source.
 */
import { headerNamed, splitHeaderLine } from '../../shared/reading/header-labels.ts';
import { peopleIn, personIn } from '../../shared/reading/shown-people.ts';
import type { MailAddress } from '../../shared/reading/addresses.ts';
import { accountInTitle, defineWebmail, type ShownMessage } from '../capture/define-webmail.ts';
import {
  datesIn,
  findAll,
  findFirst,
  isInside,
  outermost,
  partsAfter,
  scopeOf,
  type Layers,
} from '../capture/find-parts.ts';
import type { Page } from '../capture/page.ts';

const PANE: Layers = [
  ['2026-01', '#ConversationReadingPaneContainer'],
  ['2021-01', '#ReadingPaneContainerId'],
  ['2023-01', '[data-app-section="MailReadCompose"]'],
  ['2020-01', '[role="main"]'],
];
const SUBJECT: Layers = [
  ['2023-01', '[role="heading"][id$="_SUBJECT"]'],
  ['2020-01', '[role="heading"][aria-level="1"]'],
  ['2020-01', '[role="heading"][aria-level="2"]'],
];
const SENDER: Layers = [
  ['2023-01', '[id$="_FROM"]'],
  ['2020-01', '[data-app-section="MessageHeader"] [role="heading"] [title*="@"]'],
];
const BODY: Layers = [
  ['2023-01', '[id^="UniqueMessageBody"]'],
  ['2020-01', '[role="document"]'],
  ['2019-01', '.allowTextSelection'],
];
const HOST = /^outlook\.(?:live\.com|office\.com|office365\.com|cloud\.microsoft)$/u;

export default defineWebmail({
  title: 'Outlook on the web',
  order: 210,
  detect: (page) => HOST.test(page.url.hostname),
  own: accountInTitle,
  rows: [
    ['2023-01', '[role="option"][data-convid]'],
    ['2026-11', '[role="listbox"] [role="option"]'],
  ],

  messages(page) {
    const pane = findFirst(page.document, PANE);
    if (pane === undefined) return [];
    const isListed = (element: Element) => element.closest('[role="listbox"],[contenteditable]') !== null;
    const bodies = outermost(findAll(pane, BODY)).filter((body) => !isListed(body));
    const isInBody = (element: Element) => bodies.some((body) => isInside(element, body));
    const senders = findSenders(pane).filter((element) => !isListed(element) && !isInBody(element));
    const subject = findAll(pane, SUBJECT).find((element) => !isListed(element) && !isInBody(element));
    const id = messageId(page);
    if (senders.length === 0) return bodies.map((body) => ({ subject, body, id }));
    const owned = partsAfter(senders, bodies);
    return senders.map((sender, at): ShownMessage => {
      const body = owned[at]?.[0];
      const from = personIn(sender);
      const scope = scopeOf(sender, senders, pane);
      const dates = datesIn(scope, isInBody);
      return { sender: from, ...recipients(scope, [sender, ...bodies], from?.address), subject, body, dates, id };
    });
  },
});

/** Last of all by the label for screen readers, which has the interface's language: "From: …", "Von: …", "差出人: …". */
function findSenders(pane: Element): Element[] {
  const found = outermost(findAll(pane, SENDER));
  if (found.length > 0) return found;
  return [...pane.querySelectorAll('[aria-label]')].filter(
    (element) => splitHeaderLine(element.getAttribute('aria-label') ?? '')?.header === 'from',
  );
}

/** To and Cc are told apart by their labels; where those are unknown, all are To. */
function recipients(scope: Element, parts: readonly Element[], from: string | undefined) {
  const skip = (element: Element) => parts.includes(element);
  const people = peopleIn(scope, skip).filter(({ address }) => address !== from);
  const cc = new Set<string>();
  for (const element of scope.querySelectorAll('[aria-label]')) {
    const label = element.getAttribute('aria-label') ?? '';
    if (parts.some((part) => isInside(element, part))) continue;
    if ((splitHeaderLine(label)?.header ?? headerNamed(label)) !== 'cc') continue;
    for (const { address } of peopleIn(element)) cc.add(address);
  }
  const isCc = ({ address }: MailAddress) => cc.has(address);
  return { to: people.filter((each) => !isCc(each)), cc: people.filter(isCc) };
}

/** In the address, once a message was opened by it; else that of the chosen row. */
function messageId(page: Page): string | undefined {
  const inAddress = /\/id\/([^/?#]+)/u.exec(page.url.pathname)?.[1];
  if (inAddress !== undefined) return inAddress;
  const row = page.document.querySelector('[role="option"][aria-selected="true"][data-convid]');
  return row?.getAttribute('data-convid') ?? undefined;
}
