/** Duplicates within a list of records, and the same people in two lists; no examples, no settings. */
import { learnWeights } from './learn-weights.ts';
import { BlockIndex, candidatePairs } from './match-blocks.ts';
import { assignPairs, clusterPairs, type ScoredPair } from './match-clusters.ts';
import { makeTable, type Field, type Table, type Written } from './match-table.ts';
import { randomPairs, type Pairs } from './random-pairs.ts';
import { logitOf, type MatchModel } from './match-weights.ts';

export interface Matched {
  /** Pairs of record numbers that are one person, the lower first. */
  pairs: readonly (readonly [number, number])[];
  model: MatchModel;
  table: Table;
  /** How many pairs were compared. */
  candidates: number;
}

/** Groups the records of one list by person. */
export function dedupeRecords(
  fields: readonly Field[],
  records: readonly (readonly Written[])[],
): Matched & { clusters: number[][] } {
  const order = canonicalOrder(records);
  const table = makeTable(
    fields,
    order.map((at) => records[at] ?? []),
  );
  const all = order.map((_, at) => at);
  const pairs = candidatePairs(new BlockIndex(fields, table.rows));
  const possible = Math.max((order.length * (order.length - 1)) / 2, 1);
  const { model, logits } = learnWeights(table, pairs, randomPairs(all, all, true), possible);
  const score = scorer(table, model);
  const clusters = clusterPairs(
    scored(pairs, (at) => logits[at] ?? 0),
    score,
  )
    .map((cluster) => cluster.map((at) => order[at] ?? 0).sort((a, b) => a - b))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  return { pairs: clusters.flatMap(pairsIn), clusters, model, table, candidates: pairs.left.length };
}

/**
 * Finds the records of one list in another. Each record has at most one partner, unless the lists hold duplicates themselves.
 * @returns pairs of a number in the first list and a number in the second
 */
export function linkRecords(
  fields: readonly Field[],
  first: readonly (readonly Written[])[],
  second: readonly (readonly Written[])[],
): Matched {
  const records = [...first, ...second];
  const order = canonicalOrder(records);
  const table = makeTable(
    fields,
    order.map((at) => records[at] ?? []),
  );
  const isFirst = order.map((at) => at < first.length);
  const pairs = candidatePairs(new BlockIndex(fields, table.rows));
  const across = select(pairs, (left, right) => isFirst[left] !== isFirst[right]);
  const lefts = order.flatMap((from, at) => (from < first.length ? [at] : []));
  const rights = order.flatMap((from, at) => (from < first.length ? [] : [at]));
  const possible = Math.max(first.length * second.length, 1);
  const { model, logits } = learnWeights(table, across, randomPairs(lefts, rights, false), possible);
  const score = scorer(table, model);
  const links = scored(across, (at) => logits[at] ?? 0);
  const within = scored(
    select(pairs, (left, right) => isFirst[left] === isFirst[right]),
    (_, left, right) => score(left, right),
  );
  const isOneToOne = count(within) <= DOUBLES_MAX * count(links);
  const found = isOneToOne
    ? assignPairs(links).map(({ left, right }): [number, number] => [left, right])
    : clusterPairs([...links, ...within], score).flatMap(pairsIn);
  const linked = found
    .filter(([left, right]) => isFirst[left] !== isFirst[right])
    .map(([left, right]): [number, number] => [order[left] ?? 0, order[right] ?? 0])
    .map(([left, right]): [number, number] => [Math.min(left, right), Math.max(left, right) - first.length]);
  return { pairs: linked, model, table, candidates: pairs.left.length };
}

/** The share of doubles within two lists, of the links between them, up to which they count as free of doubles. */
const DOUBLES_MAX = 0.02;

const count = (pairs: readonly ScoredPair[]) => pairs.filter(({ logit }) => logit > 0).length;

/** Sorted by what the records say, so that the result does not depend on the order in which they came. */
function canonicalOrder(records: readonly (readonly Written[])[]): number[] {
  const keys = records.map((record) => JSON.stringify(record));
  return keys.map((_, at) => at).sort((a, b) => compare(keys[a] ?? '', keys[b] ?? '') || a - b);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const scorer = (table: Table, model: MatchModel) => (left: number, right: number) =>
  logitOf(model, table, table.rows[left] ?? [], table.rows[right] ?? []);

const scored = (pairs: Pairs, logitOf: (at: number, left: number, right: number) => number): ScoredPair[] =>
  Array.from(pairs.left, (left, at) => {
    const right = pairs.right[at] ?? 0;
    return { left, right, logit: logitOf(at, left, right) };
  });

function select(pairs: Pairs, isWanted: (left: number, right: number) => boolean): Pairs {
  const kept = Array.from(pairs.left.keys()).filter((at) => isWanted(pairs.left[at] ?? 0, pairs.right[at] ?? 0));
  return {
    left: Int32Array.from(kept, (at) => pairs.left[at] ?? 0),
    right: Int32Array.from(kept, (at) => pairs.right[at] ?? 0),
  };
}

const pairsIn = (cluster: readonly number[]): [number, number][] =>
  cluster.flatMap((one, at) => cluster.slice(at + 1).map((other): [number, number] => [one, other]));
