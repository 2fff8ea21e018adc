/** Records made ready for matching: each distinct value prepared once, and counted. */
import { prepareValue, type FieldKind, type Value } from './field-values.ts';
import { U_BEFORE } from './beliefs.ts';
import { EQUAL, type Cell } from './match-fields.ts';

export interface Field {
  name: string;
  kind: FieldKind;
}

/** What a record says in a field: one text, several, or nothing. */
export type Written = string | readonly string[] | undefined;

export interface Table {
  fields: readonly Field[];
  /** A cell per field, per record. */
  rows: readonly (readonly Cell[])[];
  /** Per field: how many records have a value. */
  counts: readonly ReadonlyMap<Value, number>[];
  /** Per field: how many records have any value. */
  filled: readonly number[];
}

const VALUES_MAX = 8;

/** Prepares values; equal values of one kind are one object, so that comparing them starts with `===`. */
export class ValuePool {
  readonly #written = new Map<FieldKind, Map<string, Value | undefined>>();
  readonly #folded = new Map<FieldKind, Map<string, Value>>();

  cell(kind: FieldKind, written: Written): Cell {
    if (written === undefined) return [];
    const texts = typeof written === 'string' ? [written] : written.slice(0, VALUES_MAX);
    const cell: Value[] = [];
    for (const text of texts) {
      const value = this.#value(kind, text);
      if (value !== undefined && !cell.includes(value)) cell.push(value);
    }
    return cell;
  }

  /** The same for a record that is not to be kept: what nobody has yet is not remembered. */
  peek(kind: FieldKind, written: Written): Cell {
    if (written === undefined) return [];
    const texts = typeof written === 'string' ? [written] : written.slice(0, VALUES_MAX);
    const prepared = texts.map((text) => prepareValue(kind, text)).filter((value) => value !== undefined);
    return prepared.map((value) => this.#folded.get(kind)?.get(value.text) ?? value);
  }

  /** Lets go of the texts as they were written, once all records are in. */
  close(): void {
    this.#written.clear();
  }

  #value(kind: FieldKind, written: string): Value | undefined {
    const ofKind = mapOf(this.#written, kind);
    const known = ofKind.get(written);
    if (known !== undefined || ofKind.has(written)) return known;
    const prepared = prepareValue(kind, written);
    const folded = mapOf(this.#folded, kind);
    const value = prepared && (folded.get(prepared.text) ?? prepared);
    if (value !== undefined) folded.set(value.text, value);
    ofKind.set(written, value);
    return value;
  }
}

function mapOf<V>(maps: Map<FieldKind, Map<string, V>>, kind: FieldKind): Map<string, V> {
  const map = maps.get(kind) ?? new Map<string, V>();
  maps.set(kind, map);
  return map;
}

export function makeTable(
  fields: readonly Field[],
  records: readonly (readonly Written[])[],
  pool = new ValuePool(),
): Table {
  const rows = records.map((record) => fields.map(({ kind }, at) => pool.cell(kind, record[at])));
  const counts = fields.map(() => new Map<Value, number>());
  const filled = fields.map(() => 0);
  for (const row of rows) {
    row.forEach((cell, field) => {
      if (cell.length > 0) filled[field] = (filled[field] ?? 0) + 1;
      const count = counts[field];
      for (const value of cell) count?.set(value, (count.get(value) ?? 0) + 1);
    });
  }
  return { fields, rows, counts, filled };
}

/** In a short list every value is rare: this many records are supposed besides, in which values are as frequent as in any. */
const RECORDS_SUPPOSED = 30;

/**
 * The share of people who have the rarest value that both cells have: 0 when they share none. A value that nobody else in the list has is
 * about as rare as values are (`usual`), not one in the length of the list.
 */
export function sharedFrequency(table: Table, field: number, a: Cell, b: Cell, usual: number): number {
  const kind = table.fields[field]?.kind;
  const supposed = RECORDS_SUPPOSED * (kind === undefined ? 0 : (U_BEFORE[kind][EQUAL] ?? 0));
  const all = (table.filled[field] ?? 0) + RECORDS_SUPPOSED;
  let rarest = 0;
  for (const value of a) {
    if (!b.includes(value)) continue;
    const count = Math.max(table.counts[field]?.get(value) ?? 0, 1) + supposed;
    const share = Math.min(count / all, (count - 1) / all + usual);
    if (rarest === 0 || share < rarest) rarest = share;
  }
  return rarest;
}
