/** Evidence for what a reader found, and the small builder that turns findings into a draft contact. */
import type { DraftContact, DraftField } from '../model/draft.ts';
import type { Evidence, EvidenceSource } from '../model/evidence.ts';
import type { FieldPath, FieldValue } from '../model/record.ts';
import { remember } from './remember.ts';

/** Where and when something is being read; the same for all fields of one draft. */
export interface Reading {
  /** ISO 8601, UTC. */
  at: string;
  /** The page, or the webmail's own address of the message. */
  url: string;
  /** BCP 47, of the text that the names stand in: it tells their order. */
  language?: string;
}

/** One thing that a reader found, before it is merged with what other readers found. */
export interface Finding {
  path: FieldPath;
  value: FieldValue;
  evidence: Evidence;
}

export const SNIPPET_MAX = 300;
const LINE_MAX = 500;
const EVIDENCE_MAX = 10;
const FIELDS_MAX = 200;
/** Below the model's limit on map keys, so that `evidence/<path>` fits too. */
const PATH_MAX = 1_900;

/** Most lines: words of ASCII with a blank between. */
const CLEAN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/** One line: control characters and runs of blanks become a space; bidi marks and zero-width characters go. At most `max` characters. */
export function clipLine(text: string, max = LINE_MAX): string {
  if (text.length <= max && CLEAN.test(text)) return text;
  const line = text
    .slice(0, max * 8)
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (line.length <= max) return line;
  // Not in the middle of a surrogate pair: half a character is not valid text in JSON.
  return line.slice(0, max - 1).replace(/[\ud800-\udbff]$/u, '') + '…';
}

/** @param confidence 0 (a guess) to 1 (stated by the sender or a machine-readable field) */
export function makeEvidence(reading: Reading, source: EvidenceSource, confidence: number, snippet?: string): Evidence {
  const words = snippet === undefined ? '' : clipLine(snippet, SNIPPET_MAX);
  return {
    source,
    url: reading.url.slice(0, 2_000),
    at: reading.at,
    ...(words === '' ? {} : { snippet: words }),
    confidence: Math.min(Math.max(Math.round(confidence * 100) / 100, 0), 1),
  };
}

/** A finding of a text field; nothing for an empty text. */
export function findLine(path: FieldPath, text: string | undefined, evidence: Evidence): Finding[] {
  const line = clipLine(text ?? '');
  return line === '' ? [] : [{ path, value: line, evidence }];
}

/**
 * Merges findings into fields. A map entry found by several readers is one field with all their evidence. A single field keeps the
 * value whose evidence together is the strongest; where different sources agree, the first evidence says how sure they are
 * together (1 minus the product of their doubts, never more than 0.99).
 */
export function mergeFindings(findings: readonly Finding[]): DraftField[] {
  const byPath = new Map<FieldPath, Finding[]>();
  for (const finding of findings) {
    if (finding.path.length > PATH_MAX) continue;
    const same = byPath.get(finding.path);
    if (same === undefined) byPath.set(finding.path, [finding]);
    else same.push(finding);
  }
  return [...byPath].slice(0, FIELDS_MAX).map(([path, group]) => mergeField(path, group));
}

function mergeField(path: FieldPath, findings: readonly Finding[]): DraftField {
  // Entries of a map agree on their key; how they spell the label or the number is not a conflict.
  const isEntry = path.includes('/');
  const best = isEntry || findings.length === 1 ? bySurety(findings) : strongestValue(findings);
  const evidence = distinct(best.map((finding) => finding.evidence)).slice(0, EVIDENCE_MAX);
  const [strongest] = evidence;
  if (strongest !== undefined && best.length > 1) evidence[0] = { ...strongest, confidence: combined(best) };
  return { path, value: isEntry ? mergeEntries(best) : (best[0]?.value ?? ''), evidence };
}

const bySurety = (findings: readonly Finding[]): readonly Finding[] =>
  findings.length === 1 ? findings : findings.toSorted((a, b) => b.evidence.confidence - a.evidence.confidence);

/** The findings of the value whose evidence together is the strongest. */
function strongestValue(findings: readonly Finding[]): readonly Finding[] {
  const groups = [...Map.groupBy(findings, ({ value }) => sameWords(value)).values()].map(bySurety);
  return groups.toSorted((a, b) => combined(b) - combined(a))[0] ?? [];
}

/** The same words of the same source prove a thing once. */
function distinct(evidence: Evidence[]): Evidence[] {
  if (evidence.length === 1) return evidence;
  const seen = new Set<string>();
  return evidence.filter(({ source, snippet }) => {
    const key = `${source} ${snippet ?? ''}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** How sure several findings of one value are together; two findings of one source count once. */
function combined(group: readonly Finding[]): number {
  const bySource = new Map<EvidenceSource, number>();
  for (const { evidence } of group) {
    bySource.set(evidence.source, Math.max(bySource.get(evidence.source) ?? 0, evidence.confidence));
  }
  const single = Math.max(...bySource.values());
  if (bySource.size === 1) return single;
  const doubt = [...bySource.values()].reduce((product, confidence) => product * (1 - confidence), 1);
  return Math.max(single, Math.min(0.99, Math.round((1 - doubt) * 100) / 100));
}

/** The properties of all entries; those of the surest win. */
function mergeEntries(group: readonly Finding[]): FieldValue {
  const merged: Record<string, FieldValue> = {};
  for (const { value } of group.toReversed()) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) Object.assign(merged, value);
  }
  return merged;
}

const sameWords = (value: FieldValue) => (typeof value === 'string' ? foldText(value) : JSON.stringify(value));

/** Most texts: ten times faster without the tables of Unicode. */
const ASCII = /^[ -~]*$/;
/** Letters that Unicode does not take apart, as addresses write them. */
const WHOLE_LETTERS: Record<string, string> = { ß: 'ss', ł: 'l', ø: 'o', đ: 'd' };

/** Text to compare by: lower case, no diacritics, letters and digits only, single spaces. */
export const foldText = remember((text) => {
  if (ASCII.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßłøđ]/gu, (letter) => WHOLE_LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
});

/** @param key tells the candidates of one draft apart */
export function draftContact(key: string, role: DraftContact['role'], findings: readonly Finding[]): DraftContact {
  return { key: clipLine(key), role, fields: mergeFindings(findings) };
}
