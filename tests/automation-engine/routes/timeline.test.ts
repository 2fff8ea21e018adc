import { afterEach, beforeEach, expect, it } from 'vitest';
import { automationHealthSchema, timelineSchema } from '../../../shared/model/automation.ts';
import { makeStage, recipeText, type Stage } from '../runner/stage.ts';
import { startApp, type TestApp } from './start-app.ts';

let stage: Stage;
let app: TestApp;
let token: string;
beforeEach(async () => {
  const body = `capabilities: []\ntrigger: { event: contact.created }\nsteps: [{ wait: { for: 1d } }]`;
  stage = await makeStage({ recipes: [recipeText(body)] });
  await stage.core.db.updateTable('recipe_versions').set({ loaded_at: '2026-03-01T00:00:00.000Z' }).execute();
  app = await startApp({ stage });
  token = (await app.pair('viewer')).token;
  await stage.contact();
  await stage.settle();
});
afterEach(() => stage.close());

it('has as many days as are asked for', async () => {
  const ask = (query: string) => app.ask('GET', `/recipes/test/timeline${query}`, { token });
  expect(timelineSchema.parse((await ask('')).body).days).toHaveLength(30);
  const week = timelineSchema.parse((await ask('?days=7')).body);
  expect(week.days.map(({ started }) => started)).toEqual([0, 0, 0, 0, 0, 0, 1]);
  expect((await ask('?days=9999')).status).toBe(400);
  expect((await app.ask('GET', '/recipes/nope/timeline', { token })).status).toBe(404);
});

it('stands beside the health of all recipes', async () => {
  const { body } = await app.ask('GET', '/health/automation', { token });
  expect(automationHealthSchema.parse(body)).toMatchObject({ status: 'well', runs: [{ state: 'waiting', count: 1 }] });
});
