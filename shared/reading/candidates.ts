/** People found on a page by several readers: which findings are about one and the same person. */
import type { DraftContact } from '../model/draft.ts';
import { draftContact, foldText, type Finding } from './evidence.ts';

/** Somebody found by one reader. */
export interface Candidate {
  name?: string;
  emails: string[];
  phones: string[];
  findings: Finding[];
  role: DraftContact['role'];
  /** An organisation, which becomes a contact only when there is no person. */
  isOrganization: boolean;
}

/** The model's limit on the contacts of one draft. */
export const CONTACTS_MAX = 500;

export function newCandidate(
  findings: Finding[],
  role: DraftContact['role'] = 'listed',
  isOrganization = false,
): Candidate {
  const keys = (map: string) =>
    findings.filter(({ path }) => path.startsWith(map)).map(({ path }) => path.slice(map.length));
  const name = findings.find(({ path }) => path === 'name')?.value;
  return {
    ...(typeof name === 'string' ? { name } : {}),
    emails: keys('emails/'),
    phones: keys('phones/'),
    findings,
    role,
    isOrganization,
  };
}

/** Joins the candidates that share an address or a name; where nobody has either, one that shares a phone number. */
export function joinCandidates(candidates: readonly Candidate[]): Candidate[] {
  const joined: Candidate[] = [];
  const byKey = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const keys = keysOf(candidate);
    const same = keys
      .map((key) => byKey.get(key))
      .find((known) => known !== undefined && isCompatible(known, candidate));
    const target = same ?? { ...candidate, emails: [], phones: [], findings: [] };
    if (same === undefined) joined.push(target);
    target.name ??= candidate.name;
    for (const email of candidate.emails) if (!target.emails.includes(email)) target.emails.push(email);
    for (const phone of candidate.phones) if (!target.phones.includes(phone)) target.phones.push(phone);
    target.findings.push(...candidate.findings);
    target.isOrganization &&= candidate.isOrganization;
    if (candidate.role === 'selected') target.role = 'selected';
    for (const key of keysOf(target)) if (!byKey.has(key)) byKey.set(key, target);
  }
  return joined;
}

function keysOf({ name, emails, phones, findings, isOrganization }: Candidate): string[] {
  const folded = name === undefined ? '' : foldText(name);
  const company = isOrganization ? findings.find(({ path }) => path === 'companyName')?.value : undefined;
  return [
    ...(typeof company === 'string' ? [`company ${foldText(company)}`] : []),
    ...emails.map((email) => `email ${email}`),
    ...(folded === '' ? [] : [`name ${folded}`]),
    ...(folded === '' && emails.length === 0 ? phones.map((phone) => `phone ${phone}`) : []),
  ];
}

/** Two names at one shared mailbox are two people. */
function isCompatible(a: Candidate, b: Candidate): boolean {
  if (a.name === undefined || b.name === undefined) return true;
  const [first, second] = [foldText(a.name), foldText(b.name)];
  return first === second || first.includes(second) || second.includes(first);
}

/** The draft's contacts, people before organisations, each with a key of its own. */
export function contactsOf(candidates: readonly Candidate[]): DraftContact[] {
  const seen = new Set<string>();
  return candidates.slice(0, CONTACTS_MAX).map((candidate, at) => {
    const wanted = candidate.emails[0] ?? candidate.name ?? candidate.phones[0] ?? `person ${at + 1}`;
    const key = seen.has(wanted) ? `${wanted} #${at + 1}` : wanted;
    seen.add(key);
    return draftContact(key, candidate.role, candidate.findings);
  });
}
