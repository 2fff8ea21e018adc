/**
 * Everything on a page that tells one person from another (mail addresses, phone numbers, headings that may be a name), and for each
 * element how much is below it.
 */
import { findAddresses, normaliseAddress } from './addresses.ts';
import { findHidden, mayHide, reverse } from './deobfuscate.ts';
import type { Tag } from './dom.ts';
import { foldText, type Reading } from './evidence.ts';
import { hiddenAddress, isReversed } from './hidden-links.ts';
import { isBlock, isSilent } from './html-to-text.ts';
import { looksLikeName } from './names.ts';
import { textAt, type PageTree } from './page-tree.ts';
import { findPhones, toE164, type CountryCode } from './phones.ts';
import { decodeTel } from './structured-people.ts';

export interface ScanContext extends Reading {
  country?: CountryCode;
}

/** Something on the page that tells one person from another. */
export interface Anchor {
  kind: 'email' | 'phone' | 'name';
  /** The address, number or folded name. */
  value: string;
  /** Where in the tree: its element, or the one that holds its text. */
  place: number;
  source: 'mailto-link' | 'tel-link' | 'visible-text';
  written: string;
  /** The last heading above it that may be a name. */
  heading?: string;
  /** Another address that the link shows than the one it writes to. */
  shown?: string;
}

/** What is below each place of the tree: how much text, how many elements, and which addresses and names (two of them tell enough). */
export interface Below {
  lengths: readonly number[];
  elements: readonly number[];
  emails: ReadonlyMap<number, readonly string[]>;
  names: ReadonlyMap<number, readonly string[]>;
}

export interface PageScan {
  tree: PageTree;
  anchors: readonly Anchor[];
  below: Below;
}

const ANCHORS_MAX = 600;
const PHONES_MAX = 100;
const RUN_MAX = 5_000;
/** Most texts have none, and are told so without the tables of Unicode. */
const MAY_HAVE_DIGITS = /[0-9\u0080-\uffff]/;
/** Places between two rests. */
const STRIDE = 1_000;
const HEADING = /^(?:h[1-6]|strong|b|dt|figcaption|legend)$/u;

/** Texts in a row, within one block: an address may be spread over several elements. */
interface Run {
  text: string;
  pieces: { start: number; place: number; link: Anchor | undefined }[];
}

/** Yields now and then, so that the caller can rest. */
export function scanPage(tree: PageTree, context: ScanContext): Generator<undefined, PageScan> {
  return new Scanner(tree, context).scan();
}

class Scanner {
  private readonly tree: PageTree;
  private readonly context: ScanContext;
  private readonly anchors: Anchor[] = [];
  private readonly known = new Map<number, Anchor[]>();
  private readonly emails = new Map<number, readonly string[]>();
  private readonly names = new Map<number, readonly string[]>();
  /** The innermost element that is not over. */
  private open = -1;
  private phones = 0;
  private runsLeft = 300;
  private searchesLeft = 20_000;
  private hiddenLeft = 2_000;
  private heading: string | undefined;
  private link: { place: number; anchor: Anchor } | undefined;
  private run: Run = { text: '', pieces: [] };

  constructor(tree: PageTree, context: ScanContext) {
    this.tree = tree;
    this.context = context;
  }

  *scan(): Generator<undefined, PageScan> {
    const { tags, texts, parents } = this.tree;
    for (const [place, tag] of tags.entries()) {
      if (place % STRIDE === 0) yield;
      const parent = parents[place] ?? -1;
      for (; this.open !== parent; this.open = parents[this.open] ?? -1) this.leave();
      if (tag === '') this.readText(texts[place] ?? '', parent);
      else this.enter(place, tag);
    }
    for (; this.open >= 0; this.open = parents[this.open] ?? -1) this.leave();
    this.endRun();
    const { tree, anchors, emails, names } = this;
    return { tree, anchors, below: { ...sumsBelow(tree), emails, names } };
  }

  private readText(text: string, parent: number): void {
    if (text.trim() === '') {
      if (this.run.text !== '' && this.run.text.length < RUN_MAX) this.run.text += ' ';
      return;
    }
    if (this.anchors.length >= ANCHORS_MAX) return;
    if (this.run.text.length > RUN_MAX) this.endRun();
    this.run.pieces.push({ start: this.run.text.length, place: parent, link: this.link?.anchor });
    this.run.text += this.isTurned(parent) ? reverse(text.trim()) : text;
  }

  private isTurned(place: number): boolean {
    const { elements, tags, styled } = this.tree;
    const element = elements[place];
    return element !== undefined && (styled.has(place) || tags[place] === 'bdo') && isReversed(element);
  }

  private enter(place: number, tag: string): void {
    if (tag === 'br' || isBlock(tag)) this.endRun();
    const element = this.tree.elements[place];
    if (tag !== 'br' && !isBlock(tag) && this.run.text !== '' && this.tree.fields.has(place)) this.run.text += ' ';
    this.open = place;
    if (this.anchors.length >= ANCHORS_MAX) return;
    if (element !== undefined) {
      const hidden = this.tree.linking.has(place) ? hiddenAddress(element) : undefined;
      if (hidden !== undefined)
        this.add('email', hidden, place, tag === 'a' ? 'mailto-link' : 'visible-text', this.lineAt(place));
      else if (tag === 'a') this.addLink(element, place);
    }
    if (!HEADING.test(tag)) return;
    const text = this.lineAt(place, 50);
    if (looksLikeName(text)) {
      this.heading = text;
      this.add('name', foldText(text), place, 'visible-text', text);
    } else if (/^h[1-6]$/u.test(tag)) this.heading = undefined;
  }

  /** The text of an element on one line; of a large one its beginning. */
  private lineAt(place: number, nodes = 3_000): string {
    const { tags, texts, ends } = this.tree;
    // Most headings and links hold one text and nothing else.
    const isOne = ends[place] === place + 2 && tags[place + 1] === '' && !isSilent(tags[place] ?? '');
    const text = isOne ? (texts[place + 1] ?? '') : textAt(this.tree, place, { nodes });
    return text.slice(0, 20_000).replace(/\s+/gu, ' ').trim();
  }

  private leave(): void {
    if (isBlock(this.tree.tags[this.open] ?? '')) this.endRun();
    if (this.link?.place === this.open) this.link = undefined;
  }

  private endRun(): void {
    const { text, pieces } = this.run;
    if (text === '') return;
    this.run = { text: '', pieces: [] };
    const pieceAt = (index: number) => pieces.findLast(({ start }) => start <= index) ?? pieces[0];
    const found = text.includes('@') && this.searchesLeft-- > 0 ? findAddresses(text, 50) : [];
    const hidden = mayHide(text) && this.hiddenLeft-- > 0 ? findHidden(text) : [];
    for (const { address, index, written } of [...found, ...hidden]) {
      // The piece with the sign itself: in "dana<b>@</b>globex.test" each piece is a part only.
      const piece = pieceAt(index);
      if (piece === undefined) continue;
      if (piece.link?.kind === 'email' && piece.link.value !== address) piece.link.shown ??= address;
      else this.add('email', address, piece.place, 'visible-text', written);
    }
    if (this.phones >= PHONES_MAX || this.runsLeft <= 0 || text.length < 6 || !MAY_HAVE_DIGITS.test(text)) return;
    if (!/(?:\p{Nd}[^\p{Nd}\p{L},]{0,4}){6}/u.test(text)) return;
    this.runsLeft--;
    for (const phone of findPhones(text, this.context.country, 10)) {
      const piece = pieceAt(phone.start);
      if (piece === undefined || phone.label === 'fax' || piece.link?.kind === 'phone') continue;
      this.phones++;
      this.add('phone', phone.number, piece.place, 'visible-text', phone.written);
    }
  }

  private addLink(link: Tag, place: number): void {
    const written = link.getAttribute('href') ?? '';
    if (!/^\s*(?:mailto|tel|callto):/i.test(written)) return;
    const href = written.trim().slice(0, 2_000);
    if (/^mailto:/iu.test(href)) {
      for (const each of decodeTel(href.replace(/^mailto:/iu, '').replace(/\?.*$/u, ''))
        .split(/[,;]/u)
        .slice(0, 20)) {
        const address = normaliseAddress(each) ?? findHidden(each, { isAlone: true })[0]?.address;
        const anchor = address === undefined ? undefined : this.add('email', address, place, 'mailto-link', href);
        if (anchor !== undefined) this.link = { place, anchor };
      }
    } else if (/^(?:tel|callto):/iu.test(href)) {
      const number = toE164(decodeTel(href), this.context.country, true);
      if (number === undefined) return;
      const anchor = this.add('phone', number, place, 'tel-link', this.lineAt(place) || decodeTel(href));
      if (anchor !== undefined) this.link = { place, anchor };
    }
  }

  private add(
    kind: Anchor['kind'],
    value: string,
    place: number,
    source: Anchor['source'],
    written: string,
  ): Anchor | undefined {
    const here = this.known.get(place) ?? [];
    const same = here.find((anchor) => anchor.kind === kind && anchor.value === value);
    if (same !== undefined || this.anchors.length >= ANCHORS_MAX) return same;
    const heading = this.heading === undefined ? {} : { heading: this.heading };
    const anchor: Anchor = { kind, value, place, source, written, ...heading };
    this.anchors.push(anchor);
    this.known.set(place, [...here, anchor]);
    if (kind === 'email') this.note(this.emails, place, value);
    if (kind === 'name') this.note(this.names, place, value);
    return anchor;
  }

  /**
   * Also for the elements around, unless this one is over: a part of a line does not speak for its block. Where nothing new is learnt,
   * those around know it too.
   */
  private note(notes: Map<number, readonly string[]>, place: number, value: string): void {
    const { parents, ends } = this.tree;
    const isOver = place > this.open || this.open >= (ends[place] ?? 0);
    for (let at = place; at >= (isOver ? place : 0); at = parents[at] ?? -1) {
      const noted = notes.get(at) ?? [];
      if (noted.length > 1 || noted.includes(value)) return;
      notes.set(at, [...noted, value]);
    }
  }
}

function sumsBelow({ tags, texts, parents }: PageTree): Pick<Below, 'lengths' | 'elements'> {
  const lengths = texts.map((text) => text.trim().length);
  const elements = tags.map(() => 0);
  // From the end: what is below comes before what is around.
  for (let place = tags.length - 1; place > 0; place--) {
    const parent = parents[place] ?? 0;
    lengths[parent] = (lengths[parent] ?? 0) + (lengths[place] ?? 0);
    elements[parent] = (elements[parent] ?? 0) + (tags[place] === '' ? 0 : (elements[place] ?? 0) + 1);
  }
  return { lengths, elements };
}
