/**
 * The headers of a message as any webmail shows them: a label in some language, and beside it an address, a date or words. Found by text
 * and by where things stand; nothing here knows a class name.
 */
import type { MailAddress } from './addresses.ts';
import { findElements, isElement, tagOf, TEXT, walk } from './dom.ts';
import { headerNamed, splitHeaderLine, type HeaderName } from './header-labels.ts';
import { isHidden, textOf } from './html-to-text.ts';
import { peopleIn } from './shown-people.ts';

export interface HeaderField {
  header: HeaderName;
  label: Element;
  /** The element with the value; for "From: Dana" in one element the same as the label. */
  value: Element;
  text: string;
  people: MailAddress[];
}

/** The headers of one message, and the smallest element around them. */
export interface HeaderBlock {
  fields: HeaderField[];
  around: Element;
}

/** Where headers are quoted, typed or listed, and not those of the open message. */
const ELSEWHERE = new Set(
  'pre code blockquote textarea form script style template select option thead nav aside footer'.split(' '),
);
const LISTS = new Set(['listbox', 'grid', 'option', 'row', 'navigation', 'menu', 'search', 'textbox', 'columnheader']);
const FIELDS_MAX = 400;
/** Labels that are looked at, with a value beside them or not. */
const LABELS_MAX = 1_000;
const VALUE_MAX = 3_000;
/** How far around a sender the other headers may stand. */
const LEVELS_MAX = 6;

/** @returns the blocks that name a sender and at least one more header, in document order */
export function findHeaderBlocks(document: Document): HeaderBlock[] {
  const fields = findFields(document);
  const blocks: HeaderBlock[] = [];
  for (const from of fields.filter(({ header }) => header === 'from')) {
    if (blocks.some(({ fields: known }) => known.includes(from))) continue;
    let around = from.value.contains(from.label) ? from.value : from.label;
    for (let level = 0; level < LEVELS_MAX; level++) {
      const scope = around;
      const near = fields.filter(({ value }) => scope.contains(value));
      if (near.includes(from) && near.some(({ header }) => header !== 'from')) {
        // Two senders in one element are two messages: their headers can't be told apart any more.
        if (near.filter(({ header }) => header === 'from').length === 1) blocks.push({ fields: near, around });
        break;
      }
      if (around.parentElement === null || tagOf(around) === 'body') break;
      around = around.parentElement;
    }
  }
  return blocks;
}

function findFields(document: Document): HeaderField[] {
  const fields: HeaderField[] = [];
  let labels = 0;
  walk(document, (node) => {
    if (fields.length >= FIELDS_MAX || labels > LABELS_MAX) return 'stop';
    if (isElement(node))
      return ELSEWHERE.has(tagOf(node)) || LISTS.has(node.getAttribute('role') ?? '') || isHidden(node)
        ? 'skip'
        : undefined;
    const text = node.nodeType === TEXT ? (node.nodeValue ?? '') : '';
    if (text.length < 2 || text.length > VALUE_MAX || text.trim() === '') return undefined;
    const label = node.parentElement;
    if (label === null) return undefined;
    const named = headerNamed(text);
    if (named !== undefined) labels++;
    const field = named === undefined ? inOneText(text, label) : besideLabel(named, text, label);
    if (field !== undefined && isPlausible(field)) fields.push(field);
    return undefined;
  });
  return fields;
}

/** "From: Dana Fox <dana@globex.test>" in one element. */
function inOneText(text: string, element: Element): HeaderField | undefined {
  const line = splitHeaderLine(text);
  if (line === undefined) return undefined;
  return { header: line.header, label: element, value: element, text: line.rest, people: peopleIn(element) };
}

/** A label, and its value after it: in the same element, in the next one, or in the next cell. */
function besideLabel(header: HeaderName, written: string, label: Element): HeaderField | undefined {
  const whole = textOf(label);
  const rest = whole.startsWith(written.trim()) ? whole.slice(written.trim().length).replace(/^[\s:：]+/u, '') : '';
  if (rest !== '') return { header, label, value: label, text: rest, people: peopleIn(label) };
  let up: Element = label;
  for (let level = 0; level < 4; level++) {
    for (let next: Node | null = up.nextSibling; next !== null; next = next.nextSibling) {
      const text = isElement(next) ? textOf(next) : next.nodeType === TEXT ? (next.nodeValue ?? '').trim() : '';
      if (text === '' || text === ':') continue;
      if (isElement(next)) return { header, label, value: next, text, people: peopleIn(next) };
      // Words beside the label, in no element of their own.
      const around = up.parentElement;
      return around === null ? undefined : { header, label, value: around, text, people: peopleIn(around) };
    }
    const parent: Element | null = up.parentElement;
    if (parent === null || textOf(parent) !== whole) return undefined;
    up = parent;
  }
  return undefined;
}

function isPlausible({ header, text, people }: HeaderField): boolean {
  if (text.length > VALUE_MAX) return false;
  if (header === 'subject') return text.length <= 400;
  if (header === 'date') return text.length <= 100 && /\p{Nd}/u.test(text);
  if (header === 'from') return people.length === 1 && text.length <= 300;
  return people.length > 0;
}

/** Parts of a table or a list: what follows in them are more headers, such as the size. */
const ROWS = new Set('tr td th dt dd li'.split(' '));

/** What stands beside a sender in one line: times, marks, buttons. */
const IN_LINE = new Set(
  'span time a b i em strong small label img button svg input h1 h2 h3 h4 h5 h6 hr br'.split(' '),
);

/**
 * What can be the text of a message: the longest of what follows its headers, at the first level where something does.
 * @param last the last of the headers
 */
export function bodyAfter(last: Element, isNoBody: (element: Element, text: string) => boolean): Element | undefined {
  for (let up: Element | null = last; up !== null && tagOf(up) !== 'body'; up = up.parentElement) {
    if (ROWS.has(tagOf(up))) continue;
    let best: { element: Element; length: number } | undefined;
    for (let next = up.nextElementSibling; next !== null; next = next.nextElementSibling) {
      if (IN_LINE.has(tagOf(next))) continue;
      if (ELSEWHERE.has(tagOf(next)) && tagOf(next) !== 'pre' && tagOf(next) !== 'blockquote') continue;
      const text = textOf(next);
      const hasFrame = tagOf(next) === 'iframe' || findElements(next, (each) => tagOf(each) === 'iframe', 1).length > 0;
      if ((text === '' && !hasFrame) || isHidden(next) || isNoBody(next, text)) continue;
      if (best === undefined || text.length > best.length) best = { element: next, length: text.length };
    }
    if (best !== undefined) return best.element;
  }
  return undefined;
}
