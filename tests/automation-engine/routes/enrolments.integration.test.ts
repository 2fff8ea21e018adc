/** Switching a recipe on for those who match already, asked of a running engine. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../../automation-engine/config.ts';
import { startEngine, type Engine } from '../../../automation-engine/engine.ts';
import { enrolmentSchema, previewSchema } from '../../../shared/model/enrolment.ts';
import { createHybridClock } from '../../../shared/model/hybrid-clock.ts';
import { createIds } from '../../../shared/model/ids.ts';
import { pairedSchema, PROTOCOL, PROTOCOL_HEADER, recipeListSchema } from '../../../shared/model/wire.ts';
import { makeFolder } from '../temporary-folder.ts';

const newId = createIds({ now: Date.now, random: (bytes) => crypto.getRandomValues(bytes) });
let engine: Engine;
let owner = '';
let seller = '';

async function ask(method: string, path: string, body?: unknown, token = owner) {
  const answer = await fetch(new URL(path, engine.url), {
    method,
    headers: {
      'content-type': 'application/json',
      [PROTOCOL_HEADER]: String(PROTOCOL),
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said: unknown = await answer.json();
  return { status: answer.status, body: said };
}

async function pair(): Promise<string> {
  const { code } = await engine.pairingCode();
  return pairedSchema.parse((await ask('POST', '/pairings', { code, deviceName: 'Laptop' }, '')).body).token;
}

const recipe = (id: string, trigger: string) => `id: ${id}
version: 1.0.0
title: ${id}
about: For a test.
capabilities: [log-note]
trigger: ${trigger}
steps: [{ log-note: { text: Hello } }]
examples:
  - title: takes no notice of tags
    given: { contact: { name: Dana } }
    events: [{ at: "2026-03-06T10:00:00Z", contact.tag-added: { tag: vip } }]
    expect: []
  - title: does nothing without an event
    given: { contact: { name: Dana } }
    events: []
    expect: []
`;

beforeAll(async () => {
  const data = await makeFolder();
  await mkdir(join(data, 'recipes'));
  await writeFile(join(data, 'recipes', 'notes.yaml'), recipe('notes', '{ event: contact.created }'));
  await writeFile(join(data, 'recipes', 'slow.yaml'), recipe('slow', '{ event: contact.created }'));
  await writeFile(join(data, 'recipes', 'daily.yaml'), recipe('daily', '{ schedule: "0 9 * * *" }'));
  const read = readConfig({ LARDER_DATA: data, LARDER_PORT: '0', LARDER_LOG_LEVEL: 'silent' });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  engine = await startEngine(read.config);
  owner = await pair();
  seller = await pair();
  const stamps = createHybridClock({ now: Date.now, device: newId() });
  const mutations = Array.from({ length: 12 }, (_, n) => {
    return { id: newId(), kind: 'contact', recordId: newId(), fields: { name: `Person ${n}` }, stamp: stamps.tick() };
  });
  await ask('POST', '/mutations', { mutations });
  await engine.settle();
});
afterAll(() => engine.stop());

async function previewed(id: string) {
  const look = async () => previewSchema.parse((await ask('GET', `/recipes/${id}/preview?days=30`)).body);
  await vi.waitFor(async () => expect((await look()).isDone).toBe(true), { timeout: 60_000, interval: 100 });
  return look();
}
const enable = (id: string, body: unknown, token = owner) => ask('POST', `/recipes/${id}/enable`, body, token);
const progress = async (id: string) => enrolmentSchema.parse((await ask('GET', `/recipes/${id}/enrolment`)).body);

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
    const { recipes } = recipeListSchema.parse((await ask('GET', '/recipes')).body);
    expect(recipes.find(({ id }) => id === 'notes')?.enabled).toBe(true);
    expect((await previewed('notes')).matching).toMatchObject({ count: 0, who: [] });
  });

  it('is called off, and ends with its recipe', async () => {
    const begun = await enable('slow', { enrol: 'matching', spread: 'P3D', count: 12 });
    expect(begun.status).toBe(200);
    await engine.settle();
    expect(await progress('slow')).toMatchObject({ state: 'under-way', entered: 1, waiting: 11 });
    expect((await enable('slow', { enrol: 'matching', spread: '1d', count: 12 })).status).toBe(409);
    expect((await ask('DELETE', '/recipes/slow/enrolment', undefined, seller)).status).toBe(403);
    expect((await ask('DELETE', '/recipes/slow/enrolment')).body).toMatchObject({
      state: 'stopped',
      leftOut: [{ reason: 'Called off by Laptop', count: 11 }],
    });
    expect((await ask('DELETE', '/recipes/slow/enrolment')).status).toBe(404);
    await enable('slow', { enrol: 'matching', spread: '11d', count: 11 });
    await ask('PUT', '/recipes/slow/state', { enabled: false });
    await engine.settle();
    expect(await progress('slow')).toMatchObject({ state: 'stopped', waiting: 0 });
  });

  it('is for owners and managers, and for recipes that have somebody to enrol', async () => {
    expect((await enable('slow', { enrol: 'from-now' }, seller)).status).toBe(403);
    expect((await ask('GET', '/recipes/slow/preview', undefined, seller)).status).toBe(403);
    expect((await enable('nope', { enrol: 'from-now' })).status).toBe(404);
    expect((await ask('GET', '/recipes/nope/preview')).status).toBe(404);
    expect((await enable('slow', { enrol: 'all' })).status).toBe(400);
    expect((await enable('slow', { enrol: 'matching', spread: '3d' })).status).toBe(400);
    expect((await enable('slow', { enrol: 'matching', spread: 'soon', count: 3 })).body).toMatchObject({
      message: expect.stringContaining('spread: expected a duration'),
    });
    expect((await enable('daily', { enrol: 'matching', spread: '3d', count: 3 })).body).toMatchObject({
      message: expect.stringContaining('a timetable starts it'),
    });
    await ask('GET', '/recipes/daily/preview');
    expect((await ask('DELETE', '/recipes/daily/preview')).body).toEqual({ id: 'daily' });
    expect((await enable('daily', { enrol: 'from-now' })).body).toMatchObject({ state: 'none' });
  });
});
