import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  businessDaysBetween,
  daysToAnniversary,
  isDay,
  weekdayOf,
  yearsSince,
} from '../../../automation-engine/recipe-language/calendar.ts';

const DAY_MS = 86_400_000;
const at = (day: string) => Date.parse(`${day}T12:00:00Z`);
const moment = fc.integer({ min: at('1960-01-01'), max: at('2090-01-01') });

describe('business days', () => {
  it('are those that one counts by hand', () => {
    fc.assert(
      fc.property(moment, fc.nat(60), (from, days) => {
        let counted = 0;
        for (let day = 1; day <= days; day++) if (weekdayOf(from + day * DAY_MS, 'UTC') < 6) counted++;
        expect(businessDaysBetween(from, from + days * DAY_MS, 'UTC')).toBe(counted);
        expect(businessDaysBetween(from + days * DAY_MS, from, 'UTC')).toBe(0 - counted);
      }),
    );
  });
});

describe('an anniversary', () => {
  it.each([
    ['2000-02-29', '2027-02-27', 1],
    ['2000-02-29', '2027-02-28', 0],
    ['2000-02-29', '2028-02-28', 1],
    ['2000-02-29', '2028-02-29', 0],
    ['2000-01-01', '2026-12-31', 1],
    ['2030-05-01', '2026-05-01', 0],
  ])('of %s on %s is %i days away', (day, today, days) => {
    expect(daysToAnniversary(day, at(today), 'UTC')).toBe(days);
  });

  it('is never more than a year away, and falls on its day', () => {
    fc.assert(
      fc.property(moment, moment, (born, now) => {
        const day = new Date(born).toISOString().slice(0, 10);
        const days = daysToAnniversary(day, now, 'UTC');
        expect(days).toBeGreaterThanOrEqual(0);
        expect(days).toBeLessThan(366);
        const found = new Date(now + days * DAY_MS).toISOString().slice(5, 10);
        expect([day.slice(5), day.slice(5) === '02-29' ? '02-28' : '']).toContain(found);
      }),
    );
  });
});

describe('an age', () => {
  it.each([
    ['2000-03-10', '2026-03-09', 25],
    ['2000-03-10', '2026-03-10', 26],
    ['2000-02-29', '2027-02-28', 27],
    ['2026-03-11', '2026-03-10', -1],
  ])('of %s on %s is %i', (day, today, years) => {
    expect(yearsSince(day, at(today), 'UTC')).toBe(years);
  });
});

it.each([
  ['2026-02-28', true],
  ['2026-02-28T10:00:00Z', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['28.02.2026', false],
  ['', false],
])('%s is a day: %s', (text, is) => {
  expect(isDay(text)).toBe(is);
});
