import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Window } from '../../../automation-engine/recipe-language/recipe.ts';
import { wallTime } from '../../../automation-engine/schedule/due-times.ts';
import { openFrom } from '../../../automation-engine/schedule/windows.ts';

const OFFICE: Window = { from: '09:00', to: '17:00', days: 'workdays', zone: 'owner' };
const opens = (window: Window, zone: string, at: string, pauses: string[] = []) => {
  const found = openFrom(window, zone, Date.parse(at), pauses);
  return found === undefined ? undefined : new Date(found).toISOString();
};

describe('a window', () => {
  it.each<[string, Window, string, string, string | undefined]>([
    ['is open now', OFFICE, 'UTC', '2026-03-06T10:00:00Z', '2026-03-06T10:00:00.000Z'],
    ['opens later today', OFFICE, 'UTC', '2026-03-06T03:00:00Z', '2026-03-06T09:00:00.000Z'],
    ['is shut at its end', OFFICE, 'UTC', '2026-03-06T17:00:00Z', '2026-03-09T09:00:00.000Z'],
    ['opens after the clocks changed', OFFICE, 'Europe/Stockholm', '2026-03-28T10:00:00Z', '2026-03-30T07:00:00.000Z'],
    [
      'opens behind the gap',
      { ...OFFICE, from: '02:30', to: '05:00', days: ['sun'] },
      'Europe/Stockholm',
      '2026-03-28T10:00:00Z',
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'lasts to midnight',
      { from: '22:00', to: '24:00', zone: 'owner' },
      'Asia/Kathmandu',
      '2026-03-06T18:10:00Z',
      '2026-03-06T18:10:00.000Z',
    ],
    ['on one day of the week', { ...OFFICE, days: ['sat'] }, 'UTC', '2026-03-09T10:00:00Z', '2026-03-14T09:00:00.000Z'],
  ])('%s', (_, window, zone, at, expected) => {
    expect(opens(window, zone, at)).toBe(expected);
  });

  it('knows pauses, and that it may never open', () => {
    expect(opens(OFFICE, 'UTC', '2026-12-23T20:00:00Z', ['12-24', '2026-12-25/2027-01-06'])).toBe(
      '2027-01-07T09:00:00.000Z',
    );
    expect(opens(OFFICE, 'UTC', '2026-12-23T20:00:00Z', ['2026-01-01/2099-12-31'])).toBeUndefined();
  });

  it('opens at a moment that it is open at, never before now', () => {
    const zones = fc.constantFrom(
      'UTC',
      'America/New_York',
      'Australia/Lord_Howe',
      'America/Sao_Paulo',
      'Asia/Kathmandu',
    );
    fc.assert(
      fc.property(fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }), zones, (second, zone) => {
        const at = second * 1_000;
        const found = openFrom(OFFICE, zone, at, []) ?? 0;
        const wall = wallTime(found, zone).slice(11, 16);
        expect(found).toBeGreaterThanOrEqual(at);
        expect(wall >= '09:00' && wall < '17:00').toBe(true);
        expect(openFrom(OFFICE, zone, found, [])).toBe(found);
      }),
    );
  });
});
