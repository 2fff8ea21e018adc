/**
 * A million runs that wait: the memory of the engine that holds them (the most while it works, in MB of resident memory), and how late
 * runs go on whose time comes while new contacts come in and start runs of their own (until what they did is on the disk: 99 of 100, in
 * milliseconds). The waiting runs are written into the database directly, ten thousand contacts with a hundred each; all else is real.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { defineMeasure } from './define-measure.ts';
import { makeEngineStage, type EngineStage } from './stage/engine-stage.ts';
import { p99 } from './stage/p99.ts';

const NUDGE = `
id: nudge
version: 1.0.0
title: Nudge
about: Notes some time after somebody is new.
capabilities: [log-note]
trigger: { event: contact.created }
steps:
  - wait: { for: 30d }
  - log-note: { text: 'Ask {{ contact.name }} again' }
`;
const CONTACTS = 10_000;
const RUNS_PER_CONTACT = 100;
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
    const stage = await makeEngineStage(NUDGE);
    const { core } = stage;
    for (let made = 0; made < CONTACTS; made += 500) {
      await stage.push(Array.from({ length: 500 }, (_, n) => stage.contact(made + n)));
    }
    await skipEvents(stage);
    await insertWaiting(stage);
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

/** The contacts that were made for the waiting runs start nothing. */
async function skipEvents({ core: { db } }: EngineStage): Promise<void> {
  await sql`insert into cursors (name, seq) select 'matcher', max(seq) from events`.execute(db);
}

/** Runs as the runner leaves them at their first wait, woken in a month. */
async function insertWaiting({ core: { db, clock }, recipe }: EngineStage): Promise<void> {
  const at = new Date(clock.now()).toISOString();
  const wake = new Date(clock.now() + 30 * 86_400_000).toISOString();
  const context = JSON.stringify({ inputs: {}, waitsAt: 'steps[0]' });
  await sql`
    insert into runs (id, recipe_id, recipe_hash, entry_key, contact_id, event_seq, state, position, revision, wake_at, attempts,
      context_json, depth, lines, started_at, reason)
    select substr(records.id, 1, 24) || printf('%06x', records.rowid) || printf('%06x', n.value), ${recipe.recipe.id}, ${recipe.hash},
      records.id || n.value, records.id, events.seq, 'waiting', 'steps[0]', 1, ${wake}, 0, ${context}, 0, 2, ${at}, 'Waits'
    from records join events on events.contact_id = records.id
      join json_each(${JSON.stringify(Array.from({ length: RUNS_PER_CONTACT }, (_, n) => n))}) as n
    where records.kind = 'contact'`.execute(db);
}

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
