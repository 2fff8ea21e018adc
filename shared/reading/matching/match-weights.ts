/**
 * How much each agreement and disagreement says, after Fellegi and Sunter (1969): `m` is how often a level of agreement occurs between records
 * of one person, `u` how often between two people. `u` comes from pairs drawn at random, `m` and the prior from expectation
 * maximisation over the candidate pairs, with no example of a duplicate. The prior counts all pairs, not only the candidates: learned within the
 * blocks, it would take everybody who shares a key for one person.
 */
import type { Cell } from './match-fields.ts';
import { compareCells, DIFFERS, EQUAL, levels, MISSING, NEAR, SWAPPED } from './match-fields.ts';
import { sharedFrequency, type Field, type Table } from './match-table.ts';

export interface MatchModel {
  /** The chance that two records drawn at random are one person's. */
  prior: number;
  /** Per field: the share of each level among pairs of one person. */
  m: readonly (readonly number[])[];
  /** Per field: the same among pairs of two people. */
  u: readonly (readonly number[])[];
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

/** What a pair's levels say, in nats: log(m/u) summed over the fields that both records have. A shared rare value says more than a common one. */
export function weightOf(model: MatchModel, table: Table, a: readonly Cell[], b: readonly Cell[]): number {
  const found = new Int8Array(table.fields.length);
  compareRows(table.fields, a, b, found);
  let sum = 0;
  for (let field = 0; field < found.length; field += 1)
    sum += fieldWeight(model, table, field, found[field] ?? MISSING, a, b);
  return sum;
}

export function fieldWeight(
  model: MatchModel,
  table: Table,
  field: number,
  level: number,
  a: readonly Cell[],
  b: readonly Cell[],
): number {
  if (level === MISSING) return 0;
  const m = model.m[field]?.[level] ?? 1;
  return Math.log(m / chanceAgreement(model.u, table, field, level, a, b));
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
  const share = level === EQUAL ? sharedFrequency(table, field, a[field] ?? [], b[field] ?? []) : 0;
  return share > 0 ? share : (u[field]?.[level] ?? 1);
}

export const priorLogit = (model: MatchModel): number => Math.log(model.prior / (1 - model.prior));

export const toProbability = (logit: number): number => 1 / (1 + Math.exp(-logit));
