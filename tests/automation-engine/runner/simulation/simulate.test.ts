import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { playedRuns } from '../../../../automation-engine/runner/simulation/played.ts';
import { simulate, type Simulation } from '../../../../automation-engine/runner/simulation/simulate.ts';
import { openStorage } from '../../../../automation-engine/storage/open.ts';
import type { PlayedRun } from '../../../../shared/model/simulation.ts';
import { START } from '../../make-core.ts';
import { makeFolder } from '../../temporary-folder.ts';
import { DAY, makeStage, type Stage, type StageOptions } from '../stage.ts';
import { live, RECIPES } from './month.ts';

async function stageOnDisk(options: StageOptions): Promise<{ stage: Stage; file: string }> {
  const file = join(await makeFolder(), 'larder.db');
  const storage = await openStorage(file);
  await sql`pragma synchronous = off`.execute(storage.db);
  return { file, stage: await makeStage({ ...options, storage }) };
}

const simulationOf = (stage: Stage, file: string, ids?: readonly string[]): Simulation => ({
  databaseFile: file,
  recipes: [...stage.library.recipes.values()]
    .map(({ recipe }) => recipe)
    .filter(({ id }) => ids?.includes(id) ?? true),
  from: START,
  until: stage.core.clock.now(),
  blocks: stage.blocks,
  mailTemplates: stage.library.mailTemplates,
  ownerZone: 'UTC',
  mailFrom: { name: 'Lars', address: 'lars@larder.example' },
});

async function all(runs: AsyncIterable<PlayedRun>): Promise<PlayedRun[]> {
  const list: PlayedRun[] = [];
  for await (const run of runs) list.push(run);
  return list.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
const order = (run: PlayedRun) => `${run.startedAt} ${run.recipeId} ${run.contactId} ${run.steps.length}`;

/** Ids of tasks are new each time, so a key that is one differs. */
const comparable = (run: PlayedRun) => (run.recipeId === 'tasks' ? { ...run, entryKey: 'a task' } : run);

const LONG = { timeout: 180_000 };

describe('simulate', () => {
  it.each([1, 2])('a recorded month gives the runs and texts that really happened (seed %i)', LONG, async (seed) => {
    const caps = [{ channel: 'email', count: 2, perMs: 3 * DAY }];
    const { stage, file } = await stageOnDisk({ recipes: RECIPES, caps });
    await live(stage, seed, 31, 3);
    const recipeIds = [...stage.library.recipes.keys()];
    const real = await all(playedRuns({ db: stage.core.db, recipeIds, from: START }));
    const { simulated, unknown } = await simulate({ ...simulationOf(stage, file), caps }, async (played) => ({
      simulated: await all(playedRuns(played)),
      unknown: played.unknown,
    }));
    await stage.close();
    expect(real.length).toBeGreaterThan(40);
    expect(new Set(real.map(({ state }) => state)).size).toBeGreaterThan(2);
    expect(unknown).toEqual([expect.stringContaining('Every mail counts as taken over')]);
    expect(simulated.map(comparable)).toEqual(real.map(comparable));
  });

  it('leaves what other recipes did, and plays one recipe among it', LONG, async () => {
    const { stage, file } = await stageOnDisk({ recipes: RECIPES });
    await live(stage, 4, 8);
    const ask = { db: stage.core.db, recipeIds: ['ask'], from: START };
    const real = await all(playedRuns(ask));
    const played = await simulate(simulationOf(stage, file, ['ask']), async (one) => ({
      runs: await all(playedRuns(one)),
      totals: one.totals,
    }));
    const before = await stage.core.db.selectFrom('runs').selectAll().execute();
    await stage.close();
    expect(real.length).toBeGreaterThan(2);
    expect(played.runs).toEqual(real);
    expect(played.totals.entered).toBe(real.length);
    expect(played.totals.mails).toBe(real.flatMap(({ mails }) => mails).filter(({ state }) => state === 'sent').length);
    expect(before.length).toBeGreaterThan(real.length);
  });

  it('can be called off', async () => {
    const { stage, file } = await stageOnDisk({ recipes: [RECIPES[0] ?? ''] });
    await stage.contact();
    const stop = new AbortController();
    const calledOff = simulate(
      { ...simulationOf(stage, file), signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) },
      () => Promise.resolve('played'),
    );
    await expect(calledOff).rejects.toThrow('enough');
    await stage.close();
  });
});
