import { expect, it } from 'vitest';
import { defaultModel } from '../../../../shared/reading/matching/default-weights.ts';
import { DIFFERS, EQUAL } from '../../../../shared/reading/matching/match-fields.ts';
import { dedupeRecords } from '../../../../shared/reading/matching/match-records.ts';
import { personFields, recordOf } from '../../../../shared/reading/matching/person-records.ts';
import { makeDoubles, personOfMadeUp } from './made-up-people.ts';

it('is what made-up people teach', () => {
  const people = makeDoubles(2026, 1_500, 0.3, 0.25);
  const { model } = dedupeRecords(
    personFields,
    people.map((person) => recordOf(personOfMadeUp(person))),
  );
  const ours = defaultModel(people.length);
  personFields.forEach((_, field) => {
    for (const level of [DIFFERS, EQUAL]) {
      expect(Math.abs((ours.m[field]?.[level] ?? 0) - (model.m[field]?.[level] ?? 0))).toBeLessThan(0.1);
      expect(Math.abs((ours.u[field]?.[level] ?? 0) - (model.u[field]?.[level] ?? 0))).toBeLessThan(0.02);
    }
  });
});

it('has shares that add up', () => {
  const { m, u, relations } = defaultModel(100_000);
  for (const row of [...m, ...u, ...relations.flatMap(({ shares }) => shares)]) {
    expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 2);
  }
});
