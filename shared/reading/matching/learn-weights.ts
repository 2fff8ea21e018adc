/** Learns a match model from the records themselves. */
import type { FieldKind } from './field-values.ts';
import { DIFFERS, EQUAL, MISSING, SWAPPED } from './match-fields.ts';
import type { Table } from './match-table.ts';
import {
  chanceAgreement,
  compareRows,
  logOdds,
  logRelated,
  logShare,
  toProbability,
  type MatchModel,
  type Relation,
} from './match-weights.ts';

/** Two lists of record numbers of equal length. */
export interface Pairs {
  left: Int32Array;
  right: Int32Array;
}

export interface Learnt {
  model: MatchModel;
  /** The log-odds of each candidate pair. */
  logits: Float64Array;
}

/**
 * What is believed of one person's records before any data, as shares per level: `differs`, `similar`, `near`, `swapped`, `equal`. Names and
 * birthdays stay, people move, change jobs and have several addresses.
 */
const M_BEFORE: Record<FieldKind, readonly number[]> = {
  name: [0.04, 0.05, 0.08, 0.01, 0.82],
  company: [0.12, 0.06, 0.06, 0.01, 0.75],
  text: [0.1, 0.05, 0.08, 0.01, 0.76],
  code: [0.1, 0.03, 0.06, 0.001, 0.809],
  date: [0.04, 0.02, 0.05, 0.001, 0.889],
  email: [0.15, 0.03, 0.06, 0.001, 0.759],
  phone: [0.2, 0.01, 0.05, 0.001, 0.739],
  link: [0.2, 0.03, 0.02, 0.001, 0.749],
};
/** The weight of that belief, in pairs, and as a share of the pairs found: what is learned may move away from it only so far. */
const M_PAIRS = 10;
const M_SHARE = 0.2;
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

/**
 * @param pairs the candidate pairs
 * @param random pairs drawn at random from all that are possible
 * @param possible how many pairs are possible
 */
export function learnWeights(table: Table, pairs: Pairs, random: Pairs, possible: number): Learnt {
  const width = table.fields.length;
  const draws = compareAll(table, random);
  const uBefore = table.fields.map(({ kind }) => U_BEFORE[kind]);
  const u = shares(draws, width, new Float64Array(random.left.length).fill(1), uBefore, U_PAIRS);
  const candidates = compareAll(table, pairs);
  const strangers = logStrangers(table, pairs, candidates, u);
  const { patterns, patternOf } = findPatterns(candidates, width);
  const mBefore = table.fields.map(({ kind }) => M_BEFORE[kind]);
  const size = patterns.length / Math.max(width, 1);
  let model: MatchModel = {
    prior: startingPrior(table.rows.length, possible),
    m: mBefore,
    u,
    relations: startingRelations(patterns, patternOf, width, u, possible),
  };
  const logits = new Float64Array(pairs.left.length);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { matched, related, expected } = expect(model, patterns, patternOf, strangers, logits, size);
    if (round === ROUNDS_MAX - 1) break;
    const prior = Math.min(Math.max(expected, 0.5) / possible, 0.5);
    model = {
      prior,
      u,
      m: shares(patterns, width, matched, mBefore, M_PAIRS + M_SHARE * expected),
      relations: model.relations
        .map((_, at) => {
          const weights = related[at] ?? new Float64Array(0);
          const all = weights.reduce((sum, weight) => sum + weight, 0);
          return {
            prior: Math.max(all, 0.1) / possible,
            shares: shares(patterns, width, weights, u, RELATION_PAIRS + RELATION_SHARE * all).map((row, field) =>
              withoutSwaps(row, u[field] ?? []),
            ),
          };
        })
        .filter((relation) => round < 5 || isOfStrangers(relation, u)),
    };
  }
  return { model, logits };
}

/** Two related people are still two: in something that tells people apart they differ as strangers do. Else it is one person after all. */
const isOfStrangers = ({ shares: own }: Relation, u: MatchModel['u']) =>
  own.some((row, field) => {
    const apart = u[field]?.[DIFFERS] ?? 1;
    return apart > 0.9 && (row[DIFFERS] ?? 0) > 0.9 * apart;
  });

/** Values change places when one person is written down twice, not between people. */
function withoutSwaps(shares: readonly number[], u: readonly number[]): number[] {
  const swapped = u[SWAPPED] ?? 0;
  const scale = (1 - swapped) / (1 - (shares[SWAPPED] ?? 0));
  return shares.map((share, level) => (level === SWAPPED ? swapped : share * scale));
}

const RELATION_PAIRS = 5;
const RELATION_SHARE = 0.1;

/** For each field, people who share it and are otherwise half like strangers. */
function startingRelations(
  patterns: Int8Array,
  patternOf: Int32Array,
  width: number,
  u: MatchModel['u'],
  possible: number,
): Relation[] {
  const sizes = new Float64Array(patterns.length / Math.max(width, 1));
  for (const pattern of patternOf) sizes[pattern] = (sizes[pattern] ?? 0) + 1;
  return u.map((_, field) => {
    const weights = sizes.map((size, pattern) => (patterns[pattern * width + field] === EQUAL ? size : 0));
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const among = shares(patterns, width, weights, u, RELATION_PAIRS + all);
    return {
      prior: Math.max(0.3 * all, 0.1) / possible,
      shares: among.map((row, at) => (at === field ? SHARED : row)),
    };
  });
}
const SHARED = [0.01, 0.01, 0.01, 0.01, 0.96];

/** The expectation step: how much of each pattern is one person's, and how much each relation's. Writes the log-odds of each pair. */
function expect(
  model: MatchModel,
  patterns: Int8Array,
  patternOf: Int32Array,
  strangers: Float64Array,
  logits: Float64Array,
  size: number,
) {
  const width = model.m.length;
  const match = new Float64Array(size);
  const relation = new Float64Array(size);
  for (let pattern = 0; pattern < size; pattern += 1) {
    match[pattern] = logShare(model.m, patterns, pattern * width);
    relation[pattern] = logRelated(model.relations, patterns, pattern * width);
  }
  const matched = new Float64Array(size);
  const together = new Float64Array(size);
  let expected = 0;
  for (let at = 0; at < patternOf.length; at += 1) {
    const pattern = patternOf[at] ?? 0;
    const logit = logOdds(model, match[pattern] ?? 0, strangers[at] ?? 0, relation[pattern] ?? 0);
    const chance = toProbability(logit);
    logits[at] = logit;
    expected += chance;
    matched[pattern] = (matched[pattern] ?? 0) + chance;
    const isRelated = toProbability((relation[pattern] ?? 0) - Math.log(1 - model.prior) - (strangers[at] ?? 0));
    together[pattern] = (together[pattern] ?? 0) + (1 - chance) * isRelated;
  }
  const related = model.relations.map(({ prior, shares: own }) =>
    together.map((weight, pattern) =>
      weight < 1e-9
        ? 0
        : weight * Math.exp(Math.log(prior) + logShare(own, patterns, pattern * width) - (relation[pattern] ?? 0)),
    ),
  );
  return { matched, related, expected };
}

/** Pairs with the same levels, once each: there are far fewer of these than pairs. */
function findPatterns(found: Int8Array, width: number): { patterns: Int8Array; patternOf: Int32Array } {
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
  return { patterns: Int8Array.from(kept), patternOf };
}

/** One record in fifty has a double: EM moves it to where the data want it. */
const startingPrior = (records: number, possible: number) =>
  Math.min(0.3, (0.02 * Math.max(records, 1)) / Math.max(possible, 1));

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

function logStrangers(table: Table, pairs: Pairs, found: Int8Array, u: MatchModel['u']): Float64Array {
  const width = table.fields.length;
  return Float64Array.from(pairs.left, (left, at) => {
    const a = table.rows[left] ?? [];
    const b = table.rows[pairs.right[at] ?? 0] ?? [];
    let sum = 0;
    for (let field = 0; field < width; field += 1) {
      const level = found[at * width + field] ?? MISSING;
      if (level !== MISSING) sum += Math.log(chanceAgreement(u, table, field, level, a, b));
    }
    return sum;
  });
}

/** The share of each level per field, each pattern weighted, with what was believed before (Dirichlet prior). */
function shares(
  found: Int8Array,
  width: number,
  weights: Float64Array,
  before: readonly (readonly number[])[],
  pairsBefore: number,
): number[][] {
  const sums = before.map((row) => row.map((share) => share * pairsBefore));
  weights.forEach((weight, at) => {
    if (weight < 1e-9) return;
    for (let field = 0; field < width; field += 1) {
      const level = found[at * width + field] ?? MISSING;
      const row = sums[field];
      if (level !== MISSING && row !== undefined) row[level] = (row[level] ?? 0) + weight;
    }
  });
  return sums.map((row) => {
    const all = row.reduce((sum, each) => sum + each, 0);
    return row.map((each) => each / all);
  });
}

const DRAWS = 60_000;

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
