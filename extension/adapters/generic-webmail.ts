/**
 * A webmail that nobody wrote an adapter for, and any whose adapter finds too little. A page is one when it has a control to answer with and
 * a sender: labelled, with one more header beside it, in any of the languages that Larder reads; or unlabelled, where there is a control to
 * pass the message on as well.
 */
import { findAddresses } from '../../shared/reading/addresses.ts';
import { findElements, tagOf } from '../../shared/reading/dom.ts';
import { bodyAfter, findHeaderBlocks, type HeaderBlock } from '../../shared/reading/header-block.ts';
import { controlNamed, replyWords } from '../../shared/reading/header-labels.ts';
import { isHidden, textOf } from '../../shared/reading/html-to-text.ts';
import { peopleIn, personIn, type ShownPerson } from '../../shared/reading/shown-people.ts';
import { accountInTitle, defineWebmail, type ShownMessage } from '../capture/define-webmail.ts';
import { isBefore, isInside } from '../capture/find-parts.ts';
import type { Page } from '../capture/page.ts';
import { mayHold } from '../capture/parse-page.ts';

const BUTTONS =
  'button, a, [role="button"], [role="menuitem"], input[type="button"], input[type="submit"], [title], [aria-label]';
const BUTTONS_MAX = 20_000;
const HEADINGS = 'h1, h2, h3, [role="heading"]';
const NOT_THE_MESSAGE =
  '[role="listbox"], [role="grid"], [role="row"], [role="option"], nav, aside, footer, li, blockquote, pre';
const MAILBOX = /^[^<>@]{0,100}<[^\s<>@]+@[^\s<>@]+>$/u;
const NO_BODY_ROLES = ['toolbar', 'navigation', 'menu', 'menubar', 'banner', 'contentinfo', 'search', 'complementary'];

export default defineWebmail({
  title: 'The reader for any webmail',
  order: 9_000,
  isGeneral: true,
  detect: (page) => messagesIn(page).length > 0,
  own: accountInTitle,
  messages: messagesIn,
});

function messagesIn(page: Page): ShownMessage[] {
  const pages = [page, ...page.frames.flatMap((frame) => [frame, ...frame.frames])];
  if (!pages.some((each) => mayHold(each, replyWords)) || !pages.some((each) => mayHold(each, /@|%40/))) return [];
  const controls = controlsOf(pages);
  if (!controls.has('reply')) return [];
  for (const shown of pages) {
    const messages = labelled(shown, page);
    if (messages.length > 0) return messages;
  }
  if (!controls.has('forward')) return [];
  for (const shown of pages) {
    const message = unlabelled(shown, page);
    if (message !== undefined) return [message];
  }
  return [];
}

function controlsOf(pages: readonly Page[]): Set<'reply' | 'forward'> {
  const found = new Set<'reply' | 'forward'>();
  for (const { document } of pages) {
    let left = BUTTONS_MAX;
    for (const button of document.querySelectorAll(BUTTONS)) {
      if (left-- <= 0 || found.size === 2) break;
      const labels = [button.getAttribute('aria-label'), button.getAttribute('title'), button.textContent];
      for (const label of labels) {
        const control = label === null ? undefined : controlNamed(label);
        if (control !== undefined) found.add(control);
      }
    }
  }
  return found;
}

function labelled(shown: Page, page: Page): ShownMessage[] {
  const messages: (ShownMessage & { body?: Node })[] = [];
  for (const block of findHeaderBlocks(shown.document)) {
    // A message that is quoted in the text of one before it is not shown for itself.
    const isQuoted = messages.some(
      ({ body }) => body !== undefined && block.fields.every(({ value }) => isInside(value, body)),
    );
    if (!isQuoted) messages.push(fromBlock(block, shown, page));
  }
  return messages;
}

function fromBlock({ fields, around }: HeaderBlock, shown: Page, page: Page): ShownMessage {
  const people = (header: string) => fields.filter((field) => field.header === header).flatMap((field) => field.people);
  const from = people('from')[0];
  const subject = fields.find(({ header }) => header === 'subject')?.value ?? headingOf(around, shown.document);
  return {
    ...(from === undefined ? {} : { sender: from }),
    to: people('to'),
    cc: people('cc'),
    bcc: people('bcc'),
    replyTo: people('reply-to'),
    subject,
    body: bodyOf(fields.at(-1)?.value ?? around, shown, page),
    date: around.querySelector('time[datetime]')?.getAttribute('datetime') ?? undefined,
    dates: fields.filter(({ header }) => header === 'date').map(({ text }) => text),
    id: idOf(shown, page),
  };
}

/** "Dana Fox <dana@globex.test>" with text below, and nothing that says From; a heading before it is the subject. */
function unlabelled(shown: Page, page: Page): ShownMessage | undefined {
  const { document } = shown;
  const isSender = (element: Element) =>
    element.hasAttribute('email') ||
    (element.getAttribute('data-hovercard-id') ?? '').includes('@') ||
    MAILBOX.test(element.getAttribute('title') ?? '') ||
    (element.childElementCount <= 3 && (element.textContent?.length ?? 0) < 200 && MAILBOX.test(textOf(element)));
  for (const element of findElements(document, isSender, 50)) {
    if (element.closest(NOT_THE_MESSAGE) !== null) continue;
    const sender = personIn(element);
    const subject = headingOf(element, document);
    const body = bodyOf(element, shown, page);
    if (sender?.address === undefined || body === undefined) continue;
    return { sender, to: othersAround(element, sender, body), subject, body, id: idOf(shown, page) };
  }
  return undefined;
}

function othersAround(element: Element, sender: ShownPerson, body: Node) {
  const around = element.parentElement?.parentElement ?? element;
  if (isInside(body, around)) return [];
  return peopleIn(around, (each) => each === element).filter(({ address }) => address !== sender.address);
}

/** The last heading before the headers; in the headers themselves it is often the sender's name. */
function headingOf(around: Element, document: Document): Element | undefined {
  const headings = [...document.querySelectorAll(HEADINGS)].filter(
    (heading) => textOf(heading) !== '' && !isHidden(heading) && findAddresses(textOf(heading), 1).length === 0,
  );
  const before = headings.filter((heading) => isBefore(heading, around) && !isInside(around, heading));
  return before.at(-1) ?? headings.find((heading) => isInside(heading, around));
}

function bodyOf(last: Element, shown: Page, page: Page): Node | undefined {
  const place = bodyAfter(last, (element, text) => {
    if (NO_BODY_ROLES.includes(element.getAttribute('role') ?? '')) return true;
    // A row of buttons is no text.
    return text !== '' && text.split(/\s*\|\s*|\s{2,}/u).every((words) => controlNamed(words) !== undefined);
  });
  const isFrame = place !== undefined && (tagOf(place) === 'iframe' || place.querySelector('iframe') !== null);
  if (place !== undefined && !isFrame) return place;
  const others = [...shown.frames, ...page.frames].filter((frame) => frame !== shown && frame.document.body !== null);
  const lengths = others.map(({ document }) => textOf(document.body).length);
  const longest = Math.max(0, ...lengths);
  return longest === 0 ? place : others[lengths.indexOf(longest)]?.document.body;
}

/** A page whose address says nothing but "the mail" shows any message. */
function idOf(shown: Page, page: Page): string | undefined {
  const tells = ({ url }: Page) => /\d|[^/]{12,}/u.test(`${url.pathname}${url.search}${url.hash}`);
  return [shown, page].find(tells)?.url.href;
}
