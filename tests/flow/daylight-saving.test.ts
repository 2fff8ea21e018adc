/**
 * Timetables and waits across the days on which the clock is set forward and back, in zones that do it in different ways, with the
 * engine stopped and started in between: every time comes once, and when croner says.
 */
import { Cron } from 'croner';
import { afterEach, describe, expect, it } from 'vitest';
import { makeStage, recipeText, type Stage } from '../automation-engine/runner/stage.ts';

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;

/** A moment within the hour in which the clock changes; Kathmandu's never does, São Paulo's did until 2019. */
const EDGES = [
  ['Europe/Stockholm', 'forward', '2026-03-29T01:00:00Z'],
  ['Europe/Stockholm', 'back', '2026-10-25T01:00:00Z'],
  ['America/New_York', 'forward', '2026-03-08T07:00:00Z'],
  ['America/New_York', 'back', '2026-11-01T06:00:00Z'],
  ['Australia/Lord_Howe', 'forward', '2026-10-03T15:30:00Z'],
  ['Australia/Lord_Howe', 'back', '2026-04-04T15:00:00Z'],
  ['Asia/Kathmandu', 'not at all', '2026-03-29T00:00:00Z'],
  ['America/Sao_Paulo', 'forward', '2018-11-04T03:00:00Z'],
  ['America/Sao_Paulo', 'back', '2018-02-18T02:00:00Z'],
] as const;

const CRONS = [
  '30 2 * * *',
  '0 2 * * *',
  '30 1 * * *',
  '0 0 * * *',
  '15 3 * * 0',
  '0 * * * *',
  '*/15 * * * *',
  '45 1 29 2 *',
];

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

const duesOf = (cron: string, zone: string, from: number, until: number): string[] => {
  const dues: string[] = [];
  const job = new Cron(cron, { timezone: zone });
  for (let due = job.nextRun(new Date(from)); due !== null && due.getTime() <= until; due = job.nextRun(due))
    dues.push(due.toISOString());
  return dues;
};

describe.each(EDGES)('in %s, when the clock goes %s', (zone, _, edge) => {
  const from = Date.parse(edge) - 6 * HOUR;
  const until = Date.parse(edge) + 6 * HOUR;

  it('every time of a timetable comes once, across restarts', async () => {
    const id = (at: number) => `cron-${at}`;
    stage = await makeStage({
      now: from,
      recipes: CRONS.map((cron, at) =>
        recipeText(
          `capabilities: [notify]\ntrigger: { schedule: '${cron}', zone: ${zone} }\nsteps: [ { notify: { title: Now } } ]\n`,
          id(at),
        ),
      ),
    });
    for (let steps = 0; stage.core.clock.now() < until; steps++) {
      await stage.pass(QUARTER);
      if (steps % 7 === 3) await stage.restart();
    }
    const events = await stage.core.db
      .selectFrom('events')
      .select('data_json')
      .where('type', '=', 'schedule.due')
      .execute();
    const fired = events.map(({ data_json: json }) => JSON.parse(json) as { recipeId: string; dueAt: string });
    for (const [at, cron] of CRONS.entries()) {
      const dues = fired.filter(({ recipeId }) => recipeId === id(at)).map(({ dueAt }) => dueAt);
      expect([cron, dues]).toEqual([cron, duesOf(cron, zone, from, until)]);
    }
    const runs = await stage.core.db.selectFrom('runs').select('state').execute();
    expect(runs.map(({ state }) => state)).toEqual(fired.map(() => 'done'));
  });

  it('waits end when they should, across restarts', async () => {
    stage = await makeStage({
      now: from,
      ownerZone: zone,
      recipes: [
        recipeText(
          'capabilities: [notify]\ntrigger: { event: contact.created }\nsteps: [ { wait: 7h }, { notify: { title: Now } } ]\n',
          'hours',
        ),
        recipeText(
          'capabilities: [notify]\ntrigger: { event: contact.created }\nsteps: [ { wait: { for: 1d, calendar: business } }, { notify: { title: Now } } ]\n',
          'days',
        ),
      ],
    });
    const expected: [string, string][] = [];
    for (let steps = 0; stage.core.clock.now() < until; steps++) {
      const now = stage.core.clock.now();
      const contactId = await stage.contact();
      await stage.settle();
      expected.push([`hours ${contactId}`, new Date(now + 7 * HOUR).toISOString()]);
      expected.push([`days ${contactId}`, sameTimeNextWorkday(now, zone)]);
      await stage.pass(HOUR);
      if (steps % 5 === 2) await stage.restart();
    }
    await stage.pass(5 * 24 * HOUR);
    const ended = await stage.core.db
      .selectFrom('runs')
      .select(['recipe_id', 'contact_id', 'ended_at', 'state'])
      .execute();
    expect(new Set(ended.map(({ state }) => state))).toEqual(new Set(['done']));
    const times = ended.map((run) => [`${run.recipe_id} ${run.contact_id}`, run.ended_at] as const);
    expect(times).toHaveLength(expected.length);
    expect(times).toEqual(expect.arrayContaining(expected));
  });
});

/** The next time from Monday to Friday at which the clock on the wall shows what it shows now, as croner says. */
function sameTimeNextWorkday(now: number, zone: string): string {
  const wall = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: 'numeric', minute: 'numeric' }).format(now);
  const [hour, minute] = wall.split(':').map(Number);
  return new Cron(`${minute} ${hour} * * 1-5`, { timezone: zone }).nextRun(new Date(now))?.toISOString() ?? '';
}
