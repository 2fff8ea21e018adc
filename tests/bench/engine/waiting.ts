/**
 * A million runs that wait: the memory of the engine that holds them (the most while it works, in MB of resident memory), and how late
 * runs go on whose time comes while new contacts come in and start runs of their own (until what they did is on the disk: 99 of 100, in
 * milliseconds). The waiting runs are written into the database directly, ten thousand contacts with a hundred each; all else is real.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { defineMeasure } from './define-measure.ts';
import { makeEngineStage, makeFolder, type EngineStage } from './stage/engine-stage.ts';
import { CONTACTS, NUDGE } from './stage/nudge.ts';
import { p99 } from './stage/p99.ts';

/** So many wake, spread over so long. */
const WAKING = 5_000;
const WAKING_MS = 5_000;
/** Meanwhile so many contacts come, every so often. */
const PUSHED = 20;
const PUSH_EVERY_MS = 100;
const MB = 1_048_576;

export default defineMeasure({
  keys: ['waitingMillionRssMb', 'wakeLagP99Ms'],
  async run() {
    const folder = await makeFolder();
    const [code] = await once(fork(join(import.meta.dirname, 'stage', 'fill-waiting.ts'), [folder]), 'exit');
    if (code !== 0) throw new Error('the waiting runs could not be written');
    const stage = await makeEngineStage(NUDGE, folder);
    const { core } = stage;
    const wakeAt = await chooseWaking(stage, core.clock.now() + 2_000);

    const lags: number[] = [];
    let peak = 0;
    core.signals.on('run-moved', ({ runId, state }) => {
      const at = wakeAt.get(runId);
      if (at !== undefined && state === 'done') lags.push(core.clock.now() - at);
    });
    const runner = stage.newRunner();
    await runner.start();
    for (let n = 0; lags.length < WAKING; n++) {
      await stage.push(Array.from({ length: PUSHED }, (_, at) => stage.contact(CONTACTS + n * PUSHED + at)));
      peak = Math.max(peak, process.memoryUsage.rss());
      await pause(PUSH_EVERY_MS);
    }
    await runner.stop();
    await stage.close();
    return { waitingMillionRssMb: Math.round(peak / MB), wakeLagP99Ms: p99(lags) };
  },
});

/** When each of those that wake is due (Unix milliseconds), by its id. */
async function chooseWaking({ core: { db } }: EngineStage, from: number): Promise<Map<string, number>> {
  const rows = await db.selectFrom('runs').select('id').orderBy('id').limit(WAKING).execute();
  const wakeAt = new Map(rows.map(({ id }, n) => [id, from + Math.floor((n * WAKING_MS) / WAKING)]));
  await db.transaction().execute(async (tx) => {
    for (const [id, at] of wakeAt) {
      const wake_at = new Date(at).toISOString();
      await tx.updateTable('runs').set({ wake_at }).where('id', '=', id).execute();
    }
  });
  return wakeAt;
}
