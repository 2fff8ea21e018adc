/**
 * A page's structure without its content, for a report that somebody sends when a reader fails: element names stay, texts become dots,
 * and of attributes only those stay that selectors use, with everything taken out of them that could be a name, an address or an id.
 */
import { isElement, tagOf, TEXT, walk } from '../../shared/reading/dom.ts';
import type { Health } from './health.ts';
import type { Page } from './page.ts';

/** Attributes whose values are the page's own words for its parts. */
const KEPT = ['id', 'class', 'role', 'type', 'dir', 'aria-level', 'aria-selected', 'aria-expanded', 'data-app-section'];
/** Those for tests: the part before a colon is a name, the part after it may be a person's address or a subject. */
const MARKS = ['data-testid', 'data-test-id', 'data-shortcut-target', 'data-i18n', 'data-expanded'];
/** Said to be there, without the value. */
const NAMED = [
  'email',
  'name',
  'title',
  'aria-label',
  'href',
  'datetime',
  'hidden',
  'style',
  'contenteditable',
  'sandbox',
];
const DROPPED = new Set(['script', 'style', 'svg', 'noscript', 'template', 'head', 'option']);
const LINES_MAX = 3_000;
const DEPTH_MAX = 60;

/** The structure of a page and its frames as indented lines. */
export function censor(page: Page, health: Health | undefined): string {
  const head = [
    `larder structure report 1`,
    ...(health === undefined
      ? []
      : [`adapter ${health.adapter}: ${health.state}${health.missing.map((part) => ` no-${part}`).join('')}`]),
  ];
  const frames = page.frames.flatMap((frame, at) => [`frame ${at + 1}`, ...structure(frame.document)]);
  return `${[...head, ...structure(page.document), ...frames].slice(0, LINES_MAX).join('\n')}\n`;
}

function structure(document: Document): string[] {
  const lines: string[] = [];
  let depth = 0;
  walk(
    document,
    (node) => {
      if (lines.length >= LINES_MAX) return 'stop';
      const indent = ' '.repeat(Math.min(depth, DEPTH_MAX));
      if (node.nodeType === TEXT) {
        if ((node.nodeValue ?? '').trim() !== '') add(lines, `${indent}…`);
        return undefined;
      }
      if (!isElement(node) || DROPPED.has(tagOf(node)) || depth >= DEPTH_MAX) return 'skip';
      add(lines, `${indent}${tagName(node)}${attributes(node)}`);
      depth++;
      return undefined;
    },
    (node) => {
      if (isElement(node)) depth--;
    },
  );
  return lines;
}

/** One line for a run of the same: a list of a thousand rows says no more than one of them. */
function add(lines: string[], line: string): void {
  if (lines.at(-1) !== line) lines.push(line);
}

/** Custom elements are the page's own; a name with odd letters is not shown. */
const tagName = (element: Element) => (/^[a-z][a-z0-9-]{0,40}$/u.test(tagOf(element)) ? tagOf(element) : 'element');

function attributes(element: Element): string {
  const shown = (name: string, value: string | null, show: (value: string) => string) =>
    value === null || value === '' ? '' : ` ${name}="${show(value)}"`;
  return [
    ...KEPT.map((name) => shown(name, element.getAttribute(name), plainWords)),
    ...MARKS.map((name) => shown(name, element.getAttribute(name), beforeColon)),
    ...NAMED.map((name) => shown(name, element.getAttribute(name), () => '…')),
    ...[...element.attributes]
      .map(({ name }) => name)
      .filter((name) => /^data-[a-z-]{1,40}$/u.test(name) && !KEPT.includes(name) && !MARKS.includes(name))
      .map((name) => ` ${name}="…"`),
  ].join('');
}

/** Words such as programmers write: letters of a to z with marks between; numbers become 0, and anything else a dot. */
const plainWords = (value: string): string =>
  value
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, 12)
    .map((word) => (isPlain(word) ? withoutNumbers(word) : '…'))
    .join(' ');

/** Not an address, no words of another script, and no key: mixed letters and digits without a rule. */
const isPlain = (word: string) =>
  /^[:a-zA-Z][\w:-]{0,60}$/u.test(word) && !word.split(/[_:-]/u).some((part) => part.length > 8 && isKey(part));

const isKey = (part: string) =>
  part.length > 30 || /\d.*[a-z].*\d/iu.test(part) || (/[a-z]/u.test(part) && /[A-Z][a-z]?[A-Z]/u.test(part));

/** Short numbers are of the page's own making; long ones may be anybody's. */
const withoutNumbers = (word: string) => word.replace(/\d{3,}/gu, '0');

const PARTS = new Set(['sender', 'subject', 'body', 'item', 'from', 'to', 'recipients']);

function beforeColon(value: string): string {
  const [name = '', ...rest] = value.split(/(?=[:/])/u);
  const known = rest.map((part) => (PARTS.has(part.slice(1).toLowerCase()) ? part : `${part.slice(0, 1)}…`));
  return `${isPlain(name) ? withoutNumbers(name) : '…'}${known.join('')}`;
}
