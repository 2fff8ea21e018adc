/** The levels of many pairs at once, and how often each occurs. */
import { MISSING } from './match-fields.ts';
import type { Table } from './match-table.ts';
import { compareRows } from './match-weights.ts';
import type { Pairs } from './random-pairs.ts';

/** Levels of distinct patterns, one row after the other, and the pattern of each pair. */
export interface Patterns {
  width: number;
  size: number;
  levels: Int8Array;
  patternOf: Int32Array;
}

/** A level per field and pair, one row after the other. */
export function compareAll(table: Table, pairs: Pairs): Int8Array {
  const width = table.fields.length;
  const out = new Int8Array(pairs.left.length * width);
  for (let at = 0; at < pairs.left.length; at += 1) {
    const a = table.rows[pairs.left[at] ?? 0] ?? [];
    const b = table.rows[pairs.right[at] ?? 0] ?? [];
    compareRows(table.fields, a, b, out, at * width);
  }
  return out;
}

/** Pairs with the same levels, once each: there are far fewer of these than pairs. */
export function findPatterns(found: Int8Array, width: number): Patterns {
  const numbers = new Map<string, number>();
  const kept: number[] = [];
  const patternOf = new Int32Array(width === 0 ? 0 : found.length / width);
  for (let at = 0; at < patternOf.length; at += 1) {
    const row = found.subarray(at * width, (at + 1) * width);
    const key = String.fromCharCode(...row.map((level) => level + 1));
    let number = numbers.get(key);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(key, number);
      kept.push(...row);
    }
    patternOf[at] = number;
  }
  return { width, size: numbers.size, levels: Int8Array.from(kept), patternOf };
}

/** The share of each level per field, each pattern weighted, with what was believed before (Dirichlet prior). */
export function sharesOf(
  { width, levels }: Patterns,
  weights: Float64Array,
  before: readonly (readonly number[])[],
  pairsBefore: number,
): number[][] {
  const sums = before.map((row) => row.map((share) => share * pairsBefore));
  weights.forEach((weight, at) => {
    if (weight < 1e-9) return;
    for (let field = 0; field < width; field += 1) {
      const level = levels[at * width + field] ?? MISSING;
      const row = sums[field];
      if (level !== MISSING && row !== undefined) row[level] = (row[level] ?? 0) + weight;
    }
  });
  return sums.map((row) => {
    const all = row.reduce((sum, each) => sum + each, 0);
    return row.map((each) => each / all);
  });
}

/** How many pairs have each pattern. */
export function sizesOf({ size, patternOf }: Patterns): Float64Array {
  const sizes = new Float64Array(size);
  for (const pattern of patternOf) sizes[pattern] = (sizes[pattern] ?? 0) + 1;
  return sizes;
}
