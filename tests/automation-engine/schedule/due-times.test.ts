import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDuration,
  dayOf,
  duesBetween,
  instantOf,
  nextDayStart,
  nextDue,
  wallTime,
} from '../../../automation-engine/schedule/due-times.ts';

const at = (text: string) => Date.parse(text);
const written = (millis: number | undefined) => (millis === undefined ? undefined : new Date(millis).toISOString());
const DAY = 86_400_000;
const ZONES = [
  'Europe/Stockholm',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'UTC',
];

describe('the next due time', () => {
  it.each([
    // In Stockholm the clock goes from 02:00 to 03:00 on 2026-03-29, and from 03:00 back to 02:00 on 2026-10-25.
    ['30 2 * * *', 'Europe/Stockholm', '2026-03-28T12:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['30 2 * * *', 'Europe/Stockholm', '2026-03-29T01:00:00Z', '2026-03-30T00:30:00.000Z'],
    ['30 2 * * *', 'Europe/Stockholm', '2026-10-24T12:00:00Z', '2026-10-25T00:30:00.000Z'],
    ['30 2 * * *', 'Europe/Stockholm', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00.000Z'],
    ['0 9 29 2 *', 'UTC', '2026-01-01T00:00:00Z', '2028-02-29T09:00:00.000Z'],
    ['0 9 * * *', 'Asia/Kathmandu', '2026-01-01T00:00:00Z', '2026-01-01T03:15:00.000Z'],
    ['0 9 * * 1-5', 'America/New_York', '2026-03-06T20:00:00Z', '2026-03-09T13:00:00.000Z'],
  ])('of %s in %s after %s is %s', (cron, zone, after, expected) => {
    expect(written(nextDue(cron, zone, at(after)))).toBe(expected);
  });

  it('lies after the time given, by whatever fraction of a second', () => {
    expect(written(nextDue('0 9 * * *', 'UTC', at('2026-03-29T08:59:59.999Z')))).toBe('2026-03-29T09:00:00.000Z');
    expect(written(nextDue('0 9 * * *', 'UTC', at('2026-03-29T09:00:00.000Z')))).toBe('2026-03-30T09:00:00.000Z');
    expect(written(nextDue('0 9 * * *', 'UTC', at('2026-03-29T09:00:00.500Z')))).toBe('2026-03-30T09:00:00.000Z');
  });

  it('leaves out no hour when the clock is set back', () => {
    const dues = duesBetween(
      '0 * * * *',
      'Europe/Stockholm',
      at('2026-10-25T00:00:00Z'),
      at('2026-10-25T04:00:00Z'),
      100,
    );
    expect(dues.map((due) => new Date(due).getUTCHours())).toEqual([1, 2, 3, 4]);
  });
});

describe('the due times that were missed', () => {
  it('are those after the one and up to the other end, the latest first to be kept', () => {
    const dues = (max: number) =>
      duesBetween('0 9 * * *', 'UTC', at('2026-03-01T09:00:00Z'), at('2026-03-04T09:00:00Z'), max).map(written);
    expect(dues(100)).toEqual(['2026-03-02T09:00:00.000Z', '2026-03-03T09:00:00.000Z', '2026-03-04T09:00:00.000Z']);
    expect(dues(2)).toEqual(['2026-03-03T09:00:00.000Z', '2026-03-04T09:00:00.000Z']);
  });

  it('are the same as asking for the next one again and again', () => {
    const crons = fc.constantFrom('0 9 * * *', '*/15 * * * *', '30 2 * * *', '0 8 * * 1', '0 0 1 * *');
    const start = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z') });
    fc.assert(
      fc.property(
        crons,
        fc.constantFrom(...ZONES),
        start,
        fc.integer({ min: 0, max: 36 * 3_600_000 }),
        (cron, zone, from, span) => {
          const oneByOne: number[] = [];
          for (
            let due = nextDue(cron, zone, from);
            due !== undefined && due <= from + span;
            due = nextDue(cron, zone, due)
          )
            oneByOne.push(due);
          expect(duesBetween(cron, zone, from, from + span, 1_000)).toEqual(oneByOne);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('wall times', () => {
  it('lead back to the moment they were read at, but for the hour that comes twice', () => {
    const moments = fc.integer({ min: at('2020-01-01T00:00:00Z') / 1_000, max: at('2030-01-01T00:00:00Z') / 1_000 });
    fc.assert(
      fc.property(moments, fc.constantFrom(...ZONES), (seconds, zone) => {
        const moment = seconds * 1_000;
        const back = instantOf(wallTime(moment, zone), zone);
        expect(wallTime(back, zone)).toBe(wallTime(moment, zone));
        expect(back).toBeLessThanOrEqual(moment);
      }),
    );
  });

  it('that never were lie as much later as the gap is long', () => {
    expect(written(instantOf('2026-03-29T02:30:00', 'Europe/Stockholm'))).toBe('2026-03-29T01:30:00.000Z');
    expect(written(instantOf('2026-10-04T02:15:00', 'Australia/Lord_Howe'))).toBe('2026-10-03T15:45:00.000Z');
  });

  it('know the day and where the next one begins', () => {
    expect(dayOf(at('2026-03-06T23:30:00Z'), 'Europe/Stockholm')).toBe('2026-03-07');
    expect(written(nextDayStart(at('2026-03-28T12:00:00Z'), 'Europe/Stockholm'))).toBe('2026-03-28T23:00:00.000Z');
    expect(written(nextDayStart(at('2026-03-29T12:00:00Z'), 'Europe/Stockholm'))).toBe('2026-03-29T22:00:00.000Z');
  });
});

describe('the end of a wait', () => {
  it.each([
    ['2026-03-06T10:00:00Z', 1, '2026-03-09T10:00:00.000Z'],
    ['2026-03-06T10:00:00Z', 3, '2026-03-11T10:00:00.000Z'],
    ['2026-03-07T10:00:00Z', 1, '2026-03-09T10:00:00.000Z'],
    ['2026-03-09T10:00:00Z', 5, '2026-03-16T10:00:00.000Z'],
    // Over the change to summer time it stays at eleven on the wall.
    ['2026-03-27T10:00:00Z', 1, '2026-03-30T09:00:00.000Z'],
  ])('%s and %i working days is %s', (from, days, expected) => {
    expect(written(addDuration(at(from), days * DAY, 'business', 'Europe/Stockholm'))).toBe(expected);
  });

  it('keeps hours and fractions of a second beside the working days', () => {
    expect(written(addDuration(at('2026-03-06T10:00:00.250Z'), DAY + 90 * 60_000, 'business', 'UTC'))).toBe(
      '2026-03-09T11:30:00.250Z',
    );
  });

  it('is plain time without the business calendar', () => {
    expect(written(addDuration(at('2026-03-06T10:00:00Z'), 3 * DAY, 'all', 'Europe/Stockholm'))).toBe(
      '2026-03-09T10:00:00.000Z',
    );
  });

  it('never falls on a weekend when it counts working days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom(...ZONES),
        (day, days, zone) => {
          const end = addDuration(at('2026-01-01T12:00:00Z') + day * DAY, days * DAY, 'business', zone);
          expect([0, 6]).not.toContain(new Date(`${dayOf(end, zone)}T00:00:00Z`).getUTCDay());
        },
      ),
    );
  });
});
