/** How two values of a field agree, in five levels. The levels mean nothing by themselves: match-weights.ts learns what each is worth. */
import { isSharedMailbox } from './address-aliases.ts';
import { editDistance, isOneEdit, jaroWinkler, lettersApart, mostAlike } from './compare-text.ts';
import type { FieldKind, Value } from './field-values.ts';
import { areNicknames } from './nicknames.ts';

/** From worst to best, but `swapped`: equal to what stands in the other record's other field of the kind. */
export const levels = ['differs', 'similar', 'near', 'swapped', 'equal'] as const;
export type Level = 0 | 1 | 2 | 3 | 4;
export const DIFFERS = 0;
export const SIMILAR = 1;
export const NEAR = 2;
export const SWAPPED = 3;
export const EQUAL = 4;
/** One of the two says nothing: no evidence for or against. */
export const MISSING = -1;

/** Several values where a field has several: the addresses of a person. Empty for "not known". */
export type Cell = readonly Value[];

/** Symmetric. The best pair of values counts. */
export function compareCells(kind: FieldKind, a: Cell, b: Cell): Level | typeof MISSING {
  const [onlyA] = a;
  const [onlyB] = b;
  if (onlyA === undefined || onlyB === undefined) return MISSING;
  if (a.length === 1 && b.length === 1) return compareValues(kind, onlyA, onlyB);
  let best: Level | typeof MISSING = MISSING;
  for (const one of a) {
    for (const other of b) {
      const level = compareValues(kind, one, other);
      if (level === EQUAL) return EQUAL;
      if (level > best) best = level;
    }
  }
  return best;
}

export function compareValues(kind: FieldKind, a: Value, b: Value): Level {
  if (a === b || a.text === b.text) return EQUAL;
  switch (kind) {
    case 'name':
      return compareNames(a, b);
    case 'company':
    case 'text':
      return compareTexts(a, b);
    case 'code':
      return compareCodes(a.text, b.text);
    case 'date':
      return compareDays(a.text, b.text);
    case 'email':
      return compareMailboxes(a.text, b.text);
    case 'phone':
      return isOneEdit(a.text, b.text) || endsAlike(a.text, b.text) ? NEAR : DIFFERS;
    case 'link':
      return isOneEdit(a.text, b.text) ? SIMILAR : DIFFERS;
  }
}

function compareNames(a: Value, b: Value): Level {
  if (a.compact === b.compact || isOneSlip(a, b)) return NEAR;
  const isSeveral = a.words.length > 1 || b.words.length > 1;
  const shared = isSeveral ? sharedWords(a.words, b.words) : 0;
  if (shared === 1 && a.words.length === b.words.length) return NEAR;
  const alike = likeness(a, b);
  if (alike >= 0.92) return NEAR;
  if (alike >= 0.8 || shared >= 0.6 || isInitial(a.text, b.text) || areNicknames(a.text, b.text)) return SIMILAR;
  return a.sound.length > 1 && a.sound === b.sound ? SIMILAR : DIFFERS;
}

function compareTexts(a: Value, b: Value): Level {
  if (a.compact === b.compact || isOneSlip(a, b)) return NEAR;
  const alike = likeness(a, b);
  if (alike >= 0.94) return NEAR;
  const shared = a.words.length > 1 || b.words.length > 1 ? sharedWords(a.words, b.words) : 0;
  if (shared === 1 && a.words.length === b.words.length) return NEAR;
  if (alike >= 0.86 || shared >= 0.6) return SIMILAR;
  return a.sound.length > 2 && a.sound === b.sound ? SIMILAR : DIFFERS;
}

/** A slip of the keyboard (two in a long text), where most slips do not make another word. */
function isOneSlip(a: Value, b: Value): boolean {
  const length = Math.min(a.compact.length, b.compact.length);
  const limit = length >= 10 ? 2 : 1;
  if (length < 4 || lettersApart(a.letters, b.letters) > limit) return false;
  return limit === 1 ? isOneEdit(a.compact, b.compact) : editDistance(a.compact, b.compact, limit) <= limit;
}

/** Jaro-Winkler where it can reach what any level needs. */
const likeness = (a: Value, b: Value) =>
  mostAlike(a.letters, a.compact.length, b.letters, b.compact.length) < 0.8 ? 0 : jaroWinkler(a.compact, b.compact);

const isInitial = (a: string, b: string) => (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b));

/** The share of letters in words that both have, in any order, give or take a slip; an initial stands for its word. */
function sharedWords(a: readonly string[], b: readonly string[]): number {
  // A fixed order, since which word takes which twin depends on it.
  const isOrdered = a.length < b.length || (a.length === b.length && a.join(' ') <= b.join(' '));
  const [few, many] = isOrdered ? [a, b] : [b, a];
  let taken = 0;
  let shared = 0;
  let all = 0;
  for (const word of few) {
    all += word.length;
    const isFree = (other: string, at: number) => (taken & (1 << at)) === 0 && isSameWord(word, other);
    const same = many.indexOf(word);
    const twin = same !== -1 && (taken & (1 << same)) === 0 ? same : many.findIndex(isFree);
    if (twin === -1) continue;
    taken |= 1 << twin;
    shared += word.length;
  }
  return all === 0 ? 0 : shared / all;
}

const isSameWord = (a: string, b: string) =>
  a === b || isInitial(a, b) || areNicknames(a, b) || (Math.min(a.length, b.length) > 3 && isOneEdit(a, b));

/** One slip leaves a code of any length near; two leave a long one similar. */
function compareCodes(a: string, b: string): Level {
  const distance = editDistance(a, b, 2);
  const length = Math.max(a.length, b.length);
  if (distance === 1) return length > 2 ? NEAR : SIMILAR;
  return distance === 2 && length > 4 ? SIMILAR : DIFFERS;
}

function compareDays(a: string, b: string): Level {
  if (isOneEdit(a, b)) return NEAR;
  if (a.length !== 8 || b.length !== 8) return editDistance(a, b, 2) === 2 ? SIMILAR : DIFFERS;
  const [yearA, monthA, dayA] = [a.slice(0, 4), a.slice(4, 6), a.slice(6)];
  const [yearB, monthB, dayB] = [b.slice(0, 4), b.slice(4, 6), b.slice(6)];
  if (yearA === yearB && monthA === dayB && dayA === monthB) return NEAR;
  const same = Number(yearA === yearB) + Number(monthA === monthB) + Number(dayA === dayB);
  return same === 2 || editDistance(a, b, 2) === 2 ? SIMILAR : DIFFERS;
}

function compareMailboxes(a: string, b: string): Level {
  const [localA = '', domainA = ''] = split(a);
  const [localB = '', domainB = ''] = split(b);
  if (domainA === domainB) return localA.length > 3 && isOneEdit(localA, localB) ? NEAR : DIFFERS;
  // Everybody has an `info@`.
  if (localA === localB && isSharedMailbox(a)) return DIFFERS;
  if (localA === localB) return localA.length > 5 ? NEAR : SIMILAR;
  return editDistance(a, b, 2) <= 2 ? NEAR : DIFFERS;
}

const split = (address: string) => [
  address.slice(0, address.lastIndexOf('@')),
  address.slice(address.lastIndexOf('@') + 1),
];

/** A number without its area code. */
const endsAlike = (a: string, b: string) => Math.min(a.length, b.length) >= 7 && (a.endsWith(b) || b.endsWith(a));
