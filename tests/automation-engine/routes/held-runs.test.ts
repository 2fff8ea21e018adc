import { afterEach, beforeEach, expect, it } from 'vitest';
import { problemOf, startApp, type TestApp } from './start-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startApp();
  const common = { title: 'Greet', version: '1.0.0', about: '', enabled: true, problems: [] };
  app.recipes.push({ id: 'greet', ...common }, { id: 'other', ...common });
  const run = {
    recipe_id: 'greet',
    recipe_hash: '',
    state: 'held',
    revision: 1,
    attempts: 0,
    context_json: '{}',
    depth: 0,
    started_at: '2026-03-06T10:00:00.000Z',
  };
  const runs = [1, 2].map((n) => ({ ...run, id: `run${n}`, entry_key: `${n}`, event_seq: n }));
  await app.core.db.insertInto('runs').values(runs).execute();
});
afterEach(() => app.close());

it('are seen by everyone, and counted in the list of recipes', async () => {
  const { token } = await app.pair('viewer');
  expect((await app.ask('GET', '/recipes/greet/held', { token })).body).toEqual({
    recipeId: 'greet',
    count: 2,
    since: '2026-03-06T10:00:00.000Z',
    who: [],
  });
  const { body } = await app.ask('GET', '/recipes', { token });
  expect(body).toMatchObject({ recipes: [{ id: 'greet', held: 2 }, { id: 'other' }] });
  expect((await app.ask('GET', '/health', { token })).body).toMatchObject({ status: 'attention', runs: { held: 2 } });
});

it('are decided on by owners and managers', async () => {
  const [owner, seller] = [await app.pair(), await app.pair()];
  const decide = (token: string, decision: string) =>
    app.ask('POST', '/recipes/greet/held', { token, body: { decision } });
  expect(problemOf(await decide(seller.token, 'release')).message).toContain('owner or manager');
  expect(problemOf(await decide(owner.token, 'perhaps')).code).toBe('bad-request');
  expect((await decide(owner.token, 'drop')).body).toEqual({ recipeId: 'greet', runs: 0 });
});
