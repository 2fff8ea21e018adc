/**
 * People on a page that lists them: the same piece again and again, each with a name, and most with a title or a way to reach the
 * person. Needs no headings, links or class names.
 */
import { newCandidate, type Candidate } from './candidates.ts';
import { cardFindings } from './card-findings.ts';
import { isTitle, readCard } from './contact-lines.ts';
import { findHidden } from './deobfuscate.ts';
import type { Tag } from './dom.ts';
import { foldText, makeEvidence } from './evidence.ts';
import { hiddenAddress } from './hidden-links.ts';
import { isPlace, looksLikeName } from './names.ts';
import { readTableRow, tableHeading, type TableHeading, type TableRow } from './people-table.ts';
import { elementsBelow, lengthBelow, type PageScan, type ScanContext } from './page-scan.ts';
import { linksBelow, textAt, type PageTree } from './page-tree.ts';

/** More text than this is not one person's card. */
const CARD_MAX = 900;
const CARD_NODES_MAX = 400;
const MEMBERS_MAX = 400;
/** Less text than this is no two people's. */
const GROUP_MIN = 20;
/** Characters read in all: pieces may be nested. */
const BUDGET = 300_000;

const SAMPLE = 5;
/** Elements between two rests. */
const STRIDE = 500;

interface Member {
  place: number;
  lines: string[];
  name: string;
  /** What the heading of a table calls the title. */
  title: string | undefined;
  /** What stands where others have theirs. */
  likelyTitle?: string;
  isTitled: boolean;
  isSure: boolean;
}

/** The people of a list, and the places that are about one of them each. */
export interface Team {
  candidates: Candidate[];
  pieces: ReadonlySet<number>;
}

/** Yields now and then, so that the caller can rest. */
export function* teamPeople(scan: PageScan, context: ScanContext): Generator<undefined, Team> {
  const { tree } = scan;
  const candidates: Candidate[] = [];
  const known = new Set<number>();
  let budget = BUDGET;
  let visits = 0;
  for (let place = 0; place < tree.tags.length && budget > 0 && candidates.length < MEMBERS_MAX; place++) {
    if (tree.tags[place] === '') continue;
    if (++visits % STRIDE === 0) yield;
    if (known.has(place) || lengthBelow(scan, place) < GROUP_MIN || elementsBelow(scan, place) < 2) {
      place = (tree.ends[place] ?? place + 1) - 1;
      continue;
    }
    for (const group of groupsOf(place, scan)) {
      const heading = tree.tags[group[0] ?? 0] === 'tr' ? tableHeading(tree, group[0] ?? 0) : undefined;
      const read = (piece: number) => memberOf(piece, tree, heading);
      // Most lists are of other things: the first few tell.
      if (!isTeam(group, read)) continue;
      const members: Member[] = [];
      for (const piece of group) {
        yield;
        budget -= lengthBelow(scan, piece);
        const member = budget <= 0 ? undefined : read(piece);
        if (member !== undefined) members.push(member);
      }
      const sure = members.filter(({ isSure }) => isSure);
      if (members.length < 2 || members.length < group.length * 0.6 || sure.length * 2 < members.length) continue;
      takeTitles(members);
      for (const member of members) {
        yield;
        candidates.push(candidateOf(member, tree, context));
      }
      for (const piece of group) known.add(piece);
    }
  }
  return { candidates, pieces: known };
}

function isTeam(group: readonly number[], read: (piece: number) => Member | undefined): boolean {
  const sample = group.slice(0, SAMPLE);
  let others = 0;
  for (const piece of sample) {
    if (read(piece) !== undefined) continue;
    if (++others > sample.length / 2) return false;
  }
  return sample.length - others >= 2;
}

/** The children of one element that are built alike: two or more with the same tag and the same first class. */
function groupsOf(parent: number, scan: PageScan): number[][] {
  const { tree, below } = scan;
  const end = tree.ends[parent] ?? parent;
  const pieces: number[] = [];
  let count = 0;
  for (let place = parent + 1; place < end && count < 1_000; place = tree.ends[place] ?? end, count++) {
    if (tree.tags[place] === '') continue;
    const length = lengthBelow(scan, place);
    if (length < 8 || length > CARD_MAX) continue;
    if (elementsBelow(scan, place) > CARD_NODES_MAX || (below.emails.get(place)?.length ?? 0) > 1) continue;
    pieces.push(place);
  }
  // Most have children of different kinds, or one: that is known before their classes are looked at.
  if (pieces.length < 2 || new Set(pieces.map((place) => tree.tags[place])).size === pieces.length) return [];
  const groups = new Map<string, number[]>();
  for (const place of pieces) {
    const classes = tree.elements[place]?.getAttribute('class') ?? '';
    const key = `${tree.tags[place] ?? ''}.${/\S+/u.exec(classes)?.[0] ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [place]);
    else group.push(place);
  }
  return [...groups.values()].filter((group) => group.length >= 2);
}

/** One person: a single line that is a name, near the top, or what the heading of a table calls the name. */
function memberOf(place: number, tree: PageTree, heading: TableHeading | undefined): Member | undefined {
  if (isOneLine(place, tree)) return undefined;
  const lines = textAt(tree, place, { nodes: CARD_NODES_MAX * 4 })
    .split(/\n| \| /u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length < 2 || lines.length > 30) return undefined;
  const named = heading === undefined ? namedBy(lines) : namedInRow(readTableRow(tree, place, heading));
  if (named === undefined) return undefined;
  const { name, title, told } = named;
  const isTitled = told.some((line) => line.length <= 90 && isTitle(line));
  if (!isTitled && isPlace(name, lines)) return undefined;
  const text = lines.join('\n');
  const isReachable = text.includes('@') || findHidden(text).length > 0 || linksIn(place, tree).length > 0;
  return { place, lines, name, title, isTitled, isSure: isTitled || isReachable };
}

interface Named {
  name: string;
  title?: string | undefined;
  /** Lines of which one may be a title. */
  told: readonly string[];
}

/** A column may be called "title" in a list of books. */
const namedInRow = (row: TableRow | undefined): Named | undefined => row && { ...row, told: [row.title ?? ''] };

/** The only name among the lines, and what stands below it. */
function namedBy(lines: readonly string[]): Named | undefined {
  const names = new Set(lines.filter((line) => looksLikeName(line) && !isTitle(line)).map((line) => foldText(line)));
  const at = lines.findIndex((line) => names.has(foldText(line)));
  return names.size !== 1 || at > 3 ? undefined : { name: lines[at] ?? '', told: lines.slice(at + 1, at + 4) };
}

/** Where others of a list have their title right below their name, what stands there is one, whatever its words: "Enólogo". */
function takeTitles(members: readonly Member[]): void {
  if (members.every(({ isTitled }) => isTitled) || !members.some(({ isTitled }) => isTitled)) return;
  const below = members.map(({ lines, name }) => lines[lines.indexOf(name) + 1] ?? '');
  if (!below.some((line) => isTitle(line))) return;
  const counts = new Map<string, number>();
  for (const line of below) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const [at, member] of members.entries()) {
    const line = below[at] ?? '';
    if (!member.isTitled && counts.get(line) === 1 && TITLE_LIKE.test(line)) member.likelyTitle = line;
  }
}

const TITLE_LIKE = /^\p{L}[\p{L}\p{M}.,&/'’"״׳()-]{2,}(?:\s[\p{L}\p{M}.,&/'’"״׳()-]+){0,6}$/u;

/** Cheap: most pieces that are no person hold one text and nothing else. */
const isOneLine = (place: number, { tags, texts, ends }: PageTree) =>
  ends[place] === place + 2 && tags[place + 1] === '' && !/[\n|]/.test(texts[place + 1] ?? '');

/** The first links below a place that lead to a person. */
const linksIn = (place: number, tree: PageTree): Tag[] => linksBelow(tree, place).filter(isWay).slice(0, 3);

const isWay = (element: Tag) =>
  /^(?:mailto|tel):/iu.test(element.getAttribute('href') ?? '') || hiddenAddress(element) !== undefined;

function candidateOf(
  { place, lines, name, title, likelyTitle }: Member,
  tree: PageTree,
  context: ScanContext,
): Candidate {
  const card = readCard(lines, { name, ...(context.country === undefined ? {} : { country: context.country }) });
  const said = { ...card, name: { text: name, line: name } };
  const stated = title ?? (card.title === undefined ? likelyTitle : undefined);
  if (stated !== undefined) said.title = { text: stated, line: stated };
  const findings = cardFindings(context, said, 'visible-text', 0.65);
  for (const link of linksIn(place, tree)) {
    const written = (link.getAttribute('href') ?? '').replace(/\?.*$/su, '');
    const address = hiddenAddress(link) ?? findHidden(written.replace(/^mailto:/iu, ''), { isAlone: true })[0]?.address;
    if (address !== undefined)
      findings.push({
        path: `emails/${address}`,
        value: {},
        evidence: makeEvidence(context, 'mailto-link', 0.8, name),
      });
  }
  return newCandidate(findings);
}
