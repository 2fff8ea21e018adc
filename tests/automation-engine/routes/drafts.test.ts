import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problemOf, startApp, type TestApp } from './start-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

// What becomes of drafts is proved in actions/draft-mail.test.ts, with the real runner.
describe('drafts', () => {
  it('are none where no run waits for one', async () => {
    const { token } = await app.pair('seller');
    expect((await app.ask('GET', '/drafts', { token })).body).toEqual({ drafts: [] });
  });

  it('are neither shown to nor decided by those who only look', async () => {
    await app.pair('owner');
    const { token } = await app.pair('viewer');
    const path = `/drafts/${app.core.newId()}`;
    expect(problemOf(await app.ask('GET', '/drafts', { token }))).toMatchObject({ code: 'forbidden' });
    const answer = await app.ask('PUT', path, { token, body: { decision: 'approve' } });
    expect(problemOf(answer)).toMatchObject({ code: 'forbidden' });
  });

  it.each([{ decision: 'send' }, { decision: 'approve', text: ' ' }, { decision: 'approve', subject: 'a\nb' }, {}])(
    'takes no decision such as %j',
    async (body) => {
      const { token } = await app.pair('owner');
      expect((await app.ask('PUT', `/drafts/${app.core.newId()}`, { token, body })).status).toBe(400);
    },
  );
});
