import { afterEach, beforeEach, expect, it } from 'vitest';
import { whyNotSchema } from '../../../shared/model/automation.ts';
import { makeStage, recipeText, type Stage } from '../runner/stage.ts';
import { problemOf, startApp, type TestApp } from './start-app.ts';

const TAGGED = recipeText(`capabilities: [log-note]
trigger: { event: contact.tag-added }
steps: [{ log-note: { text: A } }]`);

let stage: Stage;
let app: TestApp;
let token: string;
let id: string;
beforeEach(async () => {
  stage = await makeStage({ recipes: [TAGGED] });
  app = await startApp({ stage });
  token = (await app.pair('viewer')).token;
  id = await stage.contact();
  await stage.settle();
});
afterEach(() => stage.close());

const ask = (path: string) => app.ask('GET', path, { token });

it('is told for a contact by its id or its address', async () => {
  const byId = whyNotSchema.parse((await ask(`/recipes/test/why-not?contactId=${id}`)).body);
  expect(byId).toMatchObject({ contactId: id, verdict: 'not', reasons: [{ kind: 'never-happened' }] });
  expect((await ask('/recipes/test/why-not?address=Dana@Globex.example')).body).toEqual(byId);
});

it('is asked for one recipe and one contact that there are', async () => {
  expect((await ask('/recipes/test/why-not')).status).toBe(400);
  expect((await ask(`/recipes/test/why-not?contactId=${id}&address=a@b.example`)).status).toBe(400);
  expect((await ask(`/recipes/nope/why-not?contactId=${id}`)).status).toBe(404);
  expect(problemOf(await ask('/recipes/test/why-not?address=nobody@globex.example')).message).toContain('nobody has');
  const other = await stage.contact();
  const shared = await ask('/recipes/test/why-not?address=dana@globex.example');
  expect(problemOf(shared)).toMatchObject({ code: 'conflict', message: expect.stringContaining(other) });
});
