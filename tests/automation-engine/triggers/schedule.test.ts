import { describe, expect, it } from 'vitest';
import schedule from '../../../automation-engine/triggers/schedule.ts';

describe('the trigger schedule', () => {
  it('is due in the owner’s zone, and makes up for a missed time once, unless it says otherwise', () => {
    const params = schedule.params.parse({ schedule: '0 8 * * 1' });
    expect(schedule.timetable?.(params)).toEqual({ cron: '0 8 * * 1', zone: 'owner', missed: 'run-once' });
    expect(schedule.eventTypes(params)).toEqual(['schedule.due']);
  });

  it('takes its own sample', () => {
    expect(schedule.params.safeParse(schedule.sample).success).toBe(true);
  });

  it.each([
    '0 9 * * 1-5',
    '*/15 8-17 * * *',
    '30 2 * * *',
    '0 0 29 2 *',
    '0 12 1 jan,jul *',
    '0 9 * * mon#1',
    '0 17 l * *',
  ])('takes %s', (cron) => {
    expect(schedule.params.safeParse({ schedule: cron }).error?.issues ?? []).toEqual([]);
  });

  it.each([
    '',
    '0 9 * *',
    '0 9 * * * *',
    '60 9 * * *',
    '0 24 * * *',
    '0 9 32 * *',
    '0 9 31 2 *',
    '0 9 * * 8',
    'soon',
    '@daily',
    'x'.repeat(10_000),
    '* '.repeat(5_000),
  ])('refuses %.20j', (cron) => {
    expect(schedule.params.safeParse({ schedule: cron }).success).toBe(false);
  });

  it.each(['Europe/Stockholm', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC', 'owner'])(
    'takes the zone %s',
    (zone) => {
      expect(schedule.params.safeParse({ schedule: '0 8 * * 1', zone }).success).toBe(true);
    },
  );

  it.each(['Europe/Stokholm', '+02:00', '', 'local', 5])('refuses the zone %j', (zone) => {
    expect(schedule.params.safeParse({ schedule: '0 8 * * 1', zone }).success).toBe(false);
  });
});
