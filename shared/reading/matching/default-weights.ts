/**
 * What a draft is compared with the store by: rounded from what EM learned on made-up people with a seeded corruptor (4,000 people, 30 %
 * of them written down again, a quarter of the fields damaged); default-weights.test.ts learns them again and compares. Rows are in the order of
 * `personFields`, shares in the order of `levels`.
 */
import type { MatchModel, Relation } from './match-weights.ts';

/** Name, company, address, birthday, e-mail address, phone, profile. */
const M: readonly (readonly number[])[] = [
  [0.03, 0.16, 0.29, 0.001, 0.519],
  [0.05, 0.06, 0.14, 0.001, 0.749],
  [0.06, 0.18, 0.33, 0.001, 0.429],
  [0.07, 0.03, 0.05, 0.0001, 0.8499],
  [0.08, 0.01, 0.14, 0.0001, 0.7699],
  [0.1, 0.002, 0.07, 0.0001, 0.8279],
  [0.2, 0.03, 0.02, 0.0001, 0.7499],
];

const U: readonly (readonly number[])[] = [
  [0.976, 0.023, 0.0008, 1e-6, 0.0002],
  [0.976, 0.001, 0.002, 1e-6, 0.021],
  [0.988, 0.012, 0.00005, 1e-6, 0.0001],
  [0.982, 0.017, 0.0013, 1e-6, 0.0001],
  [0.9999, 1e-6, 0.00002, 1e-6, 0.00004],
  [0.999, 1e-6, 0.00005, 1e-6, 0.001],
  [0.998, 0.001, 0.0005, 1e-6, 0.0005],
];

/** Shares that differ from those of strangers, by field; and how many related people a person has. */
const RELATIONS: readonly { by: number; perPerson: number; shares: Readonly<Record<number, readonly number[]>> }[] = [
  // The same name in different companies, and so nearly the same address.
  {
    by: 0,
    perPerson: 0.07,
    shares: { 1: [0.72, 0.005, 0.005, 1e-6, 0.27], 4: [0.13, 1e-6, 0.87, 1e-6, 0.00004] },
  },
  // Colleagues: the company, in part its switchboard, and its address where people are filed under it.
  {
    by: 1,
    perPerson: 0.5,
    shares: {
      0: [0.95, 0.045, 0.003, 1e-6, 0.0002],
      2: [0.68, 0.01, 0.01, 1e-6, 0.3],
      5: [0.3, 1e-6, 0.02, 1e-6, 0.68],
    },
  },
  // A household: the address and often the family name.
  { by: 2, perPerson: 0.1, shares: { 0: [0.3, 0.62, 0.06, 1e-6, 0.02], 5: [0.6, 1e-6, 0.001, 1e-6, 0.4] } },
  // People who share a phone.
  { by: 5, perPerson: 0.4, shares: { 1: [0.1, 0.001, 0.085, 1e-6, 0.814] } },
];

const SHARED: readonly number[] = [0.01, 0.01, 0.01, 0.01, 0.96];
/** How often a draft is somebody stored. */
const KNOWN_SHARE = 0.3;

/** @param stored how many people are stored: the more, the more agreement is chance */
export function defaultModel(stored: number): MatchModel {
  const people = Math.max(stored, 2);
  const relations = RELATIONS.map(({ by, perPerson, shares }): Relation => ({
    by,
    prior: perPerson / people,
    shares: U.map((row, field) => (field === by ? SHARED : (shares[field] ?? row))),
  }));
  return { prior: KNOWN_SHARE / people, m: M, u: U, relations };
}
