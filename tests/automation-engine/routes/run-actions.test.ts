import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { retriedSchema } from '../../../shared/model/automation.ts';
import { runDetailSchema } from '../../../shared/model/wire.ts';
import { makeStage, recipeText, type Stage } from '../runner/stage.ts';
import { problemOf, startApp, type TestApp } from './start-app.ts';

const FAILS = recipeText(`capabilities: [log-note]
trigger: { event: contact.created }
steps:
  - log-note: { text: "{{ deal.title }}" }
`);

let stage: Stage;
let app: TestApp;
let id: string;
beforeEach(async () => {
  stage = await makeStage({ recipes: [FAILS] });
  app = await startApp({ stage });
  await stage.contact();
  await stage.settle();
  id = (await stage.runs())[0]?.id ?? '';
});
afterEach(() => stage.close());

describe('what people do with runs', () => {
  it('is done once, and the trace names their device', async () => {
    const { token } = await app.pair();
    const skipped = await app.ask('POST', `/runs/${id}/skip`, { token });
    expect(runDetailSchema.parse(skipped.body)).toMatchObject({ id, state: 'done' });
    expect(runDetailSchema.parse(skipped.body).trace.at(-1)?.text).toBe('Skipped by Firefox on the laptop');
    const again = await app.ask('POST', `/runs/${id}/skip`, { token });
    expect([again.status, problemOf(again).message]).toEqual([409, 'it stands at no step to skip']);
  });

  it('takes up one run or all failed ones of a recipe', async () => {
    const { token } = await app.pair();
    expect((await app.ask('POST', `/runs/${id}/retry`, { token })).status).toBe(200);
    await stage.settle();
    const all = await app.ask('POST', '/recipes/test/retries', { token });
    expect(retriedSchema.parse(all.body)).toEqual({ retried: 1, refused: [] });
  });

  it('is for those who may, and about runs that there are', async () => {
    const [owner, seller, viewer] = [await app.pair(), await app.pair('seller'), await app.pair('viewer')];
    expect((await app.ask('POST', `/runs/${id}/retry`, { token: viewer.token })).status).toBe(403);
    expect((await app.ask('POST', '/recipes/test/retries', { token: seller.token })).status).toBe(403);
    const unknown = `/runs/${stage.core.newId()}/stop`;
    expect((await app.ask('POST', unknown, { token: owner.token })).status).toBe(404);
    expect((await app.ask('POST', `/runs/${id}/delete`, { token: owner.token })).status).toBe(400);
  });

  it('is not there in an engine that runs no recipes', async () => {
    const bare = await startApp();
    const { token } = await bare.pair();
    expect((await bare.ask('POST', `/runs/${id}/stop`, { token })).status).toBe(503);
    await bare.close();
  });
});
