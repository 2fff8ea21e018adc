/**
 * The keys under which a store files people, so that it finds who may be the same without reading everybody. Fewer than the blocks of a list
 * in memory: each one is an entry in an index on the disk. Two people meet when the keys that they share, the most telling of each field,
 * tell about as much as it takes to single one person out; a key that eight people or fewer have is enough by itself.
 */
import { soundKey } from './compare-text.ts';
import type { FieldKind, Value } from './field-values.ts';
import type { Cell } from './match-fields.ts';
import { ValuePool } from './match-table.ts';
import { personFields, recordOf, type Person } from './person-records.ts';

/** A key that more people share singles nobody out, and is not followed. */
export const KEY_COMMON = 150;
/** The most people who are compared with one. */
export const LIKELIEST_MAX = 25;
/** How many bits the keys may fall short: near values, which share no key, make up for it. */
const SLACK_BITS = 3;

/** One key of one value. */
export interface MatchKey {
  /** Its place in `personFields`. */
  field: number;
  value: Value;
  /** It stands for the value itself, so that how many have it is how frequent the value is. */
  isWhole: boolean;
  key: string;
}

/** A person made ready for comparing, and the pool for those to compare with. */
export interface Question {
  row: readonly Cell[];
  keys: readonly MatchKey[];
  pool: ValuePool;
}

/** Who has a key: at most one more than `KEY_COMMON`. */
export interface Posting {
  key: MatchKey;
  ids: readonly string[];
}

export const cellsOf = (person: Person, pool: ValuePool): Cell[] =>
  recordOf(person).map((written, at) => pool.cell(personFields[at]?.kind ?? 'text', written));

export function questionOf(person: Person): Question {
  const pool = new ValuePool();
  const row = cellsOf(person, pool);
  const keys = new Map<string, MatchKey>();
  for (const [field, cell] of row.entries()) {
    for (const value of cell) {
      for (const [at, key] of keysOf(personFields[field]?.kind ?? 'text', value).entries())
        if (!keys.has(key)) keys.set(key, { field, value, isWhole: at === 0, key });
    }
  }
  return { row, keys: [...keys.values()], pool };
}

/** What a person is filed under. */
export const matchKeys = (person: Person): string[] => questionOf(person).keys.map(({ key }) => key);

/** The value itself first. */
function keysOf(kind: FieldKind, { text, compact, words, sound }: Value): string[] {
  const whole = `${kind}=${compact}`;
  switch (kind) {
    case 'name':
      return [whole, ...words.filter((word) => word.length > 2).map((word) => `name~${soundKey(word)}`)];
    case 'company':
    case 'text':
      return [whole, `${kind}~${sound}`];
    case 'email':
      return [whole, `email@${text.slice(0, text.lastIndexOf('@'))}`];
    case 'phone':
      return [whole, `phone-${text.slice(-7)}`];
    default:
      return [whole];
  }
}

/**
 * Whom to compare with, the likeliest first.
 * @param stored how many people there are
 */
export function likeliest(postings: readonly Posting[], stored: number): string[] {
  const bits = new Map<string, { sum: number; field: number }>();
  // By field, the rarest key first: a person counts once per field, by the most telling key that both have.
  const inTurn = postings.toSorted((a, b) => a.key.field - b.key.field || a.ids.length - b.ids.length);
  for (const { key, ids } of inTurn) {
    if (ids.length > KEY_COMMON) continue;
    const tells = Math.log2(stored / ids.length);
    for (const id of ids) {
      const known = bits.get(id);
      if (known === undefined) bits.set(id, { sum: tells, field: key.field });
      else if (known.field !== key.field) bits.set(id, { sum: known.sum + tells, field: key.field });
    }
  }
  // One key that `2 ** SLACK_BITS` people have is enough: as one division, so that no rounding is in between.
  const needed = Math.log2(stored / 2 ** SLACK_BITS);
  return [...bits]
    .filter(([, { sum }]) => sum >= needed)
    .sort(([one, a], [other, b]) => b.sum - a.sum || (one < other ? -1 : 1))
    .slice(0, LIKELIEST_MAX)
    .map(([id]) => id);
}
