/**
 * People on a page that lists them: the same piece again and again, each with a name, and most with a title or a way to reach the
 * person. Needs no headings, links or class names.
 */
import { newCandidate, type Candidate } from './candidates.ts';
import { cardFindings } from './card-findings.ts';
import { isTitle, readCard } from './contact-lines.ts';
import { findHidden } from './deobfuscate.ts';
import { findElements, isElement, tagOf, walk } from './dom.ts';
import { foldText, makeEvidence } from './evidence.ts';
import { hiddenAddress } from './hidden-links.ts';
import { htmlToText } from './html-to-text.ts';
import { looksLikeName } from './names.ts';
import type { PageScan, ScanContext } from './page-scan.ts';

/** More text than this is not one person's card. */
const CARD_MAX = 900;
const CARD_NODES_MAX = 400;
const MEMBERS_MAX = 400;
/** Characters read in all: pieces may be nested. */
const BUDGET = 300_000;

const SAMPLE = 5;

interface Member {
  element: Element;
  lines: string[];
  name: string;
  isSure: boolean;
}

/** The people of a list, and the pieces of the page that are about one of them each. */
export interface Team {
  candidates: Candidate[];
  pieces: ReadonlySet<Node>;
}

export function teamPeople(document: Document, { below }: PageScan, context: ScanContext): Team {
  const candidates: Candidate[] = [];
  const read = new Set<Node>();
  let budget = BUDGET;
  walk(document, (node) => {
    if (budget <= 0 || candidates.length >= MEMBERS_MAX) return 'stop';
    if (!isElement(node)) return undefined;
    if (read.has(node) || (below.get(node)?.length ?? 0) < 20) return 'skip';
    for (const group of groupsOf(node, below)) {
      // Most lists are of other things: the first few tell.
      if (!isTeam(group)) continue;
      const members = group.flatMap((element) => {
        budget -= below.get(element)?.length ?? 0;
        return budget <= 0 ? [] : (memberOf(element) ?? []);
      });
      const sure = members.filter(({ isSure }) => isSure);
      if (members.length < 2 || members.length < group.length * 0.6 || sure.length * 2 < members.length) continue;
      for (const member of members) candidates.push(candidateOf(member, context));
      for (const element of group) read.add(element);
    }
    return undefined;
  });
  return { candidates, pieces: read };
}

function isTeam(group: readonly Element[]): boolean {
  const sample = group.slice(0, SAMPLE);
  let others = 0;
  for (const element of sample) {
    if (memberOf(element) !== undefined) continue;
    if (++others > sample.length / 2) return false;
  }
  return sample.length - others >= 2;
}

/** The children of one element that are built alike: two or more with the same tag and the same first class. */
function groupsOf(parent: Element, below: PageScan['below']): Element[][] {
  const eligible: Element[] = [];
  let count = 0;
  for (let node = parent.firstChild; node !== null && count < 1_000; node = node.nextSibling, count++) {
    const sums = below.get(node);
    if (sums === undefined || !isElement(node) || sums.length < 8 || sums.length > CARD_MAX) continue;
    if (sums.nodes <= CARD_NODES_MAX && sums.emails.length <= 1) eligible.push(node);
  }
  if (eligible.length < 2) return [];
  const groups = new Map<string, Element[]>();
  for (const element of eligible) {
    const key = `${tagOf(element)}.${/\S+/u.exec(element.getAttribute('class') ?? '')?.[0] ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [element]);
    else group.push(element);
  }
  return [...groups.values()].filter((group) => group.length >= 2);
}

/** One person: a single line that is a name, near the top. */
function memberOf(element: Element): Member | undefined {
  const lines = htmlToText(element, { nodes: CARD_NODES_MAX * 4 })
    .split(/\n| \| /u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length < 2 || lines.length > 30) return undefined;
  const names = new Set(lines.filter((line) => looksLikeName(line) && !isTitle(line)).map((line) => foldText(line)));
  const at = lines.findIndex((line) => names.has(foldText(line)));
  if (names.size !== 1 || at < 0 || at > 3) return undefined;
  const isTitled = lines.slice(at + 1, at + 4).some((line) => line.length <= 90 && isTitle(line));
  const text = lines.join('\n');
  const isReachable = text.includes('@') || findHidden(text).length > 0 || linksToReach(element).length > 0;
  return { element, lines, name: lines[at] ?? '', isSure: isTitled || isReachable };
}

const linksToReach = (element: Element) =>
  findElements(
    element,
    (each) => /^(?:mailto|tel):/iu.test(each.getAttribute('href') ?? '') || hiddenAddress(each) !== undefined,
    3,
  );

function candidateOf({ element, lines, name }: Member, context: ScanContext): Candidate {
  const card = readCard(lines, { name, ...(context.country === undefined ? {} : { country: context.country }) });
  const findings = cardFindings(context, { ...card, name: { text: name, line: name } }, 'visible-text', 0.65);
  for (const link of linksToReach(element)) {
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
