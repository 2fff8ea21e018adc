/** Trying a recipe on the past, asked of a running engine. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../../automation-engine/engine.ts';
import { simulationBegunSchema, simulationSchema } from '../../../shared/model/simulation.ts';
import { makeFolder } from '../temporary-folder.ts';
import { pairDevice, startQuietEngine, type PairedDevice } from '../paired-device.ts';

let engine: Engine;
let device: PairedDevice;

beforeAll(async () => {
  engine = await startQuietEngine(await makeFolder());
  device = await pairDevice(engine);
  await device.clip(
    [1, 2, 3].map((n) => ({
      name: `Person ${n}`,
      capturedFrom: 'https://mail.example/',
      [`emails/p${n}@globex.example`]: {},
      primaryEmail: `p${n}@globex.example`,
    })),
  );
});
afterAll(() => engine.stop());

const begin = (recipeId: string, body: unknown = {}) => device.ask('POST', `/recipes/${recipeId}/simulations`, body);

describe('simulations', () => {
  it('are done beside the engine, and read in pages', async () => {
    const begun = await begin('welcome-new-contact');
    expect(begun.status).toBe(201);
    const { id } = simulationBegunSchema.parse(begun.body);
    expect((await begin('welcome-new-contact')).status).toBe(409);
    const look = async (query = '') =>
      simulationSchema.parse((await device.ask('GET', `/simulations/${id}${query}`)).body);
    await vi.waitFor(async () => expect((await look()).state).toBe('done'), { timeout: 60_000 });
    const first = await look('?limit=2');
    expect(first).toMatchObject({ progress: 1, next: 2, totals: { entered: 3 } });
    expect(first.runs.map(({ contactName }) => contactName)).toEqual(expect.arrayContaining([expect.any(String)]));
    const second = await look('?limit=2&after=2');
    expect(second.runs).toHaveLength(1);
    expect(second.next).toBeUndefined();
    expect((await device.ask('DELETE', `/simulations/${id}`)).status).toBe(200);
    expect((await device.ask('GET', `/simulations/${id}`)).status).toBe(404);
  }, 90_000);

  it('are called off while they are under way', async () => {
    const { id } = simulationBegunSchema.parse((await begin('welcome-new-contact')).body);
    expect(await device.ask('DELETE', `/simulations/${id}`)).toEqual({ status: 200, body: { id } });
    expect((await device.ask('DELETE', `/simulations/${id}`)).status).toBe(404);
  });

  it('are not begun with what does not fit', async () => {
    expect((await begin('no-such-recipe')).status).toBe(404);
    expect((await begin('welcome-new-contact', { inputs: { colour: 'red' } })).status).toBe(409);
    expect((await begin('welcome-new-contact', { days: -1 })).status).toBe(400);
  });
});
