/**
 * How much each agreement and disagreement says, after Fellegi and Sunter (1969): `m` is how often a level of agreement occurs between records
 * of one person, `u` how often between two people. `u` comes from pairs drawn at random, `m` and the prior from expectation
 * maximisation over the candidate pairs, with no example of a duplicate. The prior counts all pairs, not only the candidates: learned within the
 * blocks, it would take everybody who shares a key for one person.
 */
import { type Cell, compareCells, DIFFERS, EQUAL, levels, MISSING, NEAR, SWAPPED } from './match-fields.ts';
import { sharedFrequency, type Field, type Table } from './match-table.ts';

export interface MatchModel {
  /** The chance that two records drawn at random are one person's. */
  prior: number;
  /** Per field: the share of each level among pairs of one person. */
  m: readonly (readonly number[])[];
  /** Per field: the same among pairs of two people. */
  u: readonly (readonly number[])[];
  /** Why two people agree in several things at once: they live or work together. */
  relations: readonly Relation[];
}

/** People who share something: per field the share of each level among pairs of them. */
export interface Relation {
  /** The field that they share. */
  by: number;
  /** The chance that two records drawn at random are so related. */
  prior: number;
  shares: readonly (readonly number[])[];
}

export const LEVEL_COUNT = levels.length;

/** Writes a level per field into `out`, from `at` on. Two fields of one kind whose values have changed places are `swapped`. */
export function compareRows(
  fields: readonly Field[],
  a: readonly Cell[],
  b: readonly Cell[],
  out: Int8Array,
  at = 0,
): void {
  for (const [field, { kind }] of fields.entries()) {
    out[at + field] = compareCells(kind, a[field] ?? [], b[field] ?? []);
  }
  for (const [one, { kind }] of fields.entries()) {
    if ((kind !== 'name' && kind !== 'text') || (out[at + one] ?? 0) > DIFFERS) continue;
    for (let other = one + 1; other < fields.length; other += 1) {
      if (fields[other]?.kind !== kind || (out[at + other] ?? 0) > DIFFERS) continue;
      if (out[at + one] === MISSING && out[at + other] === MISSING && !isCrosswise(a, b, one, other)) continue;
      const there = compareCells(kind, a[one] ?? [], b[other] ?? []);
      const back = compareCells(kind, a[other] ?? [], b[one] ?? []);
      const isSwapped = (there >= NEAR && (back >= NEAR || back === MISSING)) || (back >= NEAR && there === MISSING);
      if (!isSwapped) continue;
      out[at + one] = SWAPPED;
      out[at + other] = there === MISSING || back === MISSING ? MISSING : SWAPPED;
      break;
    }
  }
}

const isCrosswise = (a: readonly Cell[], b: readonly Cell[], one: number, other: number) =>
  ((a[one]?.length ?? 0) > 0 && (b[other]?.length ?? 0) > 0) ||
  ((a[other]?.length ?? 0) > 0 && (b[one]?.length ?? 0) > 0);

/**
 * The log-odds that two records are one person: against two strangers who agree by chance, where a shared rare value says more than a common
 * one, and against two people who are related, for whom it says nothing.
 */
export function logitOf(model: MatchModel, table: Table, a: readonly Cell[], b: readonly Cell[]): number {
  const found = new Int8Array(table.fields.length);
  compareRows(table.fields, a, b, found);
  let strangers = 0;
  for (let field = 0; field < found.length; field += 1) {
    const level = found[field] ?? MISSING;
    if (level !== MISSING) strangers += Math.log(chanceAgreement(model.u, table, field, level, a, b));
  }
  return logOdds(model, logShare(model.m, found, 0), strangers, logRelated(model.relations, found, 0));
}

/**
 * @param match log of the chance of the levels for one person
 * @param strangers the same for two strangers
 * @param related the same for related people, their prior included
 */
export function logOdds(model: MatchModel, match: number, strangers: number, related: number): number {
  return Math.log(model.prior) + match - logSum(Math.log(1 - model.prior) + strangers, related);
}

export const logSum = (a: number, b: number): number => {
  const most = Math.max(a, b);
  return most === -Infinity ? most : most + Math.log1p(Math.exp(Math.min(a, b) - most));
};

/** The log of the chance of a pair's levels where each field has its own shares. */
export function logShare(shares: readonly (readonly number[])[], found: Int8Array, at: number): number {
  let sum = 0;
  for (let field = 0; field < shares.length; field += 1) {
    const level = found[at + field] ?? MISSING;
    if (level !== MISSING) sum += Math.log(shares[field]?.[level] ?? 1);
  }
  return sum;
}

export const logRelated = (relations: readonly Relation[], found: Int8Array, at: number): number =>
  relations.reduce((sum, { prior, shares }) => logSum(sum, Math.log(prior) + logShare(shares, found, at)), -Infinity);

/** What one field's level says for one person against two strangers, in nats. */
export function fieldWeight(
  model: MatchModel,
  table: Table,
  field: number,
  level: number,
  a: readonly Cell[],
  b: readonly Cell[],
): number {
  if (level === MISSING) return 0;
  return Math.log((model.m[field]?.[level] ?? 1) / chanceAgreement(model.u, table, field, level, a, b));
}

/** `u`, for an equal value the share of records that have it. */
export function chanceAgreement(
  u: MatchModel['u'],
  table: Table,
  field: number,
  level: number,
  a: readonly Cell[],
  b: readonly Cell[],
): number {
  const share =
    level === EQUAL ? sharedFrequency(table, field, a[field] ?? [], b[field] ?? [], u[field]?.[level] ?? 1) : 0;
  return share > 0 ? share : (u[field]?.[level] ?? 1);
}

export const toProbability = (logit: number): number => 1 / (1 + Math.exp(-logit));
