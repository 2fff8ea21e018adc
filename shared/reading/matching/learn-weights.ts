/** Learns a match model from the records themselves. */
import type { FieldKind } from './field-values.ts';
import { MISSING } from './match-fields.ts';
import type { Table } from './match-table.ts';
import { chanceAgreement, compareRows, LEVEL_COUNT, toProbability, type MatchModel } from './match-weights.ts';

/** Two lists of record numbers of equal length. */
export interface Pairs {
  left: Int32Array;
  right: Int32Array;
}

/** What is believed of `m` before any data, as shares per level; learned from synthetic people, see default-weights.ts. */
const M_BEFORE: readonly number[] = [0.06, 0.04, 0.08, 0.01, 0.81];
/** The weight of that belief, in pairs. */
const M_PAIRS = 10;
const U_BEFORE: Record<FieldKind, readonly number[]> = {
  name: [0.93, 0.055, 0.01, 0.0001, 0.005],
  company: [0.97, 0.024, 0.002, 0.0001, 0.004],
  text: [0.97, 0.024, 0.002, 0.0001, 0.004],
  code: [0.95, 0.03, 0.01, 0.0001, 0.01],
  date: [0.98, 0.017, 0.002, 0.0001, 0.001],
  email: [0.995, 0.003, 0.001, 0.0001, 0.001],
  phone: [0.998, 0.0005, 0.001, 0.0001, 0.001],
  link: [0.998, 0.001, 0.0005, 0.0001, 0.001],
};
const U_PAIRS = 20;

const ROUNDS_MAX = 30;
const SETTLED = 1e-4;

/**
 * @param pairs the candidate pairs
 * @param random pairs drawn at random from all that are possible
 * @param possible how many pairs are possible
 */
export function learnWeights(table: Table, pairs: Pairs, random: Pairs, possible: number): MatchModel {
  const width = table.fields.length;
  const candidates = compareAll(table, pairs);
  const draws = compareAll(table, random);
  const uBefore = table.fields.map(({ kind }) => U_BEFORE[kind]);
  const mBefore = table.fields.map(() => M_BEFORE);
  let u = shares(draws, random.left.length, width, undefined, uBefore, U_PAIRS);
  let m: number[][] = mBefore.map((before) => [...before]);
  const count = pairs.left.length;
  const logU = new Float64Array(count);
  const chance = new Float64Array(count);
  let prior = startingPrior(table.rows.length, possible);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if (round < 3) sumLogU(table, pairs, candidates, u, logU);
    const logM = m.map((row) => row.map(Math.log));
    const offset = Math.log(prior / (1 - prior));
    let expected = 0;
    for (let at = 0; at < count; at += 1) {
      let sum = offset - (logU[at] ?? 0);
      for (let field = 0; field < width; field += 1) {
        const level = candidates[at * width + field] ?? MISSING;
        if (level !== MISSING) sum += logM[field]?.[level] ?? 0;
      }
      chance[at] = toProbability(sum);
      expected += chance[at] ?? 0;
    }
    const before = prior;
    prior = Math.min(Math.max(expected, 0.5) / possible, 0.5);
    m = shares(candidates, count, width, chance, mBefore, M_PAIRS);
    if (round > 4 && Math.abs(prior / before - 1) < SETTLED) break;
  }
  return { prior, m, u };
}

/** A tenth of the records have a double: EM moves it to where the data want it. */
const startingPrior = (records: number, possible: number) =>
  Math.min(0.3, (0.1 * Math.max(records, 1)) / Math.max(possible, 1));

function compareAll(table: Table, pairs: Pairs): Int8Array {
  const width = table.fields.length;
  const out = new Int8Array(pairs.left.length * width);
  for (let at = 0; at < pairs.left.length; at += 1) {
    const a = table.rows[pairs.left[at] ?? 0] ?? [];
    const b = table.rows[pairs.right[at] ?? 0] ?? [];
    compareRows(table.fields, a, b, out, at * width);
  }
  return out;
}

function sumLogU(table: Table, pairs: Pairs, found: Int8Array, u: MatchModel['u'], out: Float64Array): void {
  const width = table.fields.length;
  for (let at = 0; at < pairs.left.length; at += 1) {
    const a = table.rows[pairs.left[at] ?? 0] ?? [];
    const b = table.rows[pairs.right[at] ?? 0] ?? [];
    let sum = 0;
    for (let field = 0; field < width; field += 1) {
      const level = found[at * width + field] ?? MISSING;
      if (level !== MISSING) sum += Math.log(chanceAgreement(u, table, field, level, a, b));
    }
    out[at] = sum;
  }
}

/** The share of each level per field, each pair weighted, with what was believed before (Dirichlet prior). */
function shares(
  found: Int8Array,
  count: number,
  width: number,
  weights: Float64Array | undefined,
  before: readonly (readonly number[])[],
  pairsBefore: number,
): number[][] {
  const sums = before.map((row) => row.map((share) => share * pairsBefore));
  for (let at = 0; at < count; at += 1) {
    const weight = weights === undefined ? 1 : (weights[at] ?? 0);
    if (weight < 1e-6) continue;
    for (let field = 0; field < width; field += 1) {
      const level = found[at * width + field] ?? MISSING;
      const row = sums[field];
      if (level !== MISSING && row !== undefined) row[level] = (row[level] ?? 0) + weight;
    }
  }
  return sums.map((row) => {
    const all = row.reduce((sum, each) => sum + each, 0);
    return Array.from({ length: LEVEL_COUNT }, (_, level) => (row[level] ?? 0) / all);
  });
}

const DRAWS = 150_000;

/** Pairs drawn at random with a fixed seed; all of them where there are few. */
export function randomPairs(left: readonly number[], right: readonly number[], isSame: boolean): Pairs {
  const possible = isSame ? (left.length * (left.length - 1)) / 2 : left.length * right.length;
  const one: number[] = [];
  const other: number[] = [];
  const add = (a = 0, b = 0) => {
    one.push(a);
    other.push(b);
  };
  if (possible <= DRAWS) {
    left.forEach((a, at) => {
      for (const b of isSame ? right.slice(at + 1) : right) add(a, b);
    });
  } else {
    let state = 0x9e3779b9;
    // xorshift32 (Marsaglia 2003): any even spread will do.
    const draw = (below: number) => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) % below;
    };
    while (one.length < DRAWS) {
      const a = left[draw(left.length)];
      const b = right[draw(right.length)];
      if (a !== b) add(a, b);
    }
  }
  return { left: Int32Array.from(one), right: Int32Array.from(other) };
}
