/** Switching a recipe on for those who match already, asked of a running engine. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../../automation-engine/engine.ts';
import { enrolmentSchema, previewSchema } from '../../../shared/model/enrolment.ts';
import { recipeListSchema } from '../../../shared/model/wire.ts';
import { makeFolder } from '../temporary-folder.ts';
import { pairDevice, startQuietEngine, type PairedDevice } from '../paired-device.ts';
import { recipeText } from '../runner/stage.ts';

let engine: Engine;
let owner: PairedDevice;
let seller: PairedDevice;

const recipe = (id: string, trigger: string) =>
  recipeText(`capabilities: [log-note]\ntrigger: ${trigger}\nsteps: [{ log-note: { text: Hello } }]\n`, id);

beforeAll(async () => {
  const data = await makeFolder();
  await mkdir(join(data, 'recipes'));
  await writeFile(join(data, 'recipes', 'notes.yaml'), recipe('notes', '{ event: contact.created }'));
  await writeFile(join(data, 'recipes', 'slow.yaml'), recipe('slow', '{ event: contact.created }'));
  await writeFile(join(data, 'recipes', 'daily.yaml'), recipe('daily', '{ schedule: "0 9 * * *" }'));
  engine = await startQuietEngine(data);
  owner = await pairDevice(engine, 'Laptop');
  seller = await pairDevice(engine);
  await owner.clip(Array.from({ length: 12 }, (_, n) => ({ name: `Person ${n}` })));
});
afterAll(() => engine.stop());

async function previewed(id: string) {
  const look = async () => previewSchema.parse((await owner.ask('GET', `/recipes/${id}/preview?days=30`)).body);
  await vi.waitFor(async () => expect((await look()).isDone).toBe(true), { timeout: 60_000, interval: 100 });
  return look();
}
const enable = (id: string, body: unknown, device = owner) => device.ask('POST', `/recipes/${id}/enable`, body);
const progress = async (id: string) => enrolmentSchema.parse((await owner.ask('GET', `/recipes/${id}/enrolment`)).body);

describe('an enrolment', () => {
  it('is previewed with the count and the past, then begun, and seen to its end', { timeout: 90_000 }, async () => {
    const preview = await previewed('notes');
    expect(preview).toMatchObject({
      matching: { count: 12, isCounted: true },
      past: { days: 30, runsPerDay: 0.4, mailsPerDay: 0, mailsMax: 0 },
      mailsPerRun: 0,
    });
    expect(preview.matching.who).toHaveLength(5);
    expect((await enable('notes', { enrol: 'matching', spread: '0h', count: 12 })).status).toBe(200);
    await engine.settle();
    expect(await progress('notes')).toMatchObject({ state: 'done', by: 'Laptop', entered: 12, leftOut: [] });
    const { recipes } = recipeListSchema.parse((await owner.ask('GET', '/recipes')).body);
    expect(recipes.find(({ id }) => id === 'notes')?.enabled).toBe(true);
    expect((await previewed('notes')).matching).toMatchObject({ count: 0, who: [] });
  });

  it('is called off, and ends with its recipe', async () => {
    const begun = await enable('slow', { enrol: 'matching', spread: 'P3D', count: 12 });
    expect(begun.status).toBe(200);
    await engine.settle();
    expect(await progress('slow')).toMatchObject({ state: 'under-way', entered: 1, waiting: 11 });
    expect((await enable('slow', { enrol: 'matching', spread: '1d', count: 12 })).status).toBe(409);
    expect((await seller.ask('DELETE', '/recipes/slow/enrolment')).status).toBe(403);
    expect((await owner.ask('DELETE', '/recipes/slow/enrolment')).body).toMatchObject({
      state: 'stopped',
      leftOut: [{ reason: 'Called off by Laptop', count: 11 }],
    });
    expect((await owner.ask('DELETE', '/recipes/slow/enrolment')).status).toBe(404);
    await enable('slow', { enrol: 'matching', spread: '11d', count: 11 });
    await owner.ask('PUT', '/recipes/slow/state', { enabled: false });
    await engine.settle();
    expect(await progress('slow')).toMatchObject({ state: 'stopped', waiting: 0 });
  });

  it('is for owners and managers, and for recipes that have somebody to enrol', async () => {
    expect((await enable('slow', { enrol: 'from-now' }, seller)).status).toBe(403);
    expect((await seller.ask('GET', '/recipes/slow/preview')).status).toBe(403);
    expect((await enable('nope', { enrol: 'from-now' })).status).toBe(404);
    expect((await owner.ask('GET', '/recipes/nope/preview')).status).toBe(404);
    expect((await enable('slow', { enrol: 'all' })).status).toBe(400);
    expect((await enable('slow', { enrol: 'matching', spread: '3d' })).status).toBe(400);
    expect((await enable('slow', { enrol: 'matching', spread: 'soon', count: 3 })).body).toMatchObject({
      message: expect.stringContaining('spread: expected a duration'),
    });
    expect((await enable('daily', { enrol: 'matching', spread: '3d', count: 3 })).body).toMatchObject({
      message: expect.stringContaining('a timetable starts it'),
    });
    await owner.ask('GET', '/recipes/daily/preview');
    expect((await owner.ask('DELETE', '/recipes/daily/preview')).body).toEqual({ id: 'daily' });
    expect((await enable('daily', { enrol: 'from-now' })).body).toMatchObject({ state: 'none' });
  });
});
