/**
 * The value of one element for one microformats2 property, by the prefix of its class name.
 * https://microformats.org/wiki/microformats2-parsing, https://microformats.org/wiki/value-class-pattern
 */
import { classesOf, isElement, tagOf, TEXT, walk } from './dom.ts';

/** Values read text below elements that may be nested by the thousand: in all they read so many nodes and characters. */
export interface TextBudget {
  nodes: number;
  characters: number;
}

export const newTextBudget = (): TextBudget => ({ nodes: 300_000, characters: 4_000_000 });

/** What an image is, when it says it in words. */
export interface ImageValue {
  value: string;
  alt: string;
}

/** A piece of the page: its text and its markup. The markup is data, never to be rendered. */
export interface MarkupValue {
  value: string;
  html: string;
}

export interface ValueContext {
  base: string;
  budget: TextBudget;
  /** Classic microformats give an image's address only. */
  isClassic: boolean;
}

/** An absolute address stays as it is written, a relative one is resolved; text that can't be one stays too. */
export function resolveUrl(href: string, base: string): string {
  const text = href.trim();
  if (URL.canParse(text) || text.length > 2_000 || !URL.canParse(text, base)) return text;
  return new URL(text, base).href;
}

/** How images inside a text are written: with their words only, or else with their address. */
type ImageForm = 'words' | 'words-or-address';

/** Text content without scripts, styles and templates, with images as words; trimmed, else with its blanks as they are. */
export function plainText(root: Node, context: ValueContext, images: ImageForm): string {
  const parts: string[] = [];
  const { budget } = context;
  walk(root, (node) => {
    if (budget.nodes-- <= 0 || budget.characters <= 0) return 'stop';
    if (node.nodeType === TEXT) {
      const text = node.nodeValue ?? '';
      budget.characters -= text.length;
      parts.push(text);
      return undefined;
    }
    if (!isElement(node)) return undefined;
    const tag = tagOf(node);
    if (tag === 'script' || tag === 'style' || tag === 'template') return 'skip';
    if (tag !== 'img' || node === root) return undefined;
    const alt = node.getAttribute('alt');
    const source = node.getAttribute('src');
    if (alt !== null) parts.push(alt);
    else if (images === 'words-or-address' && source !== null) parts.push(` ${resolveUrl(source, context.base)} `);
    return undefined;
  });
  return parts.join('').trim();
}

const attributeOf = (element: Element, names: Readonly<Record<string, readonly string[]>>): string | undefined => {
  for (const name of names[tagOf(element)] ?? []) {
    const value = element.getAttribute(name);
    if (value !== null) return value;
  }
  return undefined;
};

const TEXT_ATTRIBUTES = {
  abbr: ['title'],
  link: ['title'],
  data: ['value'],
  input: ['value'],
  img: ['alt'],
  area: ['alt'],
};
const URL_ATTRIBUTES = {
  a: ['href'],
  area: ['href'],
  link: ['href'],
  img: ['src'],
  audio: ['src'],
  video: ['src', 'poster'],
  source: ['src'],
  iframe: ['src'],
  object: ['data'],
};
const TEXT_IN_URL = { abbr: ['title'], data: ['value'], input: ['value'] };
const TIME_ATTRIBUTES = {
  time: ['datetime'],
  ins: ['datetime'],
  del: ['datetime'],
  abbr: ['title'],
  data: ['value'],
  input: ['value'],
};

/** `p-`: words. */
export const textValue = (element: Element, context: ValueContext): string =>
  valueParts(element, context, TEXT_ATTRIBUTES)?.join('') ??
  attributeOf(element, TEXT_ATTRIBUTES) ??
  plainText(element, context, 'words-or-address');

/** `u-`: an address. */
export function urlValue(element: Element, context: ValueContext): string | ImageValue {
  const written = attributeOf(element, URL_ATTRIBUTES);
  if (written !== undefined) {
    const value = resolveUrl(written, context.base);
    const alt = tagOf(element) === 'img' && !context.isClassic ? element.getAttribute('alt') : null;
    return alt === null ? value : { value, alt };
  }
  const text =
    valueParts(element, context, TEXT_ATTRIBUTES)?.join('') ??
    attributeOf(element, TEXT_IN_URL) ??
    plainText(element, context, 'words');
  return resolveUrl(text, context.base);
}

/** `dt-`: a date, a time, or both put together from parts. */
export function timeValue(element: Element, context: ValueContext): string {
  const parts = valueParts(element, context, TIME_ATTRIBUTES);
  if (parts === undefined)
    return (attributeOf(element, TIME_ATTRIBUTES) ?? plainText(element, context, 'words')).trim();
  const day = parts.find((part) => /^\d{4}-(?:\d{2}-\d{2}|\d{3})$/u.test(part));
  const whole = parts.find((part) => /^\d{4}-\d{2}-\d{2}[T ]\d/u.test(part));
  const time = parts.map(clockTime).find((part) => part !== undefined);
  const zone = parts.find((part) => /^(?:Z|[+-]\d{1,2}:?\d{0,2})$/u.test(part)) ?? '';
  if (whole !== undefined) return whole;
  if (day === undefined) return time === undefined ? parts.join('') : `${time}${zone}`;
  return time === undefined ? day : `${day} ${time}${zone}`;
}

/** `8:30 p.m.` as `20:30`. */
function clockTime(text: string): string | undefined {
  const found = /^(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?\s?(?:([ap])\.?m\.?)?((?:Z|[+-]\d{2}:?\d{2})?)$/iu.exec(
    text.trim(),
  );
  const [, hour = '', minute, second, half, zone = ''] = found ?? [];
  if (found === null || (minute === undefined && half === undefined)) return undefined;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return `${String(hours).padStart(2, '0')}:${minute ?? '00'}${second === undefined ? '' : `:${second}`}${zone}`;
}

/** The value-class pattern: the parts of a value that are marked `value` or `value-title`; nothing where there is none. */
function valueParts(
  element: Element,
  context: ValueContext,
  attributes: Readonly<Record<string, readonly string[]>>,
): string[] | undefined {
  const parts: string[] = [];
  walk(element, (node) => {
    if (context.budget.nodes-- <= 0 || parts.length >= 20) return 'stop';
    if (node === element || !isElement(node)) return undefined;
    if (tagOf(node) === 'template' || isV2Root(node)) return 'skip';
    const names = classesOf(node);
    if (names.includes('value-title')) parts.push(node.getAttribute('title') ?? '');
    else if (names.includes('value')) parts.push(attributeOf(node, attributes) ?? plainText(node, context, 'words'));
    else return undefined;
    return 'skip';
  });
  return parts.length === 0 ? undefined : parts;
}

const ROOT = /^h-(?:[a-z\d]+-)?[a-z]+(?:-[a-z]+)*$/u;
const isV2Root = (element: Element) => rootNames(classesOf(element)).length > 0;

/** The microformats2 root class names among an element's classes, in order of the alphabet, each once. */
export const rootNames = (classes: readonly string[]): string[] =>
  [...new Set(classes.filter((name) => name.length < 100 && ROOT.test(name)))].toSorted();

/** `e-`: text and markup, with the addresses in it made absolute. */
export function markupValue(element: Element, context: ValueContext): MarkupValue {
  const value = plainText(element, context, 'words-or-address');
  context.budget.characters -= value.length * 2;
  return { value, html: context.budget.characters <= 0 ? '' : absoluteMarkup(element, context).trim() };
}

/** On a copy: what is read never changes. */
function absoluteMarkup(element: Element, context: ValueContext): string {
  const copy = element.cloneNode(true);
  if (!isElement(copy)) return '';
  walk(copy, (node) => {
    if (context.budget.nodes-- <= 0) return 'stop';
    if (!isElement(node) || node === copy) return undefined;
    for (const name of ['href', 'src', 'poster', 'data']) {
      const written = node.getAttribute(name);
      if (
        written !== null &&
        Object.values(URL_ATTRIBUTES[tagOf(node) as keyof typeof URL_ATTRIBUTES] ?? []).includes(name)
      )
        node.setAttribute(name, resolveUrl(written, context.base));
    }
    return undefined;
  });
  return copy.innerHTML;
}
