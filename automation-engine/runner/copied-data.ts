/** The engine's data, copied so that anything may be tried on it. The live database is only read, and its writers wait for nobody. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { createHybridClock } from '../../shared/model/hybrid-clock.ts';
import { createIds } from '../../shared/model/ids.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import type { Core } from '../core.ts';
import { createSignals } from '../event-log/signals.ts';
import { createFakeClock, type FakeClock } from '../schedule/fake-clock.ts';
import { engineIdOf, lastStamp } from '../storage/meta.ts';
import { openStorage, type Storage } from '../storage/open.ts';

/** Does the work on a copy, which is gone afterwards. */
export async function onCopy<T>(databaseFile: string, work: (storage: Storage) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'larder-try-'));
  try {
    const file = join(folder, 'larder.db');
    const source = new DatabaseSync(databaseFile, { readOnly: true });
    try {
      await backup(source, file);
    } finally {
      source.close();
    }
    const storage = await openStorage(file);
    try {
      return await work(storage);
    } finally {
      await storage.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A core over a copy: it is the same engine, with a clock that is moved by hand, and says nothing to anybody. */
export async function coreOverCopy(
  { db }: Storage,
  { now, random }: { now: number; random: Core['random'] },
): Promise<Core & { clock: FakeClock }> {
  const clock = createFakeClock(now);
  // Whoever still waits to be enrolled in reality is not to enter here.
  await db.deleteFrom('enrolments').execute();
  const newId = createIds({ now: clock.now, random });
  const engineId = await engineIdOf(db, newId);
  const last = await lastStamp(db);
  const silent = () => {};
  return {
    db,
    clock,
    random,
    newId,
    engineId,
    stamps: createHybridClock({ now: clock.now, device: engineId, ...(last === undefined ? {} : { last }) }),
    signals: createSignals(),
    log: { debug: silent, info: silent, warn: silent, error: silent },
  };
}

/** The person's values of a recipe's inputs. */
export async function givenInputs({ db }: Storage, recipeId: string): Promise<Record<string, FieldValue>> {
  const row = await db
    .selectFrom('recipe_settings')
    .select('inputs_json')
    .where('recipe_id', '=', recipeId)
    .executeTakeFirst();
  return row === undefined ? {} : (JSON.parse(row.inputs_json) as Record<string, FieldValue>);
}
