import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problemOf, startApp, type TestApp } from './start-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

// What it starts is proved in cli/recipe-run.integration.test.ts, with a whole engine behind it.
describe('starting a recipe by hand', () => {
  it('is not for those who only look', async () => {
    const { token } = await app.pair('viewer');
    const answer = await app.ask('POST', '/runs', { token, body: { recipeId: 'thank-you' } });
    expect(problemOf(answer)).toMatchObject({ code: 'forbidden' });
  });

  it('asks for a recipe in words', async () => {
    const { token } = await app.pair();
    expect(problemOf(await app.ask('POST', '/runs', { token, body: {} }))).toMatchObject({ code: 'bad-request' });
  });

  it('says that an engine without a runner runs nothing', async () => {
    const { token } = await app.pair();
    const answer = await app.ask('POST', '/runs', { token, body: { recipeId: 'thank-you' } });
    expect(problemOf(answer)).toMatchObject({ code: 'unavailable' });
  });
});
