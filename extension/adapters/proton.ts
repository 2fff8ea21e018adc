/**
 * Proton Mail. Its class names are half made by hand; what lasts are the marks that its own tests and shortcuts use: `data-testid` and
 * `data-shortcut-target`. The text of each open message is in a frame of its own. There is no address for the source: mail is encrypted.
 */
import { headerNamed } from '../../shared/reading/header-labels.ts';
import { textOf } from '../../shared/reading/html-to-text.ts';
import { peopleIn, personIn } from '../../shared/reading/shown-people.ts';
import { accountInTitle, defineWebmail } from '../capture/define-webmail.ts';
import { findAll, findFirst, outermost, type Layers } from '../capture/find-parts.ts';
import type { Page } from '../capture/page.ts';

const MESSAGE: Layers = [
  ['2021-06', '[data-shortcut-target="message-container"]'],
  ['2021-06', '[data-testid^="message-view-"]'],
];
const SENDER: Layers = [
  ['2022-09', '[data-testid="recipients:sender"]'],
  ['2021-06', '[data-testid="message-header:from"]'],
  ['2021-06', '[data-testid="recipient-label"]'],
];
const SUBJECT: Layers = [
  ['2022-09', '[data-testid="conversation-header:subject"]'],
  ['2021-06', 'h1[title]'],
];
const FRAME: Layers = [
  ['2022-06', 'iframe[data-testid="content-iframe"]'],
  ['2022-06', '[data-testid="message-content:body"] iframe'],
];
const BODY: Layers = [['2021-06', '[data-testid="message-content:body"]']];
const RECIPIENT = '[data-testid^="recipients:item-"]';

export default defineWebmail({
  title: 'Proton Mail',
  order: 220,
  detect: (page) => page.url.hostname === 'mail.proton.me',
  own: accountInTitle,

  messages(page) {
    const { document } = page;
    const subject = findFirst(document, SUBJECT);
    const frameElements = findAll(document, FRAME);
    const frames = bodyFrames(page, frameElements.length);
    return outermost(findAll(document, MESSAGE)).map((root) => {
      const sender = findFirst(root, SENDER);
      const from = sender === undefined ? undefined : personIn(sender);
      const frame = findFirst(root, FRAME);
      const framed = frame === undefined ? undefined : frames[frameElements.indexOf(frame)];
      const inline = findFirst(root, BODY);
      const isFilled = inline !== undefined && textOf(inline) !== '';
      const labels = [...root.querySelectorAll('[data-testid^="message-header-expanded:"]')];
      // The test mark ends in the label, which has the interface's language.
      const within = (header: string) =>
        labels
          .filter((each) => headerNamed((each.getAttribute('data-testid') ?? '').replace(/^[^:]*:/u, '')) === header)
          .flatMap((each) => [...each.querySelectorAll(RECIPIENT)]);
      const [copied, blind] = [within('cc'), within('bcc')];
      const others = [...root.querySelectorAll(RECIPIENT)].filter(
        (each) => !copied.includes(each) && !blind.includes(each),
      );
      const people = (elements: readonly Element[]) =>
        elements.flatMap((each) => peopleIn(each)).filter(({ address }) => address !== from?.address);
      return {
        sender: from,
        to: people(others),
        cc: people(copied),
        bcc: people(blind),
        subject,
        body: framed?.document.body ?? (isFilled ? inline : undefined),
        date: root.querySelector('time')?.getAttribute('datetime') ?? undefined,
        id: messageId(root, page),
      };
    });
  },
});

/** The frames that hold a message's text: others, such as the account switch, have no such root; their order is the page's. */
function bodyFrames(page: Page, expected: number): Page[] {
  const marked = page.frames.filter(
    ({ document }) => document.querySelector('#proton-root, .proton-plain-text') !== null,
  );
  if (marked.length === expected) return marked;
  return page.frames.length === expected ? page.frames : marked;
}

/** A conversation's id is in the address, a message's in its mark. */
function messageId(root: Element, page: Page): string | undefined {
  const mark =
    root.getAttribute('data-message-id') ?? root.querySelector('[data-message-id]')?.getAttribute('data-message-id');
  const [, , , folder, conversation] = page.url.pathname.split('/');
  return mark ?? (folder === undefined ? undefined : conversation);
}
