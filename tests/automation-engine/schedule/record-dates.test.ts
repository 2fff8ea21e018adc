import { describe, expect, it } from 'vitest';
import { recordDueAfter } from '../../../automation-engine/schedule/record-dates.ts';
import type { RecordDate } from '../../../automation-engine/triggers/define-trigger.ts';

const rule = (more: Partial<RecordDate> = {}): RecordDate => ({
  kind: 'contact',
  path: 'birthday',
  offsetMs: 0,
  isYearly: false,
  zone: 'owner',
  missed: 'run-once',
  ...more,
});
const DAY = 86_400_000;
const due = (more: Partial<RecordDate>, value: string, zone: string, after: string) => {
  const at = recordDueAfter(rule(more), value, zone, Date.parse(after));
  return at === undefined ? undefined : new Date(at).toISOString();
};

describe('a date on a record', () => {
  it.each<[string, Partial<RecordDate>, string, string, string, string | undefined]>([
    ['a day is due at nine', {}, '2026-03-06', 'Europe/Stockholm', '2026-01-01', '2026-03-06T08:00:00.000Z'],
    ['and over when it was', {}, '2026-03-06', 'Europe/Stockholm', '2026-03-06T08:00:00Z', undefined],
    [
      'at the time that is asked for',
      { at: '23:30' },
      '2026-03-06',
      'Asia/Kathmandu',
      '2026-01-01',
      '2026-03-06T17:45:00.000Z',
    ],
    [
      'whole days before it keep the wall time over a change of clocks',
      { offsetMs: -2 * DAY },
      '2026-03-30',
      'Europe/Stockholm',
      '2026-01-01',
      '2026-03-28T08:00:00.000Z',
    ],
    [
      'a time in the gap is as much later',
      { at: '02:30' },
      '2026-03-29',
      'Europe/Stockholm',
      '2026-01-01',
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'a time counts as it stands',
      { offsetMs: -3_600_000 },
      '2026-03-29T05:00:00.000Z',
      'Europe/Stockholm',
      '2026-01-01',
      '2026-03-29T04:00:00.000Z',
    ],
    [
      'a time on another hour',
      { at: '08:00', offsetMs: DAY },
      '2026-03-06T23:30:00.000Z',
      'Europe/Stockholm',
      '2026-01-01',
      '2026-03-08T07:00:00.000Z',
    ],
    [
      'a birthday comes again',
      { isYearly: true },
      '1984-06-01',
      'UTC',
      '2026-06-01T09:00:00Z',
      '2027-06-01T09:00:00.000Z',
    ],
    ['a birthday on a leap day', { isYearly: true }, '1984-02-29', 'UTC', '2026-01-01', '2026-02-28T09:00:00.000Z'],
    [
      'a birthday on a leap day in a leap year',
      { isYearly: true },
      '1984-02-29',
      'UTC',
      '2027-12-01',
      '2028-02-29T09:00:00.000Z',
    ],
    [
      'days before a birthday in January',
      { isYearly: true, offsetMs: -7 * DAY },
      '1990-01-03',
      'UTC',
      '2026-12-20',
      '2026-12-27T09:00:00.000Z',
    ],
    [
      'weeks after a birthday in December',
      { isYearly: true, offsetMs: 14 * DAY },
      '1990-12-30',
      'UTC',
      '2027-01-02',
      '2027-01-13T09:00:00.000Z',
    ],
    ['what is no date', {}, 'soon', 'UTC', '2026-01-01', undefined],
    ['what is only nearly one', {}, '2026-02-31x', 'UTC', '2026-01-01', undefined],
    ['a number', {}, '5', 'UTC', '2026-01-01', undefined],
  ])('%s', (_, more, value, zone, after, expected) => {
    expect(due(more, value, zone, after)).toBe(expected);
  });
});
