/** Trying a recipe on the past, asked of a running engine. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../../automation-engine/config.ts';
import { startEngine, type Engine } from '../../../automation-engine/engine.ts';
import { createHybridClock } from '../../../shared/model/hybrid-clock.ts';
import { createIds } from '../../../shared/model/ids.ts';
import { simulationBegunSchema, simulationSchema } from '../../../shared/model/simulation.ts';
import { pairedSchema, PROTOCOL, PROTOCOL_HEADER } from '../../../shared/model/wire.ts';
import { makeFolder } from '../temporary-folder.ts';

const newId = createIds({ now: Date.now, random: (bytes) => crypto.getRandomValues(bytes) });
let engine: Engine;
let token = '';

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(new URL(path, engine.url), {
    method,
    headers: {
      'content-type': 'application/json',
      [PROTOCOL_HEADER]: String(PROTOCOL),
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

beforeAll(async () => {
  const read = readConfig({ LARDER_DATA: await makeFolder(), LARDER_PORT: '0', LARDER_LOG_LEVEL: 'silent' });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  engine = await startEngine(read.config);
  const { code } = await engine.pairingCode();
  const paired = pairedSchema.parse((await ask('POST', '/pairings', { code, deviceName: 'Test' })).body);
  token = paired.token;
  const stamps = createHybridClock({ now: Date.now, device: paired.deviceId });
  const mutations = [1, 2, 3].map((n) => ({
    id: newId(),
    kind: 'contact',
    recordId: newId(),
    fields: {
      name: `Person ${n}`,
      capturedFrom: 'https://mail.example/',
      [`emails/p${n}@globex.example`]: {},
      primaryEmail: `p${n}@globex.example`,
    },
    stamp: stamps.tick(),
  }));
  await ask('POST', '/mutations', { mutations });
});
afterAll(() => engine.stop());

const begin = (recipeId: string, body: unknown = {}) => ask('POST', `/recipes/${recipeId}/simulations`, body);

describe('simulations', () => {
  it('are done beside the engine, and read in pages', async () => {
    const begun = await begin('welcome-new-contact');
    expect(begun.status).toBe(201);
    const { id } = simulationBegunSchema.parse(begun.body);
    expect((await begin('welcome-new-contact')).status).toBe(409);
    const look = async (query = '') => simulationSchema.parse((await ask('GET', `/simulations/${id}${query}`)).body);
    await vi.waitFor(async () => expect((await look()).state).toBe('done'), { timeout: 60_000 });
    const first = await look('?limit=2');
    expect(first).toMatchObject({ progress: 1, next: 2, totals: { entered: 3 } });
    expect(first.runs.map(({ contactName }) => contactName)).toEqual(expect.arrayContaining([expect.any(String)]));
    const second = await look('?limit=2&after=2');
    expect(second.runs).toHaveLength(1);
    expect(second.next).toBeUndefined();
    expect((await ask('DELETE', `/simulations/${id}`)).status).toBe(200);
    expect((await ask('GET', `/simulations/${id}`)).status).toBe(404);
  }, 90_000);

  it('are called off while they are under way', async () => {
    const { id } = simulationBegunSchema.parse((await begin('welcome-new-contact')).body);
    expect(await ask('DELETE', `/simulations/${id}`)).toEqual({ status: 200, body: { id } });
    expect((await ask('DELETE', `/simulations/${id}`)).status).toBe(404);
  });

  it('are not begun with what does not fit', async () => {
    expect((await begin('no-such-recipe')).status).toBe(404);
    expect((await begin('welcome-new-contact', { inputs: { colour: 'red' } })).status).toBe(409);
    expect((await begin('welcome-new-contact', { days: -1 })).status).toBe(400);
  });
});
