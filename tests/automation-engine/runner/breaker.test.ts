import { afterEach, expect, it } from 'vitest';
import { TROUBLES_MAX } from '../../../automation-engine/runner/breaker.ts';
import { HOUR, makeStage, recipeText, type Stage } from './stage.ts';

/** It fails where the contact has no address. */
const FAILS = recipeText(`capabilities: [send-mail]
trigger: { event: contact.tag-added }
entry: { mode: parallel }
steps:
  - send-mail: { subject: Hello, text: Hello., purpose: service }
`);
const MINUTE = HOUR / 60;

let stage: Stage;
afterEach(() => stage.close());

const setting = () => stage.core.db.selectFrom('recipe_settings').selectAll().executeTakeFirstOrThrow();
const told = async () =>
  (await stage.core.db.selectFrom('records').select('values_json').where('kind', '=', 'notification').execute()).map(
    (row) => JSON.parse(row.values_json) as { title: string; text: string },
  );
const refuseOne = async () => void (await stage.contact({ 'tags/x': true }));

it('switches a recipe off when too many of its runs fail, says so and keeps the others', async () => {
  stage = await makeStage({ recipes: [FAILS], answer: () => ({ outcome: 'failed', reason: '550 no' }) });
  for (let n = 1; n < TROUBLES_MAX.failed; n++) await refuseOne();
  await stage.settle();
  expect(await setting()).toMatchObject({ enabled: 1, broken_at: null });
  await refuseOne();
  await stage.settle();
  expect(await setting()).toMatchObject({ enabled: 0, broken_reason: '20 runs failed within ten minutes' });
  expect(await told()).toEqual([
    expect.objectContaining({ title: '"Test test" was switched off', text: expect.stringContaining('20 runs failed') }),
  ]);
  const events = await stage.core.db
    .selectFrom('events')
    .select('data_json')
    .where('type', '=', 'recipe.broken')
    .execute();
  expect(events.map((row) => JSON.parse(row.data_json) as object)).toEqual([
    { recipe: 'test', reason: '20 runs failed within ten minutes' },
  ]);
  const switches = await stage.core.db.selectFrom('recipe_switches').select(['enabled', 'by_name', 'reason']).execute();
  expect(switches).toEqual([{ enabled: 0, by_name: null, reason: '20 runs failed within ten minutes' }]);
  await refuseOne();
  await stage.settle();
  expect((await stage.runs()).map((run) => run.state).filter((state) => state !== 'failed')).toEqual(['waiting']);
});

it('counts ten minutes, and anew after a person switched the recipe on', async () => {
  stage = await makeStage({ recipes: [FAILS], answer: () => ({ outcome: 'failed', reason: '550 no' }) });
  for (let n = 1; n < TROUBLES_MAX.failed; n++) await refuseOne();
  await stage.pass(11 * MINUTE);
  await refuseOne();
  await stage.settle();
  expect((await setting()).enabled).toBe(1);
  for (let n = 1; n < TROUBLES_MAX.failed; n++) await refuseOne();
  await stage.settle();
  expect((await setting()).enabled).toBe(0);
  await stage.pass(MINUTE);
  const on = { enabled: 1, broken_at: null, changed_at: new Date(stage.core.clock.now()).toISOString() };
  await stage.core.db.updateTable('recipe_settings').set(on).execute();
  await refuseOne();
  await stage.settle();
  expect((await setting()).enabled).toBe(1);
});

it('switches off what is stopped as a loop again and again', async () => {
  stage = await makeStage({ recipes: [FAILS] });
  for (let n = 1; n <= TROUBLES_MAX.refused; n++) {
    expect((await setting()).enabled).toBe(1);
    await stage.write('contact', { name: 'Dana', 'tags/x': true }, stage.core.newId(), { depth: 10 });
    await stage.settle();
  }
  expect(await setting()).toMatchObject({ enabled: 0, broken_reason: expect.stringContaining('in a loop') });
});
