/** An engine that is killed wherever it writes an enrolment: everybody enters, and nobody twice. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { createHybridClock } from '../../shared/model/hybrid-clock.ts';
import { createIds } from '../../shared/model/ids.ts';
import { enrolmentSchema } from '../../shared/model/enrolment.ts';
import { pairedSchema } from '../../shared/model/wire.ts';
import { makeFolder } from '../automation-engine/temporary-folder.ts';
import { ENROLMENT_BOUNDARIES } from './boundaries.ts';
import { ask } from './device.ts';
import { startLife, type EngineLife } from './engine-life.ts';

const PEOPLE = 10;
/** The first of them enters at once, in the lives that are killed; then nobody for longer than the test takes. */
const SPREAD = '10h';
const LIFE_MAX_MS = 20_000;

const CALLS = `id: calls
version: 1.0.0
title: Calls
about: Makes a task for each new contact.
capabilities: [create-task]
trigger: { event: contact.created }
steps: [{ create-task: { title: 'Call {{ contact.name }}' } }]
examples:
  - title: makes a task
    events: [{ at: '2026-03-06T10:00:00Z', contact.created: { name: Dana } }]
    expect: [{ create-task: {} }]
  - title: needs a person
    events: [{ at: '2026-03-06T10:00:00Z', task.created: { title: Call } }]
    expect: []
`;

const newId = createIds({ now: Date.now, random: (bytes) => crypto.getRandomValues(bytes) });
let life: EngineLife | undefined;
afterEach(async () => {
  life?.kill('SIGKILL');
  await life?.ended;
});

let token: string | undefined;
const progress = async (url: string) => enrolmentSchema.parse(await ask(url, token, 'GET', '/recipes/calls/enrolment'));
const enable = (url: string) =>
  ask(url, token, 'POST', '/recipes/calls/enable', { enrol: 'matching', spread: SPREAD, count: PEOPLE });

it('enrols everybody once, wherever it is killed', { timeout: 240_000 }, async () => {
  const folder = await makeFolder();
  const settings = { LARDER_DATA: folder };
  await mkdir(join(folder, 'recipes'));
  await writeFile(join(folder, 'recipes', 'calls.yaml'), CALLS);
  life = startLife(settings);
  const { url, pairingCode } = await life.ready;
  ({ token } = pairedSchema.parse(
    await ask(url, token, 'POST', '/pairings', { code: pairingCode, deviceName: 'laptop' }),
  ));
  const stamps = createHybridClock({ now: Date.now, device: newId() });
  const mutations = Array.from({ length: PEOPLE }, (_, n) => {
    return { id: newId(), kind: 'contact', recordId: newId(), fields: { name: `Person ${n}` }, stamp: stamps.tick() };
  });
  await ask(url, token, 'POST', '/mutations', { mutations });
  life.kill('SIGKILL');
  await life.ended;

  const missed: string[] = [];
  // Those of the contacts are met when they are written down, and once more when the first of them enters.
  for (const boundary of [...ENROLMENT_BOUNDARIES, ...ENROLMENT_BOUNDARIES.slice(3)]) {
    life = startLife(settings, { dieAt: boundary });
    const { ended } = life;
    void life.ready
      .then(async (engine) => ((await progress(engine.url)).state === 'none' ? enable(engine.url) : undefined))
      .catch(() => undefined); // it was killed meanwhile
    if (!(await Promise.race([pause(LIFE_MAX_MS, false), ended.then(() => true)]))) missed.push(boundary);
    life.kill('SIGKILL');
    await ended;
  }
  expect(missed).toEqual([]);

  const file = join(folder, 'larder.db');
  const waiting = new DatabaseSync(file);
  expect(waiting.prepare("select count(*) as n from enrolled_contacts where state = 'waiting'").get()).toEqual({
    n: PEOPLE - 1,
  });
  waiting.exec('update enrolments set spread_ms = 0');
  waiting.close();
  life = startLife(settings);
  const last = await life.ready;
  await vi.waitFor(async () => expect((await progress(last.url)).state).toBe('done'), {
    timeout: 90_000,
    interval: 500,
  });
  expect(await progress(last.url)).toMatchObject({ entered: PEOPLE, waiting: 0, leftOut: [] });
  const database = new DatabaseSync(file, { readOnly: true });
  const count = (sql: string) => database.prepare(`select ${sql}`).get();
  expect(count('count(*) as runs, count(distinct contact_id) as people from runs')).toEqual({
    runs: PEOPLE,
    people: PEOPLE,
  });
  await vi.waitFor(() =>
    expect(count("count(*) as tasks from records where kind = 'task'")).toEqual({ tasks: PEOPLE }),
  );
  expect(count('count(*) as same from enrolled_contacts join runs on runs.id = run_id')).toEqual({ same: PEOPLE });
  database.close();
});
