import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyInTransaction } from '../../../automation-engine/intake/apply.ts';
import { hookAddressSchema } from '../../../shared/model/wire.ts';
import { CONTROL_TOKEN, problemOf, startApp, type TestApp } from './start-app.ts';

let app: TestApp;
let path: string;
beforeEach(async () => {
  app = await startApp({ doors: { emailPathOf: () => ['customer', 'email'], buttons: () => [] } });
  path = hookAddressSchema.parse((await app.ask('GET', '/hooks/price-form', { token: CONTROL_TOKEN })).body).path;
});
afterEach(() => app.close());

const recorded = async () =>
  (await app.core.db.selectFrom('events').selectAll().where('type', '=', 'webhook.received').execute()).map((row) => ({
    contactId: row.contact_id,
    ...(JSON.parse(row.data_json) as { webhook: string; delivery: string; body: object; contact?: object }),
  }));

async function contact(address: string): Promise<string> {
  const { core } = app;
  const recordId = core.newId();
  const mutation = {
    id: core.newId(),
    kind: 'contact' as const,
    recordId,
    fields: { name: 'Dana', [`emails/${address}`]: {} },
    stamp: core.stamps.tick(),
  };
  const author = { deviceId: core.newId(), role: 'owner' as const };
  await core.db.transaction().execute((tx) => applyInTransaction(tx, core, { author, mutation, cause: { depth: 0 } }));
  return recordId;
}

describe('a webhook', () => {
  it('records what was sent, with the contact whose address it names', async () => {
    const id = await contact('dana@globex.example');
    const body = { customer: { email: 'Dana@Globex.example' }, amount: 3 };
    expect((await app.ask('POST', path, { body })).status).toBe(200);
    expect(await recorded()).toMatchObject([{ contactId: id, webhook: 'price-form', body, contact: { id } }]);
  });

  it('records a delivery once, however often it is sent', async () => {
    const headers = { 'webhook-id': 'msg_1' };
    for (let times = 0; times < 3; times++) await app.ask('POST', path, { body: {}, headers });
    await app.ask('POST', path, { body: {}, headers: { 'idempotency-key': 'msg_2' } });
    expect((await recorded()).map(({ delivery }) => delivery)).toEqual(['msg_1', 'msg_2']);
  });

  it('reads forms too, and takes names such as __proto__ for data', async () => {
    const answer = await app.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'name=Dana+Fox&__proto__=x',
    });
    expect(answer.status).toBe(200);
    expect((await recorded())[0]?.body).toHaveProperty('name', 'Dana Fox');
    expect((await app.fetch(path, { method: 'POST', body: '{"__proto__":{"customer":{"email":"x"}}}' })).status).toBe(
      200,
    );
    expect((await recorded()).map(({ contactId }) => contactId)).toEqual([null, null]);
  });

  it.each([
    ['no JSON', 'Hello', 400],
    ['a list', '[1]', 400],
    ['more than 64 kB', JSON.stringify({ text: 'x'.repeat(70_000) }), 413],
  ])('refuses %s', async (_, body, status) => {
    expect((await app.fetch(path, { method: 'POST', body })).status).toBe(status);
    expect(await recorded()).toEqual([]);
  });

  it('has a key of its own, which only owners and managers are told', async () => {
    for (const wrong of ['/hooks/price-form?key=x', path.replace('price-form', 'other'), '/hooks/price-form'])
      expect((await app.ask('POST', wrong, { body: {} })).status).toBeGreaterThanOrEqual(400);
    expect(await recorded()).toEqual([]);
    const { token } = await app.pair('seller');
    expect(problemOf(await app.ask('GET', '/hooks/price-form', { token })).code).toBe('forbidden');
    expect((await app.ask('GET', '/hooks/price-form')).status).toBe(401);
  });
});
