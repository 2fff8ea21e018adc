/** Records made ready for matching: each distinct value prepared once, and counted. */
import { prepareValue, type FieldKind, type Value } from './field-values.ts';
import type { Cell } from './match-fields.ts';

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
  readonly #values = new Map<string, Value | undefined>();

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

  #value(kind: FieldKind, written: string): Value | undefined {
    const key = `${kind} ${written}`;
    if (this.#values.has(key)) return this.#values.get(key);
    const prepared = prepareValue(kind, written);
    const folded = prepared && `${kind}=${prepared.text}`;
    const value = folded === undefined ? undefined : (this.#values.get(folded) ?? prepared);
    this.#values.set(key, value);
    if (folded !== undefined) this.#values.set(folded, value);
    return value;
  }
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

/** The share of records that have the commonest value that both cells have: 0 when they share none. */
export function sharedFrequency(table: Table, field: number, a: Cell, b: Cell): number {
  const all = Math.max(table.filled[field] ?? 0, 1);
  let rarest = 0;
  for (const value of a) {
    if (!b.includes(value)) continue;
    const share = Math.max(table.counts[field]?.get(value) ?? 0, 1) / all;
    if (rarest === 0 || share < rarest) rarest = share;
  }
  return rarest;
}
