/**
 * Everything on a page that tells one person from another (mail addresses, phone numbers, headings that may be a name), and for each
 * element how much is below it.
 */
import { findAddresses, normaliseAddress } from './addresses.ts';
import { findHidden, mayHide, reverse } from './deobfuscate.ts';
import type { Tag } from './dom.ts';
import { foldText, type Reading } from './evidence.ts';
import { hiddenAddress, isReversed } from './hidden-links.ts';
import { isBlock, isSilent, withoutBreaks } from './html-to-text.ts';
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
  /** Characters of all texts before each place: what is below a place is told by its end. `lengthBelow` and `elementsBelow` do. */
  lengths: readonly number[];
  /** Elements before each place. */
  elements: readonly number[];
  emails: ReadonlyMap<number, readonly string[]>;
  names: ReadonlyMap<number, readonly string[]>;
}

export interface PageScan {
  tree: PageTree;
  anchors: readonly Anchor[];
  below: Below;
}

/** How much text is below a place, without the blanks around each piece of it. */
export const lengthBelow = ({ tree, below }: PageScan, place: number): number =>
  (below.lengths[tree.ends[place] ?? place] ?? 0) - (below.lengths[place] ?? 0);

/** How many elements are in the one at a place. */
export const elementsBelow = ({ tree, below }: PageScan, place: number): number =>
  (below.elements[tree.ends[place] ?? place] ?? 0) - (below.elements[place] ?? 0) - 1;

const ANCHORS_MAX = 600;
const PHONES_MAX = 100;
const RUN_MAX = 5_000;
const NUMBER = /(?:\p{Nd}[^\p{Nd}\p{L},]{0,4}){6}/u;
/** Most texts have none, and are told so without the tables of Unicode; whose other digits begin there. */
const MAY_HAVE_NUMBER = /[0-9](?:[^0-9]{0,4}[0-9]){5}|[\u0660-\uffff]/;
/** Places between two rests. */
const STRIDE = 1_000;
const TITLES = new Set('h1 h2 h3 h4 h5 h6'.split(' '));
const HEADINGS = new Set([...TITLES, ...'strong b dt figcaption legend'.split(' ')]);
const LABEL_MAX = 25;
/** Shorter texts have no address and no number: `a@b.cd`. */
const RUN_MIN = 6;

/** A text in a row of them, within one block: an address may be spread over several elements. */
interface Piece {
  start: number;
  place: number;
  link: Anchor | undefined;
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
  private run = '';
  /** The run before this one, where that may be a label in a cell of its own, such as "Fax" in a table. */
  private label = '';
  private pieces: Piece[] = [];
  private readonly lengths: number[] = [];
  private readonly elements: number[] = [];
  private length = 0;
  private count = 0;

  constructor(tree: PageTree, context: ScanContext) {
    this.tree = tree;
    this.context = context;
  }

  *scan(): Generator<undefined, PageScan> {
    const { tags, parents } = this.tree;
    for (let place = 0; place < tags.length; place += STRIDE) {
      this.scanSome(place, Math.min(place + STRIDE, tags.length));
      yield;
    }
    for (; this.open >= 0; this.open = parents[this.open] ?? -1) this.leave();
    this.endRun();
    this.lengths.push(this.length);
    this.elements.push(this.count);
    const { tree, anchors, lengths, elements, emails, names } = this;
    return { tree, anchors, below: { lengths, elements, emails, names } };
  }

  /** Apart from the generator: loops with rests in them are slow. */
  private scanSome(from: number, to: number): void {
    const { tags, texts, parents } = this.tree;
    for (let place = from; place < to; place++) {
      this.lengths.push(this.length);
      this.elements.push(this.count);
      const parent = parents[place] ?? -1;
      for (; this.open !== parent; this.open = parents[this.open] ?? -1) this.leave();
      const tag = tags[place] ?? '';
      if (tag === '') this.readText(texts[place] ?? '', parent);
      else this.enter(place, tag);
    }
  }

  private readText(text: string, parent: number): void {
    const { length } = text.trim();
    this.length += length;
    if (this.anchors.length >= ANCHORS_MAX) return;
    if (length === 0) {
      if (this.run !== '' && this.run.length < RUN_MAX) this.run += ' ';
      return;
    }
    if (this.run.length > RUN_MAX) this.endRun();
    this.pieces.push({ start: this.run.length, place: parent, link: this.link?.anchor });
    const shown = withoutBreaks(text);
    this.run += this.isTurned(parent) ? reverse(shown.trim()) : shown;
  }

  private isTurned(place: number): boolean {
    const { elements, tags, styled } = this.tree;
    if (!styled.has(place) && tags[place] !== 'bdo') return false;
    const element = elements[place];
    return element !== undefined && isReversed(element);
  }

  private enter(place: number, tag: string): void {
    const { elements, fields, linking } = this.tree;
    this.count++;
    this.open = place;
    if (this.run !== '') {
      if (tag === 'br' || isBlock(tag)) this.endRun();
      else if (fields.has(place)) this.run += ' ';
    }
    if (this.anchors.length >= ANCHORS_MAX) return;
    const element = linking.has(place) ? elements[place] : undefined;
    if (element !== undefined) {
      const hidden = hiddenAddress(element);
      if (hidden !== undefined)
        this.add('email', hidden, place, tag === 'a' ? 'mailto-link' : 'visible-text', this.lineAt(place));
      else if (tag === 'a') this.addLink(element, place);
    }
    if (!HEADINGS.has(tag)) return;
    const text = this.lineAt(place, 50);
    if (looksLikeName(text)) {
      this.heading = text;
      this.add('name', foldText(text), place, 'visible-text', text);
    } else if (TITLES.has(tag)) this.heading = undefined;
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
    if (this.run !== '' && isBlock(this.tree.tags[this.open] ?? '')) this.endRun();
    if (this.link?.place === this.open) this.link = undefined;
  }

  private endRun(): void {
    const { run: text, pieces } = this;
    if (text === '') return;
    const { label } = this;
    this.run = '';
    this.pieces = [];
    this.label = text.length <= LABEL_MAX ? text : '';
    if (text.length < RUN_MIN) return;
    if (mayHide(text)) this.findMail(text, pieces);
    if (this.phones >= PHONES_MAX || this.runsLeft <= 0 || !MAY_HAVE_NUMBER.test(text)) return;
    if (NUMBER.test(text)) this.findNumbers(label, text, pieces);
  }

  private findMail(text: string, pieces: readonly Piece[]): void {
    const found = text.includes('@') && this.searchesLeft-- > 0 ? findAddresses(text, 50) : [];
    const hidden = this.hiddenLeft-- > 0 ? findHidden(text) : [];
    for (const { address, index, written } of [...found, ...hidden]) {
      // The piece with the sign itself: in "dana<b>@</b>globex.test" each piece is a part only.
      const piece = pieceAt(pieces, index);
      if (piece === undefined) continue;
      if (piece.link?.kind === 'email' && piece.link.value !== address) piece.link.shown ??= address;
      else this.add('email', address, piece.place, 'visible-text', written);
    }
  }

  private findNumbers(before: string, text: string, pieces: readonly Piece[]): void {
    this.runsLeft--;
    const label = before === '' || /\p{Nd}/u.test(before) ? '' : `${before.trim()}: `;
    for (const phone of findPhones(label + text, this.context.country, 10)) {
      const piece = pieceAt(pieces, phone.start - label.length);
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
        const address =
          normaliseAddress(each) ?? (findAddresses(each, 1)[0] ?? findHidden(each, { isAlone: true })[0])?.address;
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

const pieceAt = (pieces: readonly Piece[], index: number) =>
  pieces.findLast(({ start }) => start <= index) ?? pieces[0];
