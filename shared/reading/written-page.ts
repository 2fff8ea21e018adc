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
/** A start tag behind its first sign. More attributes than this no browser's page has; the bound keeps hostile ones cheap. */
const START = /[a-z][^\s"'<>/=]*(?: [^\s"'<>/=]+="[^"]*"){0,500}>/y;
const MAY_HIDE = / (?:hidden|aria-hidden|style)="/;
const FIELD = / (?:itemprop|property)="/;
/** What the selectors of page-tree.ts are for. */
const LINK =
  /\s(?:data-(?:cfemail|mailto-token|user|name|local|mailbox|account|u|enc-email)="|onclick="[^"]*znvygb:|href="(?:\s*(?:mailto|tel|callto|znvygb):|[^"]*(?:email-protection|mailto\()))/i;
const OTHER_ENTITY = /&(?!(?:amp|lt|gt|quot|nbsp);)/;
/** Tags and texts between two rests: some milliseconds. */
const STRIDE = 8_000;

const decode = (text: string) =>
  text.includes('&')
    ? text
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&nbsp;', '\u00a0')
        .replaceAll('&amp;', '&')
    : text;

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
      if (countQuotes(source, at) % 2 === 1) continue;
      const start = at + sign.length;
      return decode(source.slice(start, source.indexOf('"', start)));
    }
    return null;
  }
}

/** What matters about an element, by its name. The name is the same string for all of them: to look it up again costs little then. */
interface Kind {
  name: string;
  isVoid: boolean;
  isRaw: boolean;
  isUnseen: boolean;
}

function countQuotes(source: string, end: number): number {
  let count = 0;
  for (let at = source.indexOf('"'); at >= 0 && at < end; at = source.indexOf('"', at + 1)) count++;
  return count;
}

/** Yields now and then, so that the caller can rest. @returns `undefined` for HTML that no browser wrote, or not to its end */
export function* readWritten(html: string): Generator<undefined, WrittenPage | undefined> {
  const reader = new WrittenReader(html);
  while (!reader.isOver) {
    if (!reader.readSome(STRIDE)) return undefined;
    yield;
  }
  return reader.page();
}

class WrittenReader {
  private readonly html: string;
  private readonly elements: (Tag | undefined)[] = [];
  private readonly tags: string[] = [];
  private readonly texts: string[] = [];
  private readonly parents: number[] = [];
  private readonly ends: number[] = [];
  private readonly links: TreeLink[] = [];
  private readonly jsonLd: string[] = [];
  private readonly styled = new Set<number>();
  private readonly fields = new Set<number>();
  private readonly linking = new Set<number>();
  private readonly kinds = new Map<string, Kind>();
  private readonly open: Kind[] = [];
  // Most pages have none, and are told so in one pass.
  private readonly mayHide: boolean;
  private readonly mayField: boolean;
  private readonly mayLink: boolean;
  private readonly mayEntity: boolean;
  /** How many elements were open where something began that is not shown, or a template. */
  private unseen = Number.MAX_SAFE_INTEGER;
  private template = Number.MAX_SAFE_INTEGER;
  private parent = -1;
  private at = 0;

  constructor(html: string) {
    this.html = html;
    this.mayHide = MAY_HIDE.test(html);
    this.mayField = FIELD.test(html);
    this.mayLink = LINK.test(html);
    this.mayEntity = html.includes('&');
  }

  get isOver(): boolean {
    return this.open.length === 0 && this.at > 0;
  }

  page(): WrittenPage | undefined {
    const { elements, tags, texts, parents, ends, styled, fields, linking, links, jsonLd } = this;
    const tree = { elements, tags, texts, parents, ends, styled, fields, linking, links };
    return this.at === this.html.length ? { tree, jsonLd } : undefined;
  }

  /** Reads so many tags, each with the text before it. @returns false for what no browser wrote */
  readSome(count: number): boolean {
    const { html, open } = this;
    for (let left = count; left > 0 && !this.isOver; left--) {
      const start = html.indexOf('<', this.at);
      if (start < 0 || (start > this.at && open.length === 0)) return false;
      if (start > this.at && open.length <= this.unseen && !this.readText(this.at, start)) return false;
      const sign = html.charCodeAt(start + 1);
      const isRead =
        sign === 0x2f ? this.readEnd(start + 2) : sign === 0x21 ? this.readComment(start) : this.readStart(start + 1);
      if (!isRead) return false;
    }
    return true;
  }

  private readText(from: number, to: number): boolean {
    const text = this.html.slice(from, to);
    if (!this.mayEntity || !text.includes('&')) this.add(undefined, '', text);
    else if (OTHER_ENTITY.test(text)) return false;
    else this.add(undefined, '', decode(text));
    return true;
  }

  private readEnd(from: number): boolean {
    const { html, open } = this;
    const name = open.at(-1)?.name ?? '';
    const end = from + name.length;
    if (!html.startsWith(name, from) || html.charCodeAt(end) !== 0x3e) return false;
    this.at = end + 1;
    if (open.length <= this.unseen) {
      this.ends[this.parent] = this.tags.length;
      this.parent = this.parents[this.parent] ?? -1;
    }
    open.pop();
    if (open.length <= this.unseen) this.unseen = Number.MAX_SAFE_INTEGER;
    if (open.length <= this.template) this.template = Number.MAX_SAFE_INTEGER;
    return true;
  }

  private readComment(start: number): boolean {
    if (!this.html.startsWith('<!--', start)) return false;
    const end = this.html.indexOf('-->', start + 4);
    this.at = end + 3;
    return end >= 0;
  }

  private readStart(from: number): boolean {
    const { html, open } = this;
    START.lastIndex = from;
    if (!START.test(html)) return false;
    const end = START.lastIndex - 1;
    this.at = end + 1;
    const isBare = html.charCodeAt(end - 1) !== 0x22;
    const nameEnd = isBare ? end : html.indexOf(' ', from);
    const kind = this.kindOf(html.slice(from, nameEnd));
    const { name } = kind;
    const source = isBare ? '' : html.slice(nameEnd, end);
    const tag = isBare ? BARE : new WrittenTag(name, source);
    const place = this.tags.length;
    const hides = this.mayHide && !isBare && MAY_HIDE.test(source);
    const isSeen = open.length <= this.unseen && !kind.isUnseen && !(hides && isHidden(tag));
    const isLink = this.mayLink && !isBare && LINK.test(source);
    if (isLink && open.length <= this.template) this.links.push({ element: tag, place, parent: this.parent });
    if (isSeen) {
      this.add(tag, name, '');
      if (hides) this.styled.add(place);
      if (this.mayField && !isBare && FIELD.test(source)) this.fields.add(place);
      if (isLink) this.linking.add(place);
    }
    if (kind.isVoid) return true;
    if (isSeen) this.parent = place;
    else if (open.length < this.unseen) this.unseen = open.length;
    if (name === 'template' && open.length < this.template) this.template = open.length;
    open.push(kind);
    return kind.isRaw ? this.readRaw(name, tag) : name !== 'plaintext';
  }

  /** Goes to the end tag. */
  private readRaw(name: string, tag: Tag): boolean {
    const end = this.html.indexOf(`</${name}>`, this.at);
    if (end < 0) return false;
    const text = this.html.slice(this.at, end);
    if (text !== '' && this.open.length <= this.unseen) this.add(undefined, '', text);
    if (name === 'script' && this.open.length <= this.template && isJsonLd(tag)) this.jsonLd.push(text);
    this.at = end;
    return true;
  }

  private kindOf(name: string): Kind {
    let kind = this.kinds.get(name);
    if (kind === undefined) {
      kind = { name, isVoid: VOID.has(name), isRaw: RAW.has(name), isUnseen: UNSEEN.has(name) };
      this.kinds.set(name, kind);
    }
    return kind;
  }

  private add(element: Tag | undefined, tag: string, text: string): void {
    this.elements.push(element);
    this.tags.push(tag);
    this.texts.push(text);
    this.parents.push(this.parent);
    this.ends.push(this.tags.length);
  }
}

const BARE = new WrittenTag('', '');
