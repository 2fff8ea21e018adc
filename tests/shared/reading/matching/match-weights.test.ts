import { describe, expect, it } from 'vitest';
import { prepareValue } from '../../../../shared/reading/matching/field-values.ts';
import { levels, MISSING } from '../../../../shared/reading/matching/match-fields.ts';
import { compareRows } from '../../../../shared/reading/matching/match-weights.ts';

const FIELDS = [
  { name: 'family', kind: 'name' },
  { name: 'given', kind: 'name' },
] as const;

function levelsOf(a: readonly string[], b: readonly string[]) {
  const [one = [], other = []] = [a, b].map((row) => row.map((text) => [prepareValue('name', text) ?? []].flat()));
  const found = new Int8Array(2);
  compareRows(FIELDS, one, other, found);
  return [...found].map((level) => (level === MISSING ? 'missing' : levels[level]));
}

describe('names that have changed places', () => {
  it.each([
    [
      ['Whitfield', 'Dana'],
      ['Dana', 'Whitfield'],
      ['swapped', 'swapped'],
    ],
    [
      ['Whitfield', 'Dana'],
      ['Dana', ''],
      ['swapped', 'missing'],
    ],
    [
      ['Evans', 'Katherine'],
      ['Kate', 'Evans'],
      ['swapped', 'similar'],
    ],
    [
      ['Whitfield', 'Dana'],
      ['D.', 'Whitfield'],
      ['swapped', 'similar'],
    ],
    [
      ['Whitfield', 'Dana'],
      ['Marcus', 'Whitfield'],
      ['differs', 'differs'],
    ],
    [
      ['Whitfield', 'Dana'],
      ['D.', 'Oyelaran'],
      ['differs', 'differs'],
    ],
  ])('%j and %j', (a, b, expected) => {
    expect(levelsOf(a, b)).toEqual(expected);
    expect(new Set(levelsOf(b, a))).toEqual(new Set(expected));
  });
});
