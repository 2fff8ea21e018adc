/**
 * One walk over a page: everything that tells one person from another (mail addresses, phone numbers, headings that may be a
 * name), and for each element how much is below it.
 */
import { findAddresses, normaliseAddress } from './addresses.ts';
import { findHidden, mayHide, reverse } from './deobfuscate.ts';
import { isElement, tagOf, TEXT, walk } from './dom.ts';
import { foldText, type Reading } from './evidence.ts';
import { HIDING, hiddenAddress, isReversed } from './hidden-links.ts';
import { isBlock, isField, isHidden, textOf } from './html-to-text.ts';
import { looksLikeName } from './names.ts';
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
  element: Element;
  source: 'mailto-link' | 'tel-link' | 'visible-text';
  written: string;
  /** The last heading above it that may be a name. */
  heading?: string;
  /** Another address that the link shows than the one it writes to. */
  shown?: string;
}

/** What is below an element: how much text, and which addresses and names. */
export interface Below {
  length: number;
  nodes: number;
  emails: readonly string[];
  names: readonly string[];
}

export interface PageScan {
  anchors: Anchor[];
  below: ReadonlyMap<Node, Below>;
}

const ANCHORS_MAX = 600;
const PHONES_MAX = 100;
const RUN_MAX = 5_000;
const SKIPPED = new Set('script style noscript template svg head select textarea'.split(' '));
const HEADING = /^(?:h[1-6]|strong|b|dt|figcaption|legend)$/u;

/** Texts in a row, within one block: an address may be spread over several elements. */
interface Run {
  text: string;
  pieces: { start: number; element: Element; link: Anchor | undefined }[];
}

export function scanPage(document: Document, context: ScanContext): PageScan {
  return new Scanner(context).scan(document);
}

class Scanner {
  private readonly anchors: Anchor[] = [];
  private readonly known = new Map<Element, Anchor[]>();
  private readonly below = new Map<Node, Below>();
  private readonly context: ScanContext;
  private hiding: ReadonlySet<Element> = new Set();
  private phones = 0;
  private runsLeft = 300;
  private searchesLeft = 20_000;
  private hiddenLeft = 2_000;
  private heading: string | undefined;
  private link: { element: Element; anchor: Anchor } | undefined;
  private run: Run = { text: '', pieces: [] };

  constructor(context: ScanContext) {
    this.context = context;
  }

  scan(document: Document): PageScan {
    this.hiding = new Set(document.querySelectorAll(HIDING));
    walk(
      document,
      (node) => {
        if (node.nodeType === TEXT) this.readText(node);
        else if (isElement(node)) return this.enter(node);
        return undefined;
      },
      (node) => {
        if (isElement(node)) this.leave(node);
      },
    );
    this.endRun();
    return { anchors: this.anchors, below: this.below };
  }

  private readText(node: Node): void {
    const text = node.nodeValue ?? '';
    const parent = node.parentNode;
    if (parent === null || !isElement(parent) || text.trim() === '') {
      if (this.run.text !== '' && this.run.text.length < RUN_MAX) this.run.text += ' ';
      return;
    }
    this.sumsOf(parent).length += text.trim().length;
    if (this.anchors.length >= ANCHORS_MAX) return;
    if (this.run.text.length > RUN_MAX) this.endRun();
    this.run.pieces.push({ start: this.run.text.length, element: parent, link: this.link?.anchor });
    this.run.text += isReversed(parent) ? reverse(text.trim()) : text;
  }

  private enter(node: Element): 'skip' | undefined {
    const tag = tagOf(node);
    if (SKIPPED.has(tag) || isHidden(node)) return 'skip';
    if (tag === 'br' || isBlock(tag)) this.endRun();
    else if (this.run.text !== '' && isField(node)) this.run.text += ' ';
    if (this.anchors.length >= ANCHORS_MAX) return undefined;
    const hidden = this.hiding.has(node) ? hiddenAddress(node) : undefined;
    if (hidden !== undefined)
      this.add('email', hidden, node, tag === 'a' ? 'mailto-link' : 'visible-text', textOf(node));
    else if (tag === 'a') this.addLink(node);
    if (HEADING.test(tag)) {
      const text = textOf(node, { nodes: 50 });
      if (looksLikeName(text)) {
        this.heading = text;
        this.add('name', foldText(text), node, 'visible-text', text);
      } else if (/^h[1-6]$/u.test(tag)) this.heading = undefined;
    }
    return undefined;
  }

  private leave(node: Element): void {
    if (isBlock(tagOf(node))) this.endRun();
    if (this.link?.element === node) this.link = undefined;
    const parent = node.parentNode;
    if (parent === null || !isElement(parent)) return;
    const own = this.below.get(node);
    const sums = this.sumsOf(parent);
    sums.nodes += (own?.nodes ?? 0) + 1;
    if (own === undefined) return;
    sums.length += own.length;
    for (const email of own.emails) sums.emails = noted(sums.emails, email);
    for (const name of own.names) sums.names = noted(sums.names, name);
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
      else this.add('email', address, piece.element, 'visible-text', written);
    }
    if (this.phones >= PHONES_MAX || this.runsLeft <= 0 || !/(?:\p{Nd}[^\p{Nd}\p{L},]{0,4}){6}/u.test(text)) return;
    this.runsLeft--;
    for (const phone of findPhones(text, this.context.country, 10)) {
      const piece = pieceAt(phone.start);
      if (piece === undefined || phone.label === 'fax' || piece.link?.kind === 'phone') continue;
      this.phones++;
      this.add('phone', phone.number, piece.element, 'visible-text', phone.written);
    }
  }

  private addLink(link: Element): void {
    const href = (link.getAttribute('href') ?? '').trim().slice(0, 2_000);
    if (/^mailto:/iu.test(href)) {
      for (const written of decodeTel(href.replace(/^mailto:/iu, '').replace(/\?.*$/u, ''))
        .split(/[,;]/u)
        .slice(0, 20)) {
        const address = normaliseAddress(written) ?? findHidden(written, { isAlone: true })[0]?.address;
        const anchor = address === undefined ? undefined : this.add('email', address, link, 'mailto-link', href);
        if (anchor !== undefined) this.link = { element: link, anchor };
      }
    } else if (/^(?:tel|callto):/iu.test(href)) {
      const number = toE164(decodeTel(href), this.context.country, true);
      if (number === undefined) return;
      const anchor = this.add('phone', number, link, 'tel-link', textOf(link) || decodeTel(href));
      if (anchor !== undefined) this.link = { element: link, anchor };
    }
  }

  private add(
    kind: Anchor['kind'],
    value: string,
    element: Element,
    source: Anchor['source'],
    written: string,
  ): Anchor | undefined {
    const here = this.known.get(element) ?? [];
    const same = here.find((anchor) => anchor.kind === kind && anchor.value === value);
    if (same !== undefined || this.anchors.length >= ANCHORS_MAX) return same;
    const heading = this.heading === undefined ? {} : { heading: this.heading };
    const anchor: Anchor = { kind, value, element, source, written, ...heading };
    this.anchors.push(anchor);
    this.known.set(element, [...here, anchor]);
    const sums = this.sumsOf(element);
    if (kind === 'email') sums.emails = noted(sums.emails, value);
    if (kind === 'name') sums.names = noted(sums.names, value);
    return anchor;
  }

  private sumsOf(node: Node): Below {
    const known = this.below.get(node);
    if (known !== undefined) return known;
    const sums: Below = { length: 0, nodes: 0, emails: NONE, names: NONE };
    this.below.set(node, sums);
    return sums;
  }
}

/** Two of a kind are enough to know that there is more than one person. */
const noted = (values: readonly string[], value: string): readonly string[] =>
  values.length < 2 && !values.includes(value) ? [...values, value] : values;

/** Most elements have none: they share this one. */
const NONE: readonly string[] = [];
