import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recipeListSchema } from '../../../shared/model/wire.ts';
import { makeStage, recipeText } from '../runner/stage.ts';
import { problemOf, startApp, type TestApp } from './start-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startApp();
  const common = { version: '1.0.0', about: '', enabled: false };
  app.recipes.push({ id: 'thank-you', title: 'Thank you', ...common, problems: [] });
  app.recipes.push({
    id: 'broken',
    title: 'Broken',
    ...common,
    problems: [{ path: 'steps[0]', line: 7, message: 'no such action' }],
  });
});
afterEach(() => app.close());

const put = (id: string, enabled: unknown, token: string) =>
  app.ask('PUT', `/recipes/${id}/state`, { token, body: { enabled } });

describe('recipes', () => {
  it('are listed for everyone who is paired, with their problems', async () => {
    const { token } = await app.pair('viewer');
    const { recipes } = recipeListSchema.parse((await app.ask('GET', '/recipes', { token })).body);
    expect(recipes.map((recipe) => [recipe.id, recipe.problems.length])).toEqual([
      ['thank-you', 0],
      ['broken', 1],
    ]);
  });

  it('say how many of their runs reached a goal', async () => {
    const goal = 'goal: [{ name: Won, event: contact.tag-added }]\n';
    const body = `capabilities: []\ntrigger: { event: contact.created }\n${goal}steps: [{ wait: { for: 1d } }]`;
    const stage = await makeStage({ recipes: [recipeText(body, 'thank-you')] });
    const id = await stage.contact();
    await stage.settle();
    await stage.write('contact', { 'tags/won': true }, id);
    await stage.settle();
    const other = await startApp({ stage });
    other.recipes.push(...app.recipes);
    const { token } = await other.pair('viewer');
    const { recipes } = recipeListSchema.parse((await other.ask('GET', '/recipes', { token })).body);
    expect(recipes.map(({ goals }) => goals)).toEqual([{ reached: 1, ended: 1 }, undefined]);
    await stage.close();
  });

  it('are switched by owners and managers, and by nobody else', async () => {
    const [owner, manager, seller] = [await app.pair(), await app.pair('manager'), await app.pair()];
    expect(await put('thank-you', true, owner.token)).toMatchObject({
      status: 200,
      body: { id: 'thank-you', enabled: true },
    });
    expect(await put('thank-you', false, manager.token)).toMatchObject({ status: 200, body: { enabled: false } });
    expect(problemOf(await put('thank-you', true, seller.token)).message).toContain('owner or manager');
  });

  it('are not switched on while something is wrong with them', async () => {
    const { token } = await app.pair();
    const answer = await put('broken', true, token);
    expect(answer.status).toBe(409);
    expect(problemOf(answer).issues).toEqual([{ path: 'steps[0]', message: 'no such action' }]);
    expect((await put('broken', false, token)).status).toBe(200);
  });

  it('are not found when they are not there, and not switched by what is no switch', async () => {
    const { token } = await app.pair();
    expect(problemOf(await put('unknown', true, token)).code).toBe('not-found');
    expect(problemOf(await put('thank-you', 'yes', token))).toMatchObject({
      code: 'bad-request',
      issues: [{ path: 'enabled' }],
    });
  });

  it('are set by owners and managers; a value that does not fit is told', async () => {
    const [owner, , seller] = [await app.pair(), await app.pair('manager'), await app.pair()];
    const set = (token: string, id: string, inputs: unknown) =>
      app.ask('PUT', `/recipes/${id}/inputs`, { token, body: { inputs } });
    expect((await set(owner.token, 'thank-you', {})).status).toBe(200);
    const refused = await set(owner.token, 'thank-you', { wiat: '3d' });
    expect(refused.status).toBe(409);
    expect(problemOf(refused).issues).toEqual([{ path: 'inputs.wiat', message: 'no such input' }]);
    expect(problemOf(await set(owner.token, 'unknown', {})).code).toBe('not-found');
    expect(problemOf(await set(seller.token, 'thank-you', {})).message).toContain('owner or manager');
  });
});
