/**
 * The tree of a page from HTML as browsers write it (HTML standard, section 13.3), without the browser's parser: for a large page that
 * takes longer than all reading. Such HTML needs no rules for mending: each element is closed by its own end tag, and each value stands
 * in double quotes. Whatever is not so, and so may be no browser's, is not read here.
 */
import type { Tag } from './dom.ts';
import { isHidden } from './html-to-text.ts';
import { isJsonLd } from './json-ld.ts';
import { UNSEEN, type PageTree, type TreeLink } from './page-tree.ts';

export interface WrittenPage {
  tree: PageTree;
  /** The texts of the blocks of JSON-LD. */
  jsonLd: readonly string[];
}

const VOID = new Set(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr'.split(' '),
);
/** What is in these is text to a parser, whatever it looks like. */
const RAW = new Set('script style xmp iframe noembed noframes'.split(' '));
const NAME = /[a-z][^\s"'<>/=]*/y;
const ATTRIBUTE = / [^\s"'<>/=]+="/y;
const MAY_HIDE = / (?:hidden|aria-hidden|style)="/;
const FIELD = / (?:itemprop|property)="/;
/** The same as the selectors of page-tree.ts. */
const LINK =
  /\s(?:data-(?:cfemail|mailto-token|user|name|local|mailbox|account|u)="|href="(?:mailto:|tel:|znvygb:|[^"]*(?:email-protection|mailto\()))/i;
const ENTITY = /&(?:amp|lt|gt|quot|nbsp);/g;
const OTHER_ENTITY = /&(?!(?:amp|lt|gt|quot|nbsp);)/;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&nbsp;': '\u00a0',
};
/** Tags and texts between two rests: some milliseconds. */
const STRIDE = 8_000;

const decode = (text: string) =>
  text.includes('&') ? text.replace(ENTITY, (entity) => ENTITIES[entity] ?? entity) : text;

/** A start tag; its attributes are looked for when somebody asks. */
class WrittenTag implements Tag {
  readonly localName: string;
  /** Between the name and the end: ` class="a" href="/b"`. */
  private readonly source: string;

  constructor(localName: string, source: string) {
    this.localName = localName;
    this.source = source;
  }

  hasAttributes(): boolean {
    return this.source !== '';
  }

  hasAttribute(name: string): boolean {
    return this.getAttribute(name) !== null;
  }

  getAttribute(name: string): string | null {
    const { source } = this;
    const sign = ` ${name}="`;
    for (let at = source.indexOf(sign); at >= 0; at = source.indexOf(sign, at + 1)) {
      // In a value there is an odd number of quotes before it.
      if (source.slice(0, at).split('"').length % 2 === 0) continue;
      const start = at + sign.length;
      return decode(source.slice(start, source.indexOf('"', start)));
    }
    return null;
  }
}

/** Yields now and then, so that the caller can rest. @returns `undefined` for HTML that no browser wrote, or not to its end */
export function* readWritten(html: string): Generator<undefined, WrittenPage | undefined> {
  const elements: (Tag | undefined)[] = [];
  const tags: string[] = [];
  const texts: string[] = [];
  const parents: number[] = [];
  const ends: number[] = [];
  const links: TreeLink[] = [];
  const jsonLd: string[] = [];
  const [styled, fields, linking] = [new Set<number>(), new Set<number>(), new Set<number>()];
  // Most pages have none, and are told so in one pass.
  const [mayHide, areFields, areLinks] = [MAY_HIDE, FIELD, LINK].map((pattern) =>
    pattern.test(html) ? pattern : undefined,
  );
  const open: string[] = [];
  /** How many elements were open where something began that is not shown, or a template. */
  let unseen = Number.POSITIVE_INFINITY;
  let template = Number.POSITIVE_INFINITY;
  let parent = -1;
  let at = 0;
  let visits = 0;
  const isShown = () => open.length <= unseen;
  const add = (element: Tag | undefined, tag: string, text: string) => {
    elements.push(element);
    tags.push(tag);
    texts.push(text);
    parents.push(parent);
    ends.push(elements.length);
  };
  do {
    if (++visits % STRIDE === 0) yield;
    const start = html.indexOf('<', at);
    if (start < 0 || (start > at && open.length === 0)) return undefined;
    if (start > at && isShown()) {
      const text = html.slice(at, start);
      if (OTHER_ENTITY.test(text)) return undefined;
      add(undefined, '', decode(text));
    }
    const sign = html.charCodeAt(start + 1);
    if (sign === 0x2f) {
      const name = open.at(-1) ?? '';
      at = start + name.length + 3;
      if (html.slice(start + 2, at) !== `${name}>`) return undefined;
      if (isShown()) {
        ends[parent] = elements.length;
        parent = parents[parent] ?? -1;
      }
      open.pop();
      if (open.length <= unseen) unseen = Number.POSITIVE_INFINITY;
      if (open.length <= template) template = Number.POSITIVE_INFINITY;
    } else if (sign === 0x21) {
      at = html.startsWith('<!--', start) ? html.indexOf('-->', start + 4) + 3 : 0;
      if (at < start + 4) return undefined;
    } else if (!readStart(start + 1)) return undefined;
  } while (open.length > 0);
  const tree = { elements, tags, texts, parents, ends, styled, fields, linking, links };
  return at === html.length ? { tree, jsonLd } : undefined;

  /** @returns whether there is a start tag */
  function readStart(from: number): boolean {
    NAME.lastIndex = from;
    if (!NAME.test(html)) return false;
    const nameEnd = NAME.lastIndex;
    const name = html.slice(from, nameEnd);
    let end = nameEnd;
    for (; html.charCodeAt(end) !== 0x3e; end++) {
      ATTRIBUTE.lastIndex = end;
      if (!ATTRIBUTE.test(html)) return false;
      end = html.indexOf('"', ATTRIBUTE.lastIndex);
      if (end < 0) return false;
    }
    at = end + 1;
    const isVoid = VOID.has(name);
    const source = html.slice(nameEnd, end);
    const tag = source === '' ? BARE : new WrittenTag(name, source);
    const place = elements.length;
    const hides = mayHide?.test(source) === true;
    const isSeen = isShown() && !UNSEEN.has(name) && !(hides && isHidden(tag));
    const isLink = areLinks?.test(source) === true;
    if (isLink && open.length <= template) links.push({ element: tag, place, parent });
    if (isSeen) {
      add(tag, name, '');
      if (hides) styled.add(place);
      if (areFields?.test(source) === true) fields.add(place);
      if (isLink) linking.add(place);
    }
    if (isVoid) return true;
    if (isSeen) parent = place;
    else unseen = Math.min(unseen, open.length);
    if (name === 'template') template = Math.min(template, open.length);
    open.push(name);
    return RAW.has(name) ? readRaw(name, tag) : name !== 'plaintext';
  }

  /** Goes to the end tag. */
  function readRaw(name: string, tag: Tag): boolean {
    const end = html.indexOf(`</${name}>`, at);
    if (end < 0) return false;
    const text = html.slice(at, end);
    if (text !== '' && isShown()) add(undefined, '', text);
    if (name === 'script' && open.length <= template && isJsonLd(tag)) jsonLd.push(text);
    at = end;
    return true;
  }
}

const BARE = new WrittenTag('', '');
