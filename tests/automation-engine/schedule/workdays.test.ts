import { describe, expect, it } from 'vitest';
import { pauseProblem, shiftWorkdays } from '../../../automation-engine/schedule/workdays.ts';

describe('working days', () => {
  it.each([
    ['2026-03-06', 1, [], '2026-03-09'],
    ['2026-03-06', 5, [], '2026-03-13'],
    ['2026-03-09', -1, [], '2026-03-06'],
    ['2026-03-08', -2, [], '2026-03-05'],
    ['2026-12-23', 1, ['12-24', '12-25'], '2026-12-28'],
    ['2026-12-23', 1, ['2026-12-24/2027-01-06'], '2027-01-07'],
    ['2027-01-07', -1, ['2026-12-24/2027-01-06'], '2026-12-23'],
  ])('%s and %d of them, without %j, is %s', (day, count, pauses, expected) => {
    expect(shiftWorkdays(day, count, pauses)).toBe(expected);
  });

  it('that never come end the search', () => {
    expect(shiftWorkdays('2026-03-06', 1, ['2000-01-01/2999-12-31'])).toMatch(/^20\d\d-/);
  });

  it.each(['2026-12-24', '12-25', '02-29', '2026-12-24/2027-01-06'])('take the pause %s', (pause) => {
    expect(pauseProblem(pause)).toBeUndefined();
  });

  it.each([
    '',
    '2026-02-30',
    '2026-02-29',
    '13-01',
    '12-24/12-26',
    '2026-12-24/2026-12-01',
    'Christmas',
    '2026-12-24/',
    '1/2/3',
  ])('refuse the pause %j', (pause) => expect(pauseProblem(pause)).toBeDefined());
});
