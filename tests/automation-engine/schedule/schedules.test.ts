import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEvents } from '../../../automation-engine/event-log/read.ts';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import {
  CATCH_UP_MAX,
  fireDue,
  nextSchedule,
  planSchedules,
  type Scheduling,
} from '../../../automation-engine/schedule/schedules.ts';
import { makeCore, type TestCore } from '../make-core.ts';

const blocks = await loadBlocks();
const HOUR = 3_600_000;
let core: TestCore;
let scheduling: Scheduling;
let triggers: Record<string, unknown>[] = [];

beforeEach(async () => {
  core = await makeCore();
  triggers = [];
  scheduling = {
    core,
    blocks,
    ownerZone: 'Europe/Stockholm',
    recipes: () =>
      triggers.length === 0
        ? []
        : [{ recipe: { id: 'test', triggers: triggers.map((params) => ({ trigger: 'schedule', params })) } }],
  };
});
afterEach(() => core.close());

const daily = { schedule: '0 8 * * *', zone: 'owner', missed: 'skip' };
const fired = async () => (await readEvents(core.db, { after: 0, limit: 1_000 })).map((event) => event.at);
const move = (millis: number) => core.clock.moveTo(core.clock.now() + millis, () => Promise.resolve());
const fireAll = async () => {
  while (await fireDue(scheduling));
};

describe('timetables', () => {
  it('keep the next moment with the time on the wall', async () => {
    triggers = [daily];
    await planSchedules(scheduling);
    expect(await core.db.selectFrom('schedules').selectAll().execute()).toEqual([
      {
        recipe_id: 'test',
        trigger_index: 0,
        cron: '0 8 * * *',
        zone: 'Europe/Stockholm',
        due_at: '2026-03-07T07:00:00.000Z',
        wall_time: '2026-03-07T08:00:00',
      },
    ]);
    expect(await nextSchedule(scheduling)).toBe(Date.parse('2026-03-07T07:00:00Z'));
  });

  it('fire at their time, once, and are due again the next', async () => {
    triggers = [daily];
    await planSchedules(scheduling);
    expect(await fireDue(scheduling)).toBe(false);
    await move(21 * HOUR);
    await fireAll();
    expect(await fired()).toEqual(['2026-03-07T07:00:00.000Z']);
    expect(await nextSchedule(scheduling)).toBe(Date.parse('2026-03-08T07:00:00Z'));
  });

  it('fire a time once, even when the row was not moved on', async () => {
    triggers = [daily];
    await planSchedules(scheduling);
    const before = await core.db.selectFrom('schedules').selectAll().executeTakeFirstOrThrow();
    await move(21 * HOUR);
    await fireAll();
    await core.db.updateTable('schedules').set(before).execute();
    await fireAll();
    expect(await fired()).toHaveLength(1);
  });

  it.each([
    ['skip', 0, undefined],
    ['run-once', 1, '2026-03-16T07:00:00.000Z'],
    ['run-all', 10, '2026-03-16T07:00:00.000Z'],
  ])('treat ten missed times by the rule %s', async (missed, count, last) => {
    triggers = [{ ...daily, missed }];
    await planSchedules(scheduling);
    await move(10 * 24 * HOUR);
    await fireAll();
    expect(await fired()).toHaveLength(count);
    expect((await fired()).at(-1)).toBe(last);
  });

  it('catch up with so many of the latest times, not with a year of minutes', async () => {
    triggers = [{ schedule: '* * * * *', zone: 'UTC', missed: 'run-all' }];
    await planSchedules(scheduling);
    await move(400 * 24 * HOUR);
    await fireAll();
    expect(await fired()).toHaveLength(CATCH_UP_MAX);
    expect((await fired()).at(-1)).toBe(new Date(core.clock.now()).toISOString());
  });

  it('of recipes that are gone or switched off are forgotten, and begin anew', async () => {
    triggers = [{ ...daily, missed: 'run-all' }];
    await planSchedules(scheduling);
    triggers = [];
    await planSchedules(scheduling);
    await move(10 * 24 * HOUR);
    await fireAll();
    triggers = [{ ...daily, missed: 'run-all' }];
    await planSchedules(scheduling);
    await fireAll();
    expect(await fired()).toEqual([]);
    expect(await nextSchedule(scheduling)).toBe(Date.parse('2026-03-17T07:00:00Z'));
  });

  it('are worked out again when their cron or zone changes', async () => {
    triggers = [daily];
    await planSchedules(scheduling);
    triggers = [{ ...daily, zone: 'America/New_York' }];
    await planSchedules(scheduling);
    expect(await nextSchedule(scheduling)).toBe(Date.parse('2026-03-06T13:00:00Z'));
  });

  it('follow the time on the wall when the rules of a zone changed', async () => {
    triggers = [daily];
    await planSchedules(scheduling);
    // As an older set of zone rules would have computed it: an hour off.
    await core.db.updateTable('schedules').set({ due_at: '2026-03-07T06:00:00.000Z' }).execute();
    await planSchedules(scheduling);
    expect(await nextSchedule(scheduling)).toBe(Date.parse('2026-03-07T07:00:00Z'));
  });

  it('lose nothing and repeat nothing over the changes of the clock', async () => {
    triggers = [{ schedule: '30 2 * * *', zone: 'Europe/Stockholm', missed: 'run-all' }];
    await move(Date.parse('2026-03-27T12:00:00Z') - core.clock.now());
    await planSchedules(scheduling);
    for (let hours = 0; hours < 72; hours++) {
      await move(HOUR);
      await planSchedules(scheduling);
      await fireAll();
    }
    expect(await fired()).toEqual(['2026-03-28T01:30:00.000Z', '2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z']);
  });
});
