/**
 * Zimbra's classic client, on any host: known by its ids, which begin with "z" and two underscores, and by class names that are written by
 * hand. Taken from its published sources, not yet seen live; the source of a message is at the address that "Show original" opens.
 */
import { findAddresses, type MailAddress } from '../../shared/reading/addresses.ts';
import { headerNamed } from '../../shared/reading/header-labels.ts';
import { textOf } from '../../shared/reading/html-to-text.ts';
import { peopleIn, personIn } from '../../shared/reading/shown-people.ts';
import { defineWebmail, type ShownMessage } from '../capture/define-webmail.ts';
import { datesIn, findAll, findFirst, outermost, partsAfter, type Layers } from '../capture/find-parts.ts';
import type { Page } from '../capture/page.ts';
import { mayHold } from '../capture/parse-page.ts';

const HEADER: Layers = [
  ['2008-01', '[id^="zv__"] .MsgHeaderTable'],
  ['2008-01', '.MsgHeaderTable'],
  ['2012-01', '[id^="zv__"] [id$="_hdrTable"]'],
];
const SUBJECT: Layers = [
  ['2008-01', '.SubjectCol.LabelColValue'],
  ['2012-01', '[id^="zv__"] [id$="__su"]'],
];
const BUBBLE = 'span.addrBubble';
const BODY: Layers = [
  ['2008-01', '[id^="zv__"] .MsgBody'],
  ['2008-01', '.MsgBody'],
  ['2012-01', '[id^="zv__"] iframe'],
];

export default defineWebmail({
  title: 'Zimbra',
  order: 120,
  detect: (page) =>
    mayHold(page, /"(?:z_shell|zv__|zli__)/) &&
    page.document.querySelector('#z_shell, [id^="zv__"], [id^="zli__"]') !== null,
  own: ({ document }) =>
    findAddresses(textOf(document.querySelector('#skin_container_username') ?? document.createElement('p'))).map(
      ({ address }) => address,
    ),

  messages(page) {
    const { document } = page;
    const headers = outermost(findAll(document, HEADER));
    const places = outermost(findAll(document, BODY));
    const bodies = partsAfter(headers, places);
    const subjects = outermost(findAll(document, SUBJECT));
    return headers.map((header, at): ShownMessage => {
      const place = bodies[at]?.[0];
      const id = messageId(header, page, headers.length === 1);
      return {
        ...people(header),
        subject: findFirst(header, SUBJECT) ?? subjects[0],
        body: place === undefined ? undefined : framed(place, places, page),
        dates: datesIn(header, () => false),
        id,
        source: id === undefined ? undefined : sourceOf(id, page),
      };
    });
  },
});

/** By the labels of the rows, in the interface's language; where none is known, the first bubble is the sender's. */
function people(header: Element): Pick<ShownMessage, 'sender' | 'to' | 'cc'> {
  const rows = [...header.querySelectorAll('tr')].map((row) => ({
    row,
    header: headerNamed(textOf(row.querySelector('.LabelColName') ?? row.ownerDocument.createElement('p'))),
  }));
  const bubbles = [...header.querySelectorAll(BUBBLE)];
  const row = (name: string) => rows.filter((each) => each.header === name).map((each) => each.row);
  const [from] = row('from');
  const sender = from?.querySelector(BUBBLE) ?? from?.querySelector('.LabelColValue') ?? bubbles[0];
  const person = sender == null ? undefined : personIn(sender);
  const isOther = ({ address }: MailAddress) => address !== person?.address;
  const cc = row('cc').flatMap((each) => peopleIn(each));
  const labelled = row('to').flatMap((each) => peopleIn(each));
  const rest = bubbles.slice(1).flatMap((each) => peopleIn(each));
  const to = (labelled.length > 0 ? labelled : rest).filter(isOther);
  return { sender: person, to: to.filter(({ address }) => !cc.some((copy) => copy.address === address)), cc };
}

/** The text of HTML mail is in a frame; the frames stand in the order of their places. */
function framed(place: Element, places: readonly Element[], page: Page): Node {
  const hasFrame = (element: Element) => element.localName === 'iframe' || element.querySelector('iframe') !== null;
  if (!hasFrame(place)) return place;
  const filled = page.frames.filter(({ document }) => document.body !== null && textOf(document.body) !== '');
  return filled[places.filter(hasFrame).indexOf(place)]?.document.body ?? place;
}

/**
 * In the id of the view around the message, in the page's address, or in the chosen row of the list. In a list of conversations a row names
 * the conversation, but one with a minus names the only message of it.
 */
function messageId(header: Element, page: Page, isAlone: boolean): string | undefined {
  for (let up: Element | null = header; up !== null; up = up.parentElement) {
    const id = /^zv__.*MSGC?(\d+)/u.exec(up.getAttribute('id') ?? '')?.[1];
    if (id !== undefined) return id;
  }
  if (!isAlone) return undefined;
  const inAddress = /^\d+$/u.exec(page.url.searchParams.get('id') ?? '')?.[0];
  const row = page.document.querySelector('[id^="zli__"][aria-selected="true"], [id^="zli__"].Row-selected');
  const [, list = '', minus = '', number] = /^zli__([^_-]+).*__(-?)(\d+)/u.exec(row?.getAttribute('id') ?? '') ?? [];
  return inAddress ?? (list === 'CLV' && minus === '' ? undefined : number);
}

function sourceOf(id: string, page: Page): URL {
  const url = new URL('/service/home/~/', page.url);
  url.search = new URLSearchParams({ auth: 'co', view: 'text', id }).toString();
  return url;
}
