import { afterEach, expect, it } from 'vitest';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { createDoors } from '../../../automation-engine/runner/doors.ts';
import { makeStage, recipeText } from '../runner/stage.ts';
import { openStorage } from '../../../automation-engine/storage/open.ts';
import { problemOf, startApp, type TestApp } from './start-app.ts';

const RECIPE = recipeText(`
capabilities: [add-tag]
trigger: [{ event: contact.deleted }, { button: Send the price list, on: deal }]
entry: { key: event.at }
steps: [{ add-tag: { tag: asked } }]
`);

let app: TestApp | undefined;
afterEach(() => app?.close());

it('starts a recipe for the contact of the card, once for each press, and only for those who may', async () => {
  const storage = await openStorage(':memory:');
  const stage = await makeStage({ storage, recipes: [RECIPE] });
  app = await startApp({ storage, doors: createDoors(stage.library, await loadBlocks()) });
  const contactId = await stage.contact();
  const recordId = await stage.write('deal', { contactId });
  const { token } = await app.pair('owner');
  expect((await app.ask('GET', '/buttons', { token })).body).toEqual({
    buttons: [{ recipeId: 'test', trigger: 1, title: 'Test test', label: 'Send the price list', on: 'deal' }],
  });
  const press = { recipeId: 'test', trigger: 1, recordId, press: app.core.newId() };
  for (let times = 0; times < 2; times++)
    expect((await app.ask('POST', '/buttons', { token, body: press })).status).toBe(201);
  await stage.restart();
  expect((await stage.runs()).map((run) => [run.contactId, run.trace.at(-1)?.kind])).toEqual([[contactId, 'add-tag']]);

  expect(problemOf(await app.ask('POST', '/buttons', { token, body: { ...press, trigger: 0 } })).code).toBe('conflict');
  const other = { ...press, recordId: contactId, press: app.core.newId() };
  expect(problemOf(await app.ask('POST', '/buttons', { token, body: other })).code).toBe('not-found');
  const viewer = await app.pair('viewer');
  expect(problemOf(await app.ask('POST', '/buttons', { token: viewer.token, body: press })).code).toBe('forbidden');
  await stage.runner.stop();
});
