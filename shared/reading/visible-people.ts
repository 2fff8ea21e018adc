/**
 * People on a page that has no machine-readable data: around each address, phone link and heading that may be a name, the largest
 * piece of the page that is still about one person is read like a signature.
 */
import { findAddresses, localPartOf } from './addresses.ts';
import { newCandidate, type Candidate } from './candidates.ts';
import { cardFindings, phoneFinding } from './card-findings.ts';
import { readCard, isTitle, type CardLines } from './contact-lines.ts';
import { clipLine, foldText, makeEvidence, type Finding } from './evidence.ts';
import { FlatSections, type Section } from './flat-sections.ts';
import { isPlace, nameWords } from './names.ts';
import { elementsBelow, lengthBelow, type Anchor, type PageScan, type ScanContext } from './page-scan.ts';
import { textAt, type PageTree } from './page-tree.ts';
import { findPhones } from './phones.ts';

/** More text than this is not one person's card. */
const CARD_MAX = 700;
const CARD_NODES_MAX = 500;

/**
 * Yields after each person, so that the caller can rest.
 * @param pieces places that are known to be about one person: nothing around them belongs to that person
 */
export function* visiblePeople(
  scan: PageScan,
  context: ScanContext,
  pieces: ReadonlySet<number> = new Set(),
): Generator<undefined, Candidate[]> {
  const candidates: Candidate[] = [];
  const cards: Cards = new Map();
  const sections = new FlatSections(scan);
  for (const anchor of scan.anchors) {
    yield;
    const candidate = readAround(anchor, scan, context, pieces, cards, sections);
    if (candidate !== undefined) candidates.push(candidate);
  }
  return candidates;
}

/** What was read at a place, with the address that it was read for: a person's name, phone and links are often anchors of one card. */
type Cards = Map<string, Read>;
interface Read {
  lines: readonly string[];
  card: Readonly<CardLines>;
}

/** Reads the largest element around an anchor that is about one person. */
function readAround(
  anchor: Anchor,
  scan: PageScan,
  context: ScanContext,
  pieces: ReadonlySet<number>,
  cards: Cards,
  sections: FlatSections,
): Candidate | undefined {
  const { tree, below } = scan;
  const countOf = (notes: ReadonlyMap<number, readonly string[]>, place: number) => notes.get(place)?.length ?? 0;
  let card = anchor.place;
  let section: Section | undefined;
  for (
    let parent = tree.parents[card] ?? -1;
    parent >= 0 && tree.tags[parent] !== 'html';
    parent = tree.parents[parent] ?? -1
  ) {
    if (pieces.has(card)) break;
    if (lengthBelow(scan, parent) > CARD_MAX || elementsBelow(scan, parent) > CARD_NODES_MAX) break;
    const names = countOf(below.names, parent);
    if (names > 1) {
      section = sections.around(parent, card);
      break;
    }
    if (countOf(below.emails, parent) > 1 && anchor.kind !== 'name' && !(anchor.kind === 'phone' && names === 1)) break;
    card = parent;
  }
  const address = anchor.kind === 'email' ? anchor.value : undefined;
  const isShared = card === anchor.place && countOf(below.emails, card) > 1;
  const whole = { from: card, end: tree.ends[card] ?? card };
  const read = (stretch: Section) => {
    const key = `${stretch.from} ${stretch.end} ${isShared} ${address ?? ''}`;
    const known = cards.get(key) ?? cardAt(tree, stretch, address, isShared, context);
    cards.set(key, known);
    return known;
  };
  const stretched = section === undefined ? undefined : read(section);
  const known = stretched !== undefined && isPersonal(stretched) ? stretched : read(whole);
  const { lines } = known;
  const said = { ...known.card };
  if (said.title === undefined && said.name !== undefined && isPlace(said.name.text, lines)) delete said.name;
  if (anchor.kind === 'name') return readHeading(anchor, lines, said, context);
  const isOutside = anchor.heading !== undefined && countOf(below.names, card) === 0;
  if (said.name === undefined && isOutside && isAddressOf(anchor.value, anchor.heading ?? '')) {
    said.name = { text: anchor.heading ?? '', line: anchor.heading ?? '' };
  }
  const findings: Finding[] = cardFindings(context, said, 'visible-text', 0.6);
  const evidence = makeEvidence(context, anchor.source, anchor.source === 'visible-text' ? 0.7 : 0.85, anchor.written);
  if (anchor.kind === 'email') {
    findings.unshift({ path: `emails/${anchor.value}`, value: {}, evidence });
    if (anchor.shown !== undefined) {
      const shown = makeEvidence(context, 'visible-text', 0.4, `${anchor.shown} (links to ${anchor.value})`);
      findings.push({ path: `emails/${anchor.shown}`, value: {}, evidence: shown });
    }
  } else
    findings.unshift(
      phoneFinding(
        context,
        { number: anchor.value, written: clipLine(anchor.written, 100) },
        anchor.source,
        anchor.source === 'tel-link' ? 0.85 : 0.6,
        anchor.written,
      ),
    );
  return newCandidate(findings);
}

function cardAt(
  tree: PageTree,
  { from, end }: Section,
  address: string | undefined,
  isShared: boolean,
  context: ScanContext,
) {
  const lines = textAt(tree, from, { nodes: CARD_NODES_MAX * 4, end })
    .split('\n')
    .filter((line) => line.trim() !== '' && (!isShared || isAbout(line, address)));
  const card = readCard(lines, {
    ...(address === undefined ? {} : { address }),
    ...(context.country === undefined ? {} : { country: context.country }),
  });
  return { lines, card };
}

/** Headings are of anything: what follows one is about a person where it says a title, or has an address that goes with the name. */
function isPersonal({ lines: [name = '', ...lines], card }: Read): boolean {
  return (
    lines.slice(0, 4).some((line) => SHORT.test(line) && isTitle(line)) ||
    card.emails.some(({ address }) => isAddressOf(address, name))
  );
}

/** A line of a few words, and no sentence. */
const SHORT = /^[^\s:]+(?: [^\s:]+){0,5}(?<![.!?:])$/u;

/** In a text with several addresses, such as a quoted mail, only the line with the address is about its owner. */
function isAbout(line: string, address: string | undefined): boolean {
  const [first, ...more] = findAddresses(line, 2);
  return address !== undefined && first?.address === address && more.length === 0;
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
  context: ScanContext,
): Candidate | undefined {
  const at = lines.findIndex((line) => foldText(line).includes(anchor.value));
  const near = at < 0 ? [] : lines.slice(at, at + 5);
  const isPerson = near
    .slice(0, 3)
    .some((line) => line.length <= 90 && line.split(/[,|·–-]\s*/u).some((part) => isTitle(part)));
  const isReachable = near.some(
    (line) => findAddresses(line, 1).length > 0 || findPhones(line, context.country, 1).length > 0,
  );
  if (!isPerson && (!isReachable || isPlace(anchor.written, near))) return undefined;
  const name = { text: anchor.written, line: anchor.written };
  return newCandidate(cardFindings(context, { ...read, name }, 'visible-text', isPerson ? 0.6 : 0.5));
}
