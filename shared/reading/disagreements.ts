/** Where the machine-readable parts of a page contradict each other about one person or organisation: both sides are kept and shown. */
import type { DraftContact, Warning } from '../model/draft.ts';
import type { EvidenceSource } from '../model/evidence.ts';
import type { Candidate } from './candidates.ts';
import { clipLine, foldText, type Finding } from './evidence.ts';

export interface Disagreement {
  /** `title`, `phones`. */
  field: string;
  /** One finding of each side. */
  sides: [Finding, Finding];
}

/** What a page declares for machines, with the name that people know the syntax by. */
const DECLARED: Partial<Record<EvidenceSource, string>> = {
  'json-ld': 'JSON-LD',
  microdata: 'microdata',
  rdfa: 'RDFa',
  'h-card': 'h-card',
};
const FIELDS: Readonly<Record<string, string>> = {
  name: 'name',
  title: 'title',
  companyName: 'company',
  address: 'address',
  emails: 'e-mail address',
  phones: 'phone number',
};
const EVIDENCE_MAX = 10;
const DOUBT = 0.8;

/** Fields about which two syntaxes each say something, and nothing of it is the same. One that says less contradicts nobody. */
export function findDisagreements({ findings }: Pick<Candidate, 'findings'>): Disagreement[] {
  if (!isDeclaredTwice(findings)) return [];
  const byField = new Map<string, Map<EvidenceSource, Finding[]>>();
  for (const finding of findings) {
    const [field = ''] = finding.path.split('/');
    const { source } = finding.evidence;
    if (FIELDS[field] === undefined || DECLARED[source] === undefined) continue;
    const bySource = byField.get(field) ?? new Map<EvidenceSource, Finding[]>();
    byField.set(field, bySource);
    const known = bySource.get(source) ?? [];
    if (known.length < 20) bySource.set(source, [...known, finding]);
  }
  return [...byField].flatMap(([field, bySource]) => {
    const [first, ...others] = [...bySource.values()];
    const other = others.find((side) => !side.some((one) => first?.some((two) => isSame(one, two))));
    const sides = [first?.[0], other?.[0]];
    const [one, two] = sides;
    return one === undefined || two === undefined ? [] : [{ field, sides: [one, two] satisfies [Finding, Finding] }];
  });
}

/** Cheap: most people are declared in one syntax, or in none. */
function isDeclaredTwice(findings: readonly Finding[]): boolean {
  const isDeclared = ({ evidence }: Finding) => DECLARED[evidence.source] !== undefined;
  const first = findings.find(isDeclared)?.evidence.source;
  return findings.some((finding) => isDeclared(finding) && finding.evidence.source !== first);
}

/** The same words, whatever their order, or some of them: "Dana Whitfield" and "Dana J. Whitfield" are one name. */
function isSame(a: Finding, b: Finding): boolean {
  if (a.path.includes('/')) return a.path === b.path;
  const [one, two] = [a, b].map(({ value }) => new Set(foldText(String(value)).split(' ')));
  if (one === undefined || two === undefined) return true;
  const [fewer, more] = one.size <= two.size ? [one, two] : [two, one];
  return [...fewer].every((word) => more.has(word));
}

const valueOf = ({ path, value }: Finding) => (path.includes('/') ? path.slice(path.indexOf('/') + 1) : String(value));

export function disagreementWarnings(contact: DraftContact, disagreements: readonly Disagreement[]): Warning[] {
  return disagreements.map(({ field, sides }) => {
    const said = sides.map((side) => `"${clipLine(valueOf(side), 120)}" (${DECLARED[side.evidence.source] ?? 'text'})`);
    const name = contact.fields.find(({ path }) => path === 'name' || path === 'companyName')?.value;
    const about = clipLine(typeof name === 'string' ? name : contact.key, 100);
    return {
      kind: 'sources-disagree',
      text: `The page contradicts itself about the ${FIELDS[field]} of ${about}: ${said.join(' and ')}.`,
    };
  });
}

/** The contact with the evidence of both sides, and less sure of the side that was taken. */
export function withBothSides(contact: DraftContact, disagreements: readonly Disagreement[]): DraftContact {
  if (disagreements.length === 0) return contact;
  return {
    ...contact,
    fields: contact.fields.map((field) => {
      const found = disagreements.find(({ sides }) => sides.some(({ path }) => path === field.path));
      const [strongest, ...others] = field.evidence;
      if (found === undefined || strongest === undefined) return field;
      const against = found.sides.filter(({ path, value }) => path !== field.path || value !== field.value);
      const own = { ...strongest, confidence: Math.round(strongest.confidence * DOUBT * 100) / 100 };
      const added = against
        .map(({ evidence }) => evidence)
        .filter(({ snippet }) => !field.evidence.some((known) => known.snippet === snippet));
      return { ...field, evidence: [own, ...others.slice(0, EVIDENCE_MAX - 1 - added.length), ...added] };
    }),
  };
}
