/** The people on a web page: from its data, its links, its text and what is selected, merged into one contact each. */
import type { DraftCompany, DraftContact, Warning } from '../model/draft.ts';
import { CONTACTS_MAX, newCandidate, contactsOf, joinCandidates, type Candidate } from './candidates.ts';
import { cardFindings } from './card-findings.ts';
import { readCard } from './contact-lines.ts';
import { findAddresses } from './addresses.ts';
import { disagreementWarnings, findDisagreements, withBothSides } from './disagreements.ts';
import { clipLine, foldText, makeEvidence, type Finding, type Reading } from './evidence.ts';
import { guessLanguage } from './language.ts';
import { readCompanies } from './page-companies.ts';
import { scanPage, type PageScan } from './page-scan.ts';
import { readSources, type PageSource } from './page-sources.ts';
import { growTree, textAt } from './page-tree.ts';
import { guessCountry, type CountryCode } from './phones.ts';
import { structuredPeople } from './structured-people.ts';
import { teamPeople } from './team-people.ts';
import { visiblePeople } from './visible-people.ts';
import { readWritten } from './written-page.ts';

export interface PageInput extends Reading, PageSource {
  /** The page's own `lang`, if any. */
  language?: string;
  /** What the person selected: then the people in it are meant, and nobody else. */
  selectedText?: string;
}

/** What a page says about people and companies. */
export interface PageReading {
  /** One per person, in the order of the page; organisations only when there are no people. */
  contacts: DraftContact[];
  companies: DraftCompany[];
  warnings: Warning[];
}

export const readPeople = (input: PageInput): DraftContact[] => readPage(input).contacts;

/** Reads everything that a page says, in every syntax and in what people see of it. */
export function readPage(input: PageInput): PageReading {
  const steps = readSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same, with many rests, in which others on the thread may get their turn: a large page takes a while. */
export async function readPageInSteps(input: PageInput, rest: () => Promise<void>): Promise<PageReading> {
  const steps = readSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await rest();
  }
}

function* readSteps(input: PageInput): Generator<undefined, PageReading> {
  const { url } = input;
  const written = input.written === undefined ? undefined : yield* readWritten(input.written.html);
  const tree = written?.tree ?? (yield* growTree(input.document));
  yield;
  const text = textAt(tree, 0, { size: 40_000 });
  const country = countryOf(input, text);
  const context = { at: input.at, url, ...(country === undefined ? {} : { country }) };
  yield;
  const sources = yield* readSources(input, url, written);
  yield;
  const selected = input.selectedText === undefined ? [] : selectedPeople(input.selectedText, context);
  const scan = yield* scanPage(tree, context);
  yield;
  const declared = sources.flatMap(({ source, things }) => structuredPeople(things, source, context));
  yield;
  const team = yield* teamPeople(scan, context);
  yield;
  const seen = [...team.candidates, ...(yield* visiblePeople(scan, context, team.pieces))];
  yield;
  const found = joinCandidates([...selected, ...declared, ...asDeclared(seen, declared)]);
  const offered = selected.length > 0 ? found.filter(({ role }) => role === 'selected') : choosePeople(found, input);
  const chosen = offered.slice(0, CONTACTS_MAX);
  yield;
  const warnings = [...missingWarnings(offered.length), ...linkWarnings(scan)];
  const contacts: DraftContact[] = [];
  for (const [at, contact] of contactsOf(chosen).entries()) {
    if (at % 20 === 0) yield;
    const disagreements = findDisagreements(chosen[at] ?? { findings: [] });
    warnings.push(...disagreementWarnings(contact, disagreements));
    contacts.push(withBothSides(contact, disagreements));
  }
  return { contacts, companies: readCompanies(sources, context), warnings: warnings.slice(0, WARNINGS_MAX) };
}

/** A heading that the page's own data calls an organisation's name is nobody's name, however much it looks like one. */
function asDeclared(seen: readonly Candidate[], declared: readonly Candidate[]): Candidate[] {
  const nameOf = ({ findings }: Candidate, field: string) =>
    foldText(String(findings.find(({ path }) => path === field)?.value ?? ''));
  const people = new Set(declared.map((candidate) => nameOf(candidate, 'name')));
  const organizations = new Set(
    declared.filter(({ isOrganization }) => isOrganization).map((candidate) => nameOf(candidate, 'companyName')),
  );
  if (organizations.size === 0) return [...seen];
  return seen.map((candidate) => {
    const name = nameOf(candidate, 'name');
    if (name === '' || people.has(name) || !organizations.has(name)) return candidate;
    const findings = candidate.findings.flatMap((finding): Finding[] => {
      if (finding.path === 'name') return [{ ...finding, path: 'companyName' }];
      return /^(?:givenName|familyName|companyName)$/u.test(finding.path) ? [] : [finding];
    });
    return newCandidate(findings, candidate.role, true);
  });
}

const WARNINGS_MAX = 20;

/** A link that shows one address and writes to another is a mistake or a trick. */
const linkWarnings = ({ anchors }: PageScan): Warning[] =>
  anchors.flatMap(({ shown, value }): Warning[] =>
    shown === undefined
      ? []
      : [
          {
            kind: 'sources-disagree',
            text: `A link shows ${clipLine(shown, 200)} but writes to ${clipLine(value, 200)}.`,
          },
        ],
  );

function countryOf(input: PageInput, text: string): CountryCode | undefined {
  const language = guessLanguage(text);
  const languages = [input.language ?? '', language ?? ''].filter((tag) => tag !== '');
  return guessCountry({ text, languages, domain: URL.canParse(input.url) ? new URL(input.url).hostname : '' });
}

/** People and mailboxes; what is an organisation tells where they work, and is a contact itself only when nobody else is. */
function choosePeople(found: readonly Candidate[], context: Reading): Candidate[] {
  const isPerson = ({ name, emails }: Candidate) => name !== undefined || emails.length > 0;
  const organizations = found.filter(({ isOrganization }) => isOrganization);
  const others = found.filter(({ isOrganization }) => !isOrganization);
  const people = others.filter(isPerson);
  const rest = others.filter((candidate) => !isPerson(candidate));
  const [person] = people;
  const [organization] = organizations;
  if (person !== undefined) {
    // Numbers that stand by themselves belong to the only person there is.
    const isAlone = people.length === 1;
    if (isAlone)
      for (const { findings } of rest)
        person.findings.push(...findings.filter(({ path }) => path.startsWith('phones/')));
    if (organizations.length === 1 && organization !== undefined)
      for (const each of people) addEmployer(each, organization, context);
    // A mailbox without anything else, such as info@ in the footer, is nobody while there are people with names.
    const isNameless = people.every(({ name }) => name === undefined);
    return people.filter(
      ({ name, findings }) =>
        name !== undefined || isAlone || isNameless || findings.some(({ path }) => /^(?:title|phones)/u.test(path)),
    );
  }
  // An organisation that nothing leads to, such as the publisher of an article, is nobody to write to.
  const reachable = organizations.filter(({ emails, phones }) => emails.length + phones.length > 0);
  if (reachable.length > 0) return reachable;
  return rest.length > 0 ? joinRest(rest) : [];
}

/** The only organisation of a page employs its people, most likely. */
function addEmployer(person: Candidate, organization: Candidate, context: Reading): void {
  const company = organization.findings.find(({ path }) => path === 'companyName');
  if (company === undefined || person.findings.some(({ path }) => path === 'companyName')) return;
  const evidence = makeEvidence(context, company.evidence.source, 0.6, company.evidence.snippet);
  person.findings.push({ ...company, evidence });
}

/** Numbers without any name or address: one contact for all of them. */
function joinRest(rest: readonly Candidate[]): Candidate[] {
  return [newCandidate(rest.flatMap(({ findings }) => findings))];
}

/** Paragraphs of a selection; one with an address of its own is a person of its own. */
function selectedPeople(selected: string, context: Reading & { country?: CountryCode }): Candidate[] {
  const text = selected.slice(0, 50_000).trim();
  if (text === '') return [];
  const addresses = new Set(findAddresses(text, 100).map(({ address }) => address));
  const blocks = addresses.size > 1 ? splitByAddress(text) : [text];
  return blocks.slice(0, 200).flatMap((block) => {
    const [own] = findAddresses(block, 1);
    const lines = block.split('\n').filter((line) => line.trim() !== '');
    const card = readCard(lines, {
      ...(own === undefined ? {} : { address: own.address }),
      ...(context.country === undefined ? {} : { country: context.country }),
    });
    const findings = cardFindings(context, card, 'selection', 0.8);
    const isSomebody = card.name !== undefined || card.emails.length > 0 || card.phones.length > 0;
    if (isSomebody) return [newCandidate(findings, 'selected')];
    // The person selected one or two words: they mean a name, whatever it looks like.
    const words = foldText(block).split(' ').length;
    if (lines.length !== 1 || words > 5 || text.length > 80) return [];
    return [
      newCandidate(
        [{ path: 'name', value: block.trim(), evidence: makeEvidence(context, 'selection', 0.7, block) }],
        'selected',
      ),
    ];
  });
}

/** Each block ends before the paragraph that has the next address. */
function splitByAddress(text: string): string[] {
  const blocks: string[] = [];
  let current: string[] = [];
  let hasAddress = false;
  for (const paragraph of text.split(/\n\s*\n/u).length > 1 ? text.split(/\n\s*\n/u) : text.split('\n')) {
    const isNew = findAddresses(paragraph, 1).length > 0;
    if (isNew && hasAddress) {
      blocks.push(current.join('\n'));
      current = [];
    }
    current.push(paragraph);
    hasAddress ||= isNew;
  }
  return [...blocks, current.join('\n')];
}

/** Nobody is left out without a word: a person can go on with a part of the page. */
const missingWarnings = (people: number): Warning[] =>
  people <= CONTACTS_MAX
    ? []
    : [
        {
          kind: 'page-truncated',
          text: `This page has ${people} people; the first ${CONTACTS_MAX} are offered. Select the others in the page, and clip the selection.`,
        },
      ];
