/** A full disk: nothing accepted is lost, nothing is accepted that is not kept, reading goes on, and all is well when there is room again. */
import { spawnSync } from 'node:child_process';
import { appendFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { healthSchema } from '../../automation-engine/routes/health.ts';
import { openStorage, type Storage } from '../../automation-engine/storage/open.ts';
import { createHybridClock } from '../../shared/model/hybrid-clock.ts';
import { changesSchema, pushAnswerSchema } from '../../shared/model/wire.ts';
import { runToEnd } from './engine-process.ts';
import { problemOf, startApp } from './routes/start-app.ts';
import { makeFolder } from './temporary-folder.ts';

/** Pushes until the disk is full, then makes room and pushes what was refused. */
async function fillAndGoOn(
  storage: Storage,
  disk: { fill: () => Promise<void>; free: () => Promise<void>; health: object },
): Promise<void> {
  const app = await startApp({ storage });
  onTestFinished(() => app.close());
  const { token, deviceId } = await app.pair();
  const clock = createHybridClock({ now: app.core.clock.now, device: deviceId });
  const notes = (count: number) =>
    Array.from({ length: count }, () => ({
      id: app.core.newId(),
      kind: 'note',
      recordId: app.core.newId(),
      fields: { text: 'x'.repeat(10_000) },
      stamp: clock.tick(),
    }));
  const push = (mutations: object[]) => app.ask('POST', '/mutations', { token, body: { mutations } });
  const pull = async () =>
    changesSchema.parse((await app.ask('GET', '/changes', { token })).body).changes.map((change) => change.mutation.id);

  const before = notes(2);
  expect((await push(before)).status).toBe(200);
  await disk.fill();
  const during = notes(50);
  const refused = await push(during);
  expect(refused.status).toBe(507);
  expect(problemOf(refused)).toMatchObject({
    code: 'storage-full',
    message: expect.stringContaining('The disk is full'),
  });
  expect(refused.headers.get('retry-after')).toBe('10');

  // The device was last seen long ago, and noting that fails too: reading must not.
  await app.core.clock.moveTo(app.core.clock.now() + 120_000, async () => {});
  expect(await pull()).toEqual(before.map((mutation) => mutation.id));
  const health = healthSchema.parse((await app.ask('GET', '/health', { token })).body);
  expect(health.storage).toEqual(disk.health);
  expect((await push(during)).status).toBe(507);

  await disk.free();
  const { results } = pushAnswerSchema.parse((await push(during)).body);
  expect(results.map((result) => result.status)).toEqual(during.map(() => 'accepted'));
  expect(await pull()).toEqual([...before, ...during].map((mutation) => mutation.id));
}

/** Writes until not one byte more fits. */
async function fillUp(file: string): Promise<void> {
  await writeFile(file, '');
  for (let size = 64 * 1024; size >= 1; size = Math.floor(size / 2)) {
    for (;;) {
      try {
        await appendFile(file, Buffer.alloc(size));
      } catch {
        break; // ENOSPC: go on with smaller pieces
      }
    }
  }
}

/** A small disk of its own in memory, or why there is none. */
async function mountSmallDisk(): Promise<{ folder: string } | { reason: string }> {
  if (process.platform !== 'linux') return { reason: 'only Linux mounts a disk in memory' };
  const folder = await makeFolder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder]);
  if (mounted.status !== 0) return { reason: 'this user may not mount a disk' };
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return { folder };
}

describe('when the database may not be written', () => {
  it('the engine says so, accepts nothing, and goes on reading', async () => {
    const storage = await openStorage(join(await makeFolder(), 'larder.db'));
    const app = await startApp({ storage });
    onTestFinished(() => app.close());
    const { token, deviceId } = await app.pair();
    await sql`pragma query_only = 1`.execute(storage.db);
    const stamp = createHybridClock({ now: app.core.clock.now, device: deviceId }).tick();
    const mutation = { id: app.core.newId(), kind: 'note', recordId: app.core.newId(), fields: { text: 'x' }, stamp };
    const refused = await app.ask('POST', '/mutations', { token, body: { mutations: [mutation] } });
    expect(refused.status).toBe(503);
    expect(problemOf(refused)).toMatchObject({
      code: 'storage-read-only',
      message: expect.stringContaining('permissions'),
    });
    expect((await app.ask('GET', '/changes', { token })).status).toBe(200);
  });
});

describe('when there is no room', () => {
  it('on a real disk that is full, the engine refuses, goes on reading, and accepts again later', async (ctx) => {
    const disk = await mountSmallDisk();
    if ('reason' in disk) return ctx.skip(disk.reason);
    const filler = join(disk.folder, 'filler');
    await fillAndGoOn(await openStorage(join(disk.folder, 'larder.db')), {
      fill: () => fillUp(filler),
      free: () => rm(filler),
      health: { ok: false, trouble: 'full' },
    });
  });

  it('in a database that may not grow, it does the same', async () => {
    const storage = await openStorage(join(await makeFolder(), 'larder.db'));
    // A short row still finds room in a page that is there, so its health is good although a large change does not fit.
    const mayHave = (pages: number) => async () =>
      void (await sql`pragma max_page_count = ${sql.lit(pages)}`.execute(storage.db));
    await fillAndGoOn(storage, { fill: mayHave(1), free: mayHave(1_000_000), health: { ok: true } });
  });

  it('an engine that is started on a full disk says so, and does not begin', async (ctx) => {
    const disk = await mountSmallDisk();
    if ('reason' in disk) return ctx.skip(disk.reason);
    await fillUp(join(disk.folder, 'filler'));
    const end = await runToEnd({ LARDER_DATA: join(disk.folder, 'data') });
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(/the disk of the data folder .* is full: make room/);
  });
});
