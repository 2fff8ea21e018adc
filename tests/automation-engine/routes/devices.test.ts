import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deviceListSchema } from '../../../automation-engine/routes/devices.ts';
import { problemOf, startApp, type TestApp } from './start-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

const list = async (token: string) =>
  deviceListSchema.parse((await app.ask('GET', '/devices', { token })).body).devices;

describe('devices', () => {
  it('are shown to owners, without their tokens', async () => {
    const owner = await app.pair();
    const seller = await app.pair();
    const answer = await app.ask('GET', '/devices', { token: owner.token });
    expect(deviceListSchema.parse(answer.body).devices.map((device) => device.role)).toEqual(['seller', 'owner']);
    expect(JSON.stringify(answer.body)).not.toMatch(/token/i);
    expect(problemOf(await app.ask('GET', '/devices', { token: seller.token })).code).toBe('forbidden');
  });

  it('are answered with words after they were removed', async () => {
    const owner = await app.pair();
    const seller = await app.pair();
    expect((await app.ask('DELETE', `/devices/${seller.deviceId}`, { token: owner.token })).status).toBe(204);
    const answer = await app.ask('GET', '/changes', { token: seller.token });
    expect(answer.status).toBe(401);
    expect(problemOf(answer).message).toBe(
      'this device was removed on 2026-03-06: pair it again if that was a mistake',
    );
  });

  it('may remove themselves, but no other device unless they are owners', async () => {
    const owner = await app.pair();
    const seller = await app.pair();
    expect(problemOf(await app.ask('DELETE', `/devices/${owner.deviceId}`, { token: seller.token })).code).toBe(
      'forbidden',
    );
    expect((await app.ask('DELETE', `/devices/${seller.deviceId}`, { token: seller.token })).status).toBe(204);
  });

  it('are not found when they are not there', async () => {
    const { token } = await app.pair();
    expect(problemOf(await app.ask('DELETE', `/devices/${app.core.newId()}`, { token })).code).toBe('not-found');
    expect(problemOf(await app.ask('DELETE', '/devices/1', { token }))).toMatchObject({
      code: 'bad-request',
      issues: [{ path: 'id' }],
    });
  });

  it('are noted as seen once a minute at most', async () => {
    const { token } = await app.pair();
    const [paired] = await list(token);
    await app.core.clock.moveTo(app.core.clock.now() + 59_000, async () => {});
    expect((await list(token))[0]?.lastSeenAt).toBe(paired?.lastSeenAt);
    await app.core.clock.moveTo(app.core.clock.now() + 1_000, async () => {});
    await list(token);
    expect((await list(token))[0]?.lastSeenAt).toBe('2026-03-06T10:01:00.000Z');
  });
});
