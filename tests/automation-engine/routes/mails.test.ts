import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mailPageSchema, runPageSchema } from '../../../shared/model/automation.ts';
import { makeStage, recipeText, type Stage } from '../runner/stage.ts';
import { problemOf, startApp, type TestApp } from './start-app.ts';

const MAIL = recipeText(`capabilities: [send-mail]
trigger: { event: contact.created }
steps:
  - send-mail: { subject: 'Hello {{ contact.name }}', text: B }
`);

let stage: Stage;
let app: TestApp;
let token: string;
beforeEach(async () => {
  stage = await makeStage({ recipes: [MAIL], answer: () => ({ outcome: 'in-doubt', reason: 'the line broke' }) });
  app = await startApp({ stage });
  token = (await app.pair()).token;
  for (const name of ['Ann', 'Ben', 'Cem']) await stage.contact({ name });
  await stage.settle();
});
afterEach(() => stage.close());

const list = async (query: string) => mailPageSchema.parse((await app.ask('GET', `/mails?${query}`, { token })).body);

describe('mails', () => {
  it('are listed page by page, the latest first, with the reason', async () => {
    const first = await list('show=in-doubt&limit=2');
    expect(first.mails.map(({ subject, recipeId, reason }) => [subject, recipeId, reason])).toEqual([
      ['Hello Cem', 'test', 'the line broke'],
      ['Hello Ben', 'test', 'the line broke'],
    ]);
    const second = await list(`show=in-doubt&limit=2&after=${first.next}`);
    expect(second).toMatchObject({ mails: [{ subject: 'Hello Ann' }] });
    expect(second.next).toBeUndefined();
    expect((await list('show=waiting')).mails).toEqual([]);
    const runs = runPageSchema.parse((await app.ask('GET', '/runs?show=in-doubt&limit=1', { token })).body);
    expect(runs.runs).toHaveLength(1);
    expect(runs.next).toBe(runs.runs[0]?.id);
  });

  it('in doubt are decided by somebody who may, once', async () => {
    const [mail] = (await list('show=in-doubt')).mails;
    const path = `/mails/${mail?.id}/resolution`;
    const viewer = await app.pair('viewer');
    expect((await app.ask('POST', path, { token: viewer.token, body: { as: 'sent' } })).status).toBe(403);
    expect((await app.ask('POST', path, { token, body: { as: 'lost' } })).status).toBe(400);
    expect((await app.ask('POST', path, { token, body: { as: 'sent' } })).status).toBe(204);
    expect(problemOf(await app.ask('POST', path, { token, body: { as: 'send-again' } })).code).toBe('conflict');
    expect((await list('show=in-doubt')).mails).toHaveLength(2);
    const unknown = `/mails/${stage.core.newId()}/resolution`;
    expect((await app.ask('POST', unknown, { token, body: { as: 'sent' } })).status).toBe(404);
  });
});
