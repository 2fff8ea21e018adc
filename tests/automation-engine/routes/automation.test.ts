import { afterEach, beforeEach, expect, it } from 'vitest';
import { problemOf, startApp, type TestApp } from './start-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

it('is seen by everyone, and switched by owners and managers', async () => {
  const [owner, seller] = [await app.pair(), await app.pair()];
  const put = (token: string, running: boolean) => app.ask('PUT', '/automation', { token, body: { running } });
  expect((await app.ask('GET', '/automation', { token: seller.token })).body).toEqual({ running: true });
  expect(problemOf(await put(seller.token, false)).message).toContain('owner or manager');
  expect((await put(owner.token, false)).body).toMatchObject({ running: false, by: owner.deviceId });
  expect((await app.ask('GET', '/health', { token: seller.token })).body).toMatchObject({
    status: 'attention',
    automation: { running: false },
  });
  expect((await put(owner.token, true)).body).toEqual({ running: true });
});
