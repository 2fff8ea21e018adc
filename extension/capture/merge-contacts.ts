/** What merging one contact into another writes: what the kept one lacks, and of what differs the value that the person chose. */
import type { FieldPath, FieldValue } from '../../shared/model/record.ts';

export type Values = Readonly<Record<FieldPath, FieldValue>>;
/** The single fields for which the other contact's value is taken. */
export type Choices = ReadonlySet<FieldPath>;

/** Facts about the record and not about the person: each contact keeps its own. */
const OWN = new Set<FieldPath>(['deletedAt', 'mergedInto', 'ownerId', 'capturedFrom']);

/** Guesses at parts of the name: they go with the name that they were made from. */
const NAME_PARTS: readonly FieldPath[] = ['givenName', 'familyName'];

/** @returns the fields to write to the kept contact; what was there and is better is not among them */
export function mergedFields(keep: Values, other: Values, choices: Choices): Record<FieldPath, FieldValue> {
  const fields: Record<FieldPath, FieldValue> = {};
  for (const [path, value] of Object.entries(other)) {
    if (value === null || OWN.has(path) || NAME_PARTS.includes(path) || /^(?:evidence|suggestions)\//u.test(path))
      continue;
    if (!isTaken(path, valueOf(keep, path), value, choices)) continue;
    fields[path] = value;
    const evidence = valueOf(other, `evidence/${path}`);
    if (evidence !== null || valueOf(keep, `evidence/${path}`) !== null) fields[`evidence/${path}`] = evidence;
  }
  if (fields['name'] !== undefined) {
    for (const part of NAME_PARTS) {
      if (valueOf(keep, part) !== valueOf(other, part)) fields[part] = valueOf(other, part);
    }
  }
  return fields;
}

function isTaken(path: FieldPath, have: FieldValue, value: FieldValue, choices: Choices): boolean {
  // A no of either stays a no.
  if (path === 'doNotContact') return value === true && have !== true;
  if (path.startsWith('consent/')) return have === null || (isWithdrawn(value) && !isWithdrawn(have));
  if (have === null) return true;
  return !path.includes('/') && choices.has(path) && JSON.stringify(have) !== JSON.stringify(value);
}

/** The fields that a merge wrote and nobody changed since, back to what they were. */
export function unmergedFields(now: Values, before: Values, after: Values): Record<FieldPath, FieldValue> {
  const untouched = Object.keys(after).filter(
    (path) => JSON.stringify(valueOf(now, path)) === JSON.stringify(valueOf(after, path)),
  );
  return Object.fromEntries(untouched.map((path) => [path, valueOf(before, path)]));
}

const valueOf = (values: Values, path: FieldPath): FieldValue =>
  Object.hasOwn(values, path) ? (values[path] ?? null) : null;

const isWithdrawn = (consent: FieldValue) =>
  typeof consent === 'object' && consent !== null && !Array.isArray(consent) && consent['state'] === 'withdrawn';
