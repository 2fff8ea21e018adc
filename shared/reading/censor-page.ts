/**
 * A page without what anybody wrote in it: the tags and their order stay, every word becomes another of the same length. It is kept with a
 * site template as its test, and may be shared. Nothing of the original can be computed from it.
 */
import { classesOf, isElement, tagOf, TEXT, walk } from './dom.ts';
import type { AttributeTest, Selector } from './selector.ts';

export interface CensorOptions {
  /** Selectors that must go on working: what they look for stays. */
  selectors: readonly Selector[];
  /** Attributes that are read. */
  attributes: readonly string[];
  /** Words that filters look for. */
  words: readonly string[];
  /** Elements to leave out with all that is in them. */
  leaveOut: ReadonlySet<Element>;
  /** Elements of which only the tag is kept. */
  empty: (element: Element) => boolean;
}

const DROPPED = new Set(
  'head script style svg noscript template iframe frame link meta object embed img video audio'.split(' '),
);
const VOID = new Set('area base br col hr input source track wbr'.split(' '));
/** Parts of links and addresses that are the same for everybody. */
const COMMON = ['http', 'https', 'mailto', 'tel', 'www', 'example'];

/** HTML of the page's body. */
export function censorPage(document: Document, options: CensorOptions): string {
  const tests = options.selectors.flatMap((steps) => steps.flatMap((step) => step.tests));
  const kept = [...COMMON, ...options.words, ...tests.filter(({ name }) => name !== 'class').map(({ value }) => value)];
  const censor = makeCensor(kept.flatMap((text) => text.match(WORD) ?? []));
  const attributes = new Set([...options.attributes, ...tests.map(({ name }) => name)]);
  const parts: string[] = [];
  walk(
    document,
    (node) => {
      if (node.nodeType === TEXT) parts.push(escape(censor(node.nodeValue ?? '')));
      if (!isElement(node)) return undefined;
      const tag = tagOf(node);
      if (DROPPED.has(tag) || options.leaveOut.has(node) || !/^[a-z][a-z0-9-]*$/u.test(tag)) return 'skip';
      parts.push(`<${tag}${attributesOf(node, attributes, tests, censor)}>`);
      if (!options.empty(node)) return undefined;
      if (!VOID.has(tag)) parts.push(`</${tag}>`);
      return 'skip';
    },
    (node) => {
      if (isElement(node) && !VOID.has(tagOf(node))) parts.push(`</${tagOf(node)}>`);
    },
  );
  return `<!doctype html>${parts.join('')}`;
}

function attributesOf(
  element: Element,
  names: ReadonlySet<string>,
  tests: readonly AttributeTest[],
  censor: (text: string) => string,
): string {
  return [...names]
    .flatMap((name) => {
      const value = element.getAttribute(name);
      if (value === null) return [];
      const own = tests.filter((test) => test.name === name);
      const text =
        name === 'class' ? keptClasses(element, own) : own.some((test) => test.value === value) ? value : censor(value);
      return text === '' && name === 'class' ? [] : [` ${name}="${escape(text)}"`];
    })
    .join('');
}

/** Only the classes, or the parts of them, that a selector looks for. */
function keptClasses(element: Element, tests: readonly AttributeTest[]): string {
  const all = element.getAttribute('class') ?? '';
  const words = classesOf(element).filter((name) => tests.some(({ op, value }) => op === '~=' && value === name));
  const parts = tests
    .filter(({ op, value }) => op !== '~=' && value !== '' && all.includes(value))
    .map(({ value }) => value);
  return [...new Set([...words, ...parts])].join(' ');
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const ADDRESS = /[^\s@<>"'(),;:]{1,64}@[^\s@<>"'(),;:]{1,255}/gu;

/** The same word becomes the same word throughout, so that what was equal stays equal. */
function makeCensor(kept: readonly string[]): (text: string) => string {
  const keep = new Set(kept);
  const made = new Map<string, string>();
  const word = (text: string): string => {
    if (keep.has(text) || keep.has(text.toLowerCase())) return text;
    const known = made.get(text);
    if (known !== undefined) return known;
    const fresh = madeUp(text, made.size);
    made.set(text, fresh);
    return fresh;
  };
  const plain = (text: string) => text.replace(WORD, word);
  return (text) => {
    let from = 0;
    let censored = '';
    for (const { 0: address, index } of text.matchAll(ADDRESS)) {
      const at = address.indexOf('@');
      const host = word(
        address
          .slice(at + 1)
          .replace(/[^\p{L}]/gu, '')
          .toLowerCase() || 'host',
      );
      censored += `${plain(text.slice(from, index))}${plain(address.slice(0, at))}@${host}.example`;
      from = index + address.length;
    }
    return censored + plain(text.slice(from));
  };
}

const CONSONANTS = 'bdfgklmnprstv';
const VOWELS = 'aeiou';

/** A word of the same length and case, made from a count; digits become fives, the last two the count. */
function madeUp(text: string, count: number): string {
  let rest = count;
  const letters = [...text];
  const size = letters.length;
  const isNumber = /^\p{N}+$/u.test(text);
  return letters
    .map((letter, at) => {
      if (/\p{N}/u.test(letter))
        return isNumber && at >= size - 2 ? String(Math.floor(count / 10 ** (size - 1 - at)) % 10) : '5';
      const signs = at % 2 === 0 ? CONSONANTS : VOWELS;
      const sign = signs[rest % signs.length] ?? 'x';
      rest = Math.floor(rest / signs.length);
      return /\p{Lu}/u.test(letter) ? sign.toUpperCase() : sign;
    })
    .join('');
}

const escape = (text: string) =>
  text.replace(/[&<>"]/gu, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
