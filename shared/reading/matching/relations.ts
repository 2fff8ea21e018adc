/**
 * Pairs of two people who agree in several things at once, since they live together, work together, or have the same name and so nearly the same
 * address. To a model that knows only strangers they look like one person. There is one class of such pairs per field, "those who share it",
 * and what else they share is learned along with the weights.
 */
import { sharesOf, sizesOf, type Patterns } from './level-counts.ts';
import { DIFFERS, EQUAL, SWAPPED } from './match-fields.ts';
import type { MatchModel, Relation } from './match-weights.ts';

/** How firmly related people are held to be strangers in what is not learned: in pairs, and as a share of the pairs found. */
const RELATION_PAIRS = 5;
const RELATION_SHARE = 0.1;
/** Of the pairs that share a field, how many are supposed to be related at first. */
const STARTING_SHARE = 0.3;
const LEAST_PAIRS = 0.1;
const SHARED: readonly number[] = [0.01, 0.01, 0.01, 0.01, 0.96];
/** Rounds until a relation must have shown what it is. */
const ROUNDS_OPEN = 10;

/** For each field, people who share it and are otherwise half like strangers. */
export function startingRelations(patterns: Patterns, u: MatchModel['u'], possible: number): Relation[] {
  const { width, levels } = patterns;
  const sizes = sizesOf(patterns);
  return u.map((_, by) => {
    const weights = sizes.map((size, pattern) => (levels[pattern * width + by] === EQUAL ? size : 0));
    const all = sum(weights);
    return {
      by,
      prior: Math.max(STARTING_SHARE * all, LEAST_PAIRS) / possible,
      shares: pinned(by, sharesOf(patterns, weights, u, RELATION_PAIRS + all), u),
    };
  });
}

/**
 * The maximisation step for relations.
 * @param related per relation and pattern: how many pairs it explains
 */
export function nextRelations(
  relations: readonly Relation[],
  related: readonly Float64Array[],
  patterns: Patterns,
  u: MatchModel['u'],
  possible: number,
  round: number,
): Relation[] {
  return relations
    .map(({ by }, at): Relation => {
      const weights = related[at] ?? new Float64Array(patterns.size);
      const all = sum(weights);
      const learnt = sharesOf(patterns, weights, u, RELATION_PAIRS + RELATION_SHARE * all);
      return { by, prior: Math.max(all, LEAST_PAIRS) / possible, shares: pinned(by, learnt, u) };
    })
    .filter((relation) => round < ROUNDS_OPEN || isOfStrangers(relation, u));
}

const sum = (weights: Float64Array) => weights.reduce((all, weight) => all + weight, 0);

/** What defines a relation stays shared; and values change places when one person is written down twice, not between people. */
function pinned(by: number, shares: readonly (readonly number[])[], u: MatchModel['u']): (readonly number[])[] {
  return shares.map((row, field) => {
    if (field === by) return SHARED;
    const swapped = u[field]?.[SWAPPED] ?? 0;
    const scale = (1 - swapped) / (1 - (row[SWAPPED] ?? 0));
    return row.map((share, level) => (level === SWAPPED ? swapped : share * scale));
  });
}

/** Two related people are still two: in something that tells people apart they differ as strangers do. Else it is one person after all. */
const isOfStrangers = ({ shares }: Relation, u: MatchModel['u']) =>
  shares.some((row, field) => {
    const apart = u[field]?.[DIFFERS] ?? 1;
    return apart > 0.8 && (row[DIFFERS] ?? 0) > 0.85 * apart;
  });
