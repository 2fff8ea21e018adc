/**
 * Candidates without comparing everything with everything. Each record is filed under keys of its values; two records are a candidate pair
 * when the keys that they share, taken once per field and weighed by how rare they are, tell about as much as it takes to single one
 * record out (log2 of their number). Common keys are followed in pairs only, so that the work per record is bounded by constants.
 */
import { soundKey } from './compare-text.ts';
import type { FieldKind, Value } from './field-values.ts';
import type { Cell } from './match-fields.ts';
import type { Field } from './match-table.ts';

/** A key that more records share is common. */
export const COMMON = 400;
/** The most candidates that one record gets. */
export const CANDIDATES_MAX = 200;
/** How many bits of evidence the keys may fall short of singling a record out: near values, which share no key, make up for it. */
const SLACK_BITS = 3;

/** Keys of a value, the most telling first. Fields of one kind share keys, so that swapped names meet. */
export function keysOf(kind: FieldKind, value: Value): string[] {
  const { text, compact, words, sound } = value;
  const whole = `${kind}=${compact}`;
  switch (kind) {
    case 'name':
    case 'company':
    case 'text':
      return [
        whole,
        `${kind}~${sound}`,
        ...(words.length < 2 ? [] : words.filter((word) => word.length > 2)).flatMap((word) => [
          `${kind}=${word}`,
          `${kind}~${soundKey(word)}`,
        ]),
      ];
    case 'code':
      return text.length < 4 ? [whole] : [whole, `code#${sorted(text)}`];
    case 'date':
      return [
        whole,
        `date#${sorted(text)}`,
        ...(text.length === 8
          ? [`date:${text.slice(0, 6)}`, `date:-${text.slice(4)}`, `date:${text.slice(0, 4)}-${text.slice(6)}`]
          : []),
      ];
    case 'email':
      return [whole, `email@${text.slice(0, text.lastIndexOf('@'))}`];
    case 'phone':
      return [whole, `phone-${text.slice(-7)}`];
    case 'link':
      return [whole];
  }
}

/** FNV-1a over code units, in 32 bits: keys are many and long, and two that fall together only make a candidate too many. */
function hash(key: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) value = Math.imul(value ^ key.charCodeAt(at), 0x01000193);
  return value;
}

const sorted = (text: string) => text.split('').sort().join('');

/** Most keys have one record: an array that has grown by pushing would take many times the room. */
const NOBODY: number[] = [];

/** Records filed under their keys. */
export class BlockIndex {
  readonly #fields: readonly Field[];
  readonly #ids = new Map<number, number>();
  readonly #keysOfValue = new Map<Value, readonly number[]>();
  readonly #postings: number[][] = [];
  readonly #pairs = new Map<number, number[]>();
  /** Per record and field: the keys. */
  readonly #records: (readonly (readonly number[])[])[];
  #bits = new Float32Array(0);
  #field = new Int32Array(0);
  #turn = 0;

  constructor(fields: readonly Field[], rows: readonly (readonly Cell[])[]) {
    this.#fields = fields;
    this.#records = rows.map((row) => row.map((cell, field) => this.#keys(field, cell, true)));
    this.#records.forEach((record, at) => {
      for (const keys of record) for (const key of keys) this.#file(key, at);
    });
    this.#records.forEach((record, at) => {
      for (const pair of this.#commonPairs(record)) {
        const posting = this.#pairs.get(pair);
        if (posting === undefined) this.#pairs.set(pair, [at]);
        else posting.push(at);
      }
    });
    this.#bits = new Float32Array(rows.length);
    this.#field = new Int32Array(rows.length).fill(-1);
  }

  #file(key: number, at: number): void {
    const posting = this.#postings[key];
    // Two fields of one record may share a key; it is filed once.
    if (posting === undefined || posting === NOBODY) this.#postings[key] = [at];
    else if (posting.at(-1) !== at) posting.push(at);
  }

  get size(): number {
    return this.#records.length;
  }

  /** The candidates for one of the index's own records, itself left out. */
  candidatesOf(at: number): number[] {
    return this.#find(this.#records[at] ?? []).filter((other) => other !== at);
  }

  /** The candidates for a record that is not in the index, the likeliest first. */
  candidatesFor(row: readonly Cell[]): number[] {
    return this.#find(row.map((cell, field) => this.#keys(field, cell, false)));
  }

  /** The records that have a value of a cell in a field; none for a value that is common. */
  holdersOf(field: number, cell: Cell): number[] {
    const wholes = cell.flatMap((value) => this.#keysOf(field, value, false).slice(0, 1));
    return wholes.flatMap((whole) => (this.#count(whole) > COMMON ? [] : (this.#postings[whole] ?? [])));
  }

  #keys(field: number, cell: Cell, isFiled: boolean): readonly number[] {
    const [value] = cell;
    if (value === undefined) return [];
    if (cell.length === 1) return this.#keysOf(field, value, isFiled);
    return [...new Set(cell.flatMap((each) => this.#keysOf(field, each, isFiled)))];
  }

  #keysOf(field: number, value: Value, isFiled: boolean): readonly number[] {
    const known = this.#keysOfValue.get(value);
    if (known !== undefined) return known;
    const keys = new Set<number>();
    for (const key of keysOf(this.#fields[field]?.kind ?? 'text', value)) {
      const hashed = hash(key);
      const id = this.#ids.get(hashed) ?? (isFiled ? this.#ids.size : -1);
      if (id === -1) continue;
      if (id === this.#ids.size) {
        this.#ids.set(hashed, id);
        this.#postings.push(NOBODY);
      }
      keys.add(id);
    }
    const ids = [...keys];
    if (isFiled) this.#keysOfValue.set(value, ids);
    return ids;
  }

  #count = (key: number) => this.#postings[key]?.length ?? 0;

  /** The first key of each field, its whole value, where it is common: each two of them together are a key again. */
  #commonPairs(record: readonly (readonly number[])[]): number[] {
    const common = record.map(([whole]) => whole).filter((key) => key !== undefined && this.#count(key) > COMMON);
    const pairs: number[] = [];
    for (const [at, one] of common.entries()) {
      for (const other of common.slice(at + 1)) {
        if (one === undefined || other === undefined || one === other) continue;
        pairs.push(Math.min(one, other) * 2 ** 26 + Math.max(one, other));
      }
    }
    return pairs;
  }

  #find(record: readonly (readonly number[])[]): number[] {
    const all = this.#records.length;
    const touched: number[] = [];
    const first = this.#turn;
    const touch = (other: number, turn: number, bits: number) => {
      if ((this.#field[other] ?? 0) < first) {
        touched.push(other);
        this.#bits[other] = 0;
      } else if (this.#field[other] === turn) return;
      this.#field[other] = turn;
      this.#bits[other] = (this.#bits[other] ?? 0) + bits;
    };
    for (const pair of this.#commonPairs(record)) {
      const posting = this.#pairs.get(pair);
      if (posting !== undefined && posting.length <= COMMON) for (const other of posting) touch(other, this.#turn, 0);
    }
    for (const keys of record) {
      this.#turn += 1;
      // The rarest key first: a record counts once per field, by the most telling key that it shares.
      for (const key of keys.toSorted((a, b) => this.#count(a) - this.#count(b))) {
        const posting = this.#postings[key] ?? [];
        if (posting.length > COMMON) break;
        const bits = Math.log2(all / posting.length);
        for (const other of posting) touch(other, this.#turn, bits);
      }
    }
    this.#turn += 1;
    return this.#best(record, touched, Math.log2(all) - SLACK_BITS);
  }

  /** Those with enough evidence, common values included. */
  #best(record: readonly (readonly number[])[], touched: readonly number[], needed: number): number[] {
    const common = record.flatMap(([whole]) => (whole !== undefined && this.#count(whole) > COMMON ? [whole] : []));
    const weights = common.map((key) => Math.log2(this.#records.length / this.#count(key)));
    const most = weights.reduce((sum, weight) => sum + weight, 0);
    const found: number[] = [];
    for (const other of touched) {
      let bits = this.#bits[other] ?? 0;
      if (bits + most < needed) continue;
      const theirs = this.#records[other] ?? [];
      common.forEach((key, at) => {
        if (theirs.some(([whole]) => whole === key)) bits += weights[at] ?? 0;
      });
      this.#bits[other] = bits;
      if (bits >= needed) found.push(other);
    }
    if (found.length > 1) found.sort((a, b) => (this.#bits[b] ?? 0) - (this.#bits[a] ?? 0) || a - b);
    return found.slice(0, CANDIDATES_MAX);
  }
}

/** All candidate pairs of an index's records, each once, the lower number first. At most `CANDIDATES_MAX` per record. */
export function candidatePairs(index: BlockIndex): { left: Int32Array; right: Int32Array } {
  const seen = new Set<number>();
  for (let at = 0; at < index.size; at += 1) {
    for (const other of index.candidatesOf(at)) {
      seen.add(Math.min(at, other) * index.size + Math.max(at, other));
    }
  }
  const left = new Int32Array(seen.size);
  const right = new Int32Array(seen.size);
  let at = 0;
  for (const pair of seen) {
    left[at] = Math.floor(pair / index.size);
    right[at] = pair % index.size;
    at += 1;
  }
  return { left, right };
}
