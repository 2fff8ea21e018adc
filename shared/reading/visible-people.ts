/**
 * People on a page that has no machine-readable data: around each address, phone link and heading that may be a name, the largest
 * piece of the page that is still about one person is read like a signature.
 */
import { findAddresses, localPartOf, normaliseAddress } from './addresses.ts';
import { newCandidate, type Candidate } from './candidates.ts';
import { cardFindings, phoneFinding } from './card-findings.ts';
import { readCard, isTitle } from './contact-lines.ts';
import { isElement, tagOf, TEXT, walk } from './dom.ts';
import { clipLine, foldText, makeEvidence, type Finding, type Reading } from './evidence.ts';
import { htmlToText, isHidden, textOf } from './html-to-text.ts';
import { looksLikeName, nameWords } from './names.ts';
import { findPhones, toE164, type CountryCode } from './phones.ts';
import { decodeTel } from './structured-people.ts';

export interface VisibleContext extends Reading {
  country?: CountryCode;
}

/** Something on the page that tells one person from another. */
interface Anchor {
  kind: 'email' | 'phone' | 'name';
  /** The address, number or folded name. */
  value: string;
  element: Element;
  source: 'mailto-link' | 'tel-link' | 'visible-text';
  written: string;
  /** The last heading above it that may be a name. */
  heading?: string;
}

/** What is below an element: how much text, and which addresses and names. */
interface Below {
  length: number;
  nodes: number;
  emails: string[];
  names: string[];
}

const ANCHORS_MAX = 600;
/** More text than this is not one person's card. */
const CARD_MAX = 700;
const CARD_NODES_MAX = 500;
const SKIPPED = new Set('script style noscript template svg head select textarea'.split(' '));
const HEADING = /^(?:h[1-6]|strong|b|dt|figcaption|legend)$/u;

export function visiblePeople(document: Document, context: VisibleContext): Candidate[] {
  const { anchors, below } = scan(document, context);
  const candidates: Candidate[] = [];
  for (const anchor of anchors) {
    const candidate = readAround(anchor, below, context);
    if (candidate !== undefined) candidates.push(candidate);
  }
  return candidates;
}

/** One walk: finds the anchors, and sums up for each element what is below it. */
function scan(document: Document, context: VisibleContext): { anchors: Anchor[]; below: Map<Node, Below> } {
  const anchors: Anchor[] = [];
  const below = new Map<Node, Below>();
  let heading: string | undefined;
  const add = (anchor: Omit<Anchor, 'heading'>) => {
    if (
      anchors.length >= ANCHORS_MAX ||
      anchors.some(
        (known) => known.kind === anchor.kind && known.value === anchor.value && known.element === anchor.element,
      )
    )
      return;
    anchors.push({ ...anchor, ...(heading === undefined ? {} : { heading }) });
    const sums = sumsOf(below, anchor.element);
    if (anchor.kind === 'email') note(sums.emails, anchor.value);
    if (anchor.kind === 'name') note(sums.names, anchor.value);
  };
  walk(
    document,
    (node) => {
      if (node.nodeType === TEXT) {
        const text = node.nodeValue ?? '';
        const parent = node.parentNode;
        if (parent === null || !isElement(parent) || text.trim() === '') return undefined;
        sumsOf(below, parent).length += text.trim().length;
        if (anchors.length < ANCHORS_MAX && text.includes('@')) {
          for (const { address, written } of findAddresses(text, 50)) {
            add({ kind: 'email', value: address, element: parent, source: 'visible-text', written });
          }
        }
        return undefined;
      }
      if (!isElement(node)) return undefined;
      const tag = tagOf(node);
      if (SKIPPED.has(tag) || isHidden(node)) return 'skip';
      if (anchors.length >= ANCHORS_MAX) return undefined;
      if (tag === 'a') addLink(node, context, add);
      if (HEADING.test(tag)) {
        const text = textOf(node);
        if (looksLikeName(text)) {
          heading = text;
          add({ kind: 'name', value: foldText(text), element: node, source: 'visible-text', written: text });
        } else if (/^h[1-6]$/u.test(tag)) heading = undefined;
      }
      return undefined;
    },
    (node) => {
      const parent = node.parentNode;
      if (!isElement(node) || parent === null || !isElement(parent)) return;
      const own = sumsOf(below, node);
      const sums = sumsOf(below, parent);
      sums.length += own.length;
      sums.nodes += own.nodes + 1;
      for (const email of own.emails) note(sums.emails, email);
      for (const name of own.names) note(sums.names, name);
    },
  );
  return { anchors, below };
}

/** Two of a kind are enough to know that there is more than one person. */
function note(values: string[], value: string): void {
  if (values.length < 2 && !values.includes(value)) values.push(value);
}

function sumsOf(below: Map<Node, Below>, node: Node): Below {
  const known = below.get(node) ?? { length: 0, nodes: 0, emails: [], names: [] };
  below.set(node, known);
  return known;
}

function addLink(link: Element, context: VisibleContext, add: (anchor: Omit<Anchor, 'heading'>) => void): void {
  const href = (link.getAttribute('href') ?? '').trim().slice(0, 2_000);
  if (/^mailto:/iu.test(href)) {
    for (const written of decodeTel(href.replace(/^mailto:/iu, '').replace(/\?.*$/u, ''))
      .split(/[,;]/u)
      .slice(0, 20)) {
      const address = normaliseAddress(written);
      if (address !== undefined)
        add({ kind: 'email', value: address, element: link, source: 'mailto-link', written: href });
    }
  } else if (/^(?:tel|callto):/iu.test(href)) {
    const number = toE164(decodeTel(href), context.country, true);
    if (number !== undefined)
      add({
        kind: 'phone',
        value: number,
        element: link,
        source: 'tel-link',
        written: textOf(link) || decodeTel(href),
      });
  }
}

/** Reads the largest element around an anchor that is about one person. */
function readAround(anchor: Anchor, below: ReadonlyMap<Node, Below>, context: VisibleContext): Candidate | undefined {
  let card: Element = anchor.element;
  for (let parent = card.parentNode; parent !== null && isElement(parent); parent = parent.parentNode) {
    const sums = below.get(parent);
    if (sums === undefined || sums.length > CARD_MAX || sums.nodes > CARD_NODES_MAX || tagOf(parent) === 'html') break;
    if (sums.emails.length > 1 && anchor.kind !== 'name' && !(anchor.kind === 'phone' && sums.names.length === 1))
      break;
    if (sums.names.length > 1) break;
    card = parent;
  }
  const lines = htmlToText(card, { nodes: CARD_NODES_MAX * 4 })
    .split('\n')
    .filter((line) => line.trim() !== '');
  const address = anchor.kind === 'email' ? anchor.value : undefined;
  const read = readCard(lines, {
    ...(address === undefined ? {} : { address }),
    ...(context.country === undefined ? {} : { country: context.country }),
  });
  if (anchor.kind === 'name') return readHeading(anchor, lines, read, context);
  const isOutside = anchor.heading !== undefined && below.get(card)?.names.length === 0;
  if (read.name === undefined && isOutside && isAddressOf(anchor.value, anchor.heading ?? '')) {
    read.name = { text: anchor.heading ?? '', line: anchor.heading ?? '' };
  }
  const findings: Finding[] = cardFindings(context, read, 'visible-text', 0.6);
  const evidence = makeEvidence(context, anchor.source, anchor.source === 'visible-text' ? 0.7 : 0.85, anchor.written);
  if (anchor.kind === 'email') findings.unshift({ path: `emails/${anchor.value}`, value: {}, evidence });
  else
    findings.unshift(
      phoneFinding(
        context,
        { number: anchor.value, written: clipLine(anchor.written, 100) },
        'tel-link',
        0.85,
        anchor.written,
      ),
    );
  return newCandidate(findings);
}

/** Whether an address goes with a name: `dana@`, `d.whitfield@` and `dwhitfield@` with Dana Whitfield, `info@` with nobody. */
function isAddressOf(address: string, name: string): boolean {
  const local = localPartOf(address);
  return nameWords(name).some((word) => word.length > 1 && local.includes(word));
}

/** A heading is a person's name only with a title or a way to reach them right below it. */
function readHeading(
  anchor: Anchor,
  lines: readonly string[],
  read: ReturnType<typeof readCard>,
  context: VisibleContext,
): Candidate | undefined {
  const at = lines.findIndex((line) => foldText(line).includes(anchor.value));
  const near = at < 0 ? [] : lines.slice(at, at + 5);
  const isPerson = near
    .slice(0, 3)
    .some((line) => line.length <= 90 && line.split(/[,|·–-]\s*/u).some((part) => isTitle(part)));
  const isReachable = near.some(
    (line) => findAddresses(line, 1).length > 0 || findPhones(line, context.country, 1).length > 0,
  );
  if (!isPerson && !isReachable) return undefined;
  const name = { text: anchor.written, line: anchor.written };
  return newCandidate(cardFindings(context, { ...read, name }, 'visible-text', isPerson ? 0.6 : 0.5));
}
