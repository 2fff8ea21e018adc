import { afterEach, expect, it } from 'vitest';
import { timelineOf } from '../../../../automation-engine/runner/explain/timeline.ts';
import { DAY, HOUR, makeStage, recipeText, type Stage } from '../stage.ts';

let stage: Stage;
afterEach(() => stage.close());

/** Ends in every way: by its goal, by its exit, by itself, and by failing. */
const RECIPE = recipeText(`capabilities: [log-note]
trigger: { event: contact.created }
goal: [{ name: Won, event: contact.tag-added, if: event.tag == "won" }]
exit: [{ event: contact.tag-added, if: event.tag == "lost" }]
steps:
  - wait: { for: 1d }
  - if: contact.name == "Broken"
    then: [{ log-note: { text: "{{ deal.title }}" } }]
`);

const timeline = (days: number, ownerZone = 'UTC', id = 'test') => {
  const { core, blocks, library, runner } = stage;
  return timelineOf({ core, blocks, find: library.find, ownerZone, segments: runner.segments }, id, days);
};
const NONE = { started: 0, done: 0, goals: 0, stopped: 0, failed: 0, refused: 0 };

it('counts the runs of each day by how they began and ended', async () => {
  stage = await makeStage({ recipes: [RECIPE] });
  const [won, lost] = [await stage.contact(), await stage.contact(), await stage.contact({ name: 'Broken' })];
  await stage.contact({ name: 'Quiet' });
  await stage.settle();
  await stage.write('contact', { 'tags/won': true }, won);
  await stage.write('contact', { 'tags/lost': true }, lost);
  await stage.settle();
  await stage.pass(2 * DAY);
  expect((await timeline(4))?.days).toEqual([
    { ...NONE, day: '2026-03-05' },
    { ...NONE, day: '2026-03-06', started: 4, done: 1, goals: 1, stopped: 1 },
    { ...NONE, day: '2026-03-07', done: 1, failed: 1 },
    { ...NONE, day: '2026-03-08' },
  ]);
});

it('counts by the days of the owner’s zone', async () => {
  stage = await makeStage({ recipes: [RECIPE] });
  await stage.pass(8.5 * HOUR);
  await stage.contact();
  await stage.settle();
  // 18:30 in UTC is 00:15 in Kathmandu.
  const days = (await timeline(2, 'Asia/Kathmandu'))?.days.map(({ day, started }) => [day, started]);
  expect(days).toEqual([
    ['2026-03-06', 0],
    ['2026-03-07', 1],
  ]);
});

it('tells who switched the recipe and which versions there were, the latest first', async () => {
  stage = await makeStage({ recipes: [RECIPE] });
  const { db } = stage.core;
  await db.updateTable('recipe_versions').set({ loaded_at: '2026-03-01T00:00:00.000Z' }).execute();
  const common = { recipe_id: 'test', by_name: null, reason: null };
  await db
    .insertInto('recipe_switches')
    .values([
      { ...common, at: '2026-03-02T00:00:00.000Z', enabled: 1, by_name: 'Dana’s laptop' },
      { ...common, at: '2026-03-03T00:00:00.000Z', enabled: 0, reason: 'it failed 20 times' },
    ])
    .execute();
  expect((await timeline(1))?.happenings).toEqual([
    { at: '2026-03-03T00:00:00.000Z', kind: 'off', text: 'Switched off: it failed 20 times' },
    { at: '2026-03-02T00:00:00.000Z', kind: 'on', text: 'Switched on by Dana’s laptop', by: 'Dana’s laptop' },
    { at: '2026-03-01T00:00:00.000Z', kind: 'version', text: 'Version 1.0.0 was read' },
  ]);
  expect(await timeline(1, 'UTC', 'nope')).toBeUndefined();
});
