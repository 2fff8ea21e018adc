/** Learns a match model from the records themselves, with no example of a duplicate. */
import { M_BEFORE, M_PAIRS, M_SHARE, U_BEFORE, U_PAIRS } from './beliefs.ts';
import { compareAll, findPatterns, sharesOf, sizesOf, type Patterns } from './level-counts.ts';
import { MISSING } from './match-fields.ts';
import type { Table } from './match-table.ts';
import { chanceAgreement, logOdds, logRelated, logShare, toProbability, type MatchModel } from './match-weights.ts';
import type { Pairs } from './random-pairs.ts';
import { nextRelations, startingRelations } from './relations.ts';

export interface Learnt {
  model: MatchModel;
  /** The log-odds of each candidate pair. */
  logits: Float64Array;
}

const ROUNDS = 30;

/**
 * Expectation maximisation (Dempster, Laird, Rubin 1977) over three explanations of a pair: one person, two strangers, two related people.
 * @param pairs the candidate pairs; what is no candidate counts as two strangers
 * @param random pairs drawn at random from all that are possible
 * @param possible how many pairs are possible
 */
export function learnWeights(table: Table, pairs: Pairs, random: Pairs, possible: number): Learnt {
  const kinds = table.fields.map(({ kind }) => kind);
  const draws = findPatterns(compareAll(table, random), kinds.length);
  const uBefore = kinds.map((kind) => U_BEFORE[kind]);
  const mBefore = kinds.map((kind) => M_BEFORE[kind]);
  const u = sharesOf(draws, sizesOf(draws), uBefore, U_PAIRS);
  const found = compareAll(table, pairs);
  const patterns = findPatterns(found, kinds.length);
  const strangers = logStrangers(table, pairs, found, u);
  const logits = new Float64Array(pairs.left.length);
  let model: MatchModel = {
    prior: startingPrior(table.rows.length, possible),
    m: mBefore,
    u,
    relations: startingRelations(patterns, u, possible),
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { matched, related, expected } = expect(model, patterns, strangers, logits);
    model = {
      prior: Math.min(Math.max(expected, 0.5) / possible, 0.5),
      u,
      m: sharesOf(patterns, matched, mBefore, M_PAIRS + M_SHARE * expected),
      relations: nextRelations(model.relations, related, patterns, u, possible, round),
    };
  }
  expect(model, patterns, strangers, logits);
  return { model, logits };
}

/** One record in fifty has a double: EM moves it to where the data want it, and starting low it does not begin with households. */
const startingPrior = (records: number, possible: number) =>
  Math.min(0.3, (0.02 * Math.max(records, 1)) / Math.max(possible, 1));

/** The expectation step: how much of each pattern is one person's, and how much each relation's. Writes the log-odds of each pair. */
function expect(model: MatchModel, patterns: Patterns, strangers: Float64Array, logits: Float64Array) {
  const { width, size, levels, patternOf } = patterns;
  const match = new Float64Array(size);
  const relation = new Float64Array(size);
  for (let pattern = 0; pattern < size; pattern += 1) {
    match[pattern] = logShare(model.m, levels, pattern * width);
    relation[pattern] = logRelated(model.relations, levels, pattern * width);
  }
  const matched = new Float64Array(size);
  const together = new Float64Array(size);
  let expected = 0;
  for (let at = 0; at < patternOf.length; at += 1) {
    const pattern = patternOf[at] ?? 0;
    const ofRelation = relation[pattern] ?? 0;
    const logit = logOdds(model, match[pattern] ?? 0, strangers[at] ?? 0, ofRelation);
    const chance = toProbability(logit);
    logits[at] = logit;
    expected += chance;
    matched[pattern] = (matched[pattern] ?? 0) + chance;
    const isRelated = toProbability(ofRelation - Math.log(1 - model.prior) - (strangers[at] ?? 0));
    together[pattern] = (together[pattern] ?? 0) + (1 - chance) * isRelated;
  }
  const related = model.relations.map(({ prior, shares }) =>
    together.map((weight, pattern) => {
      if (weight < 1e-9) return 0;
      return weight * prior * Math.exp(logShare(shares, levels, pattern * width) - (relation[pattern] ?? 0));
    }),
  );
  return { matched, related, expected };
}

/** The log of the chance of each pair's levels between two strangers. */
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
