/**
 * `node fill-waiting.ts FOLDER`: makes a database with ten thousand contacts and a hundred waiting runs for each, as the runner leaves them
 * at their first wait. A process of its own, so that the memory that this takes is not counted.
 */
import { sql } from 'kysely';
import { makeEngineStage, type EngineStage } from './engine-stage.ts';
import { CONTACTS, NUDGE } from './nudge.ts';

const RUNS_PER_CONTACT = 100;

const stage = await makeEngineStage(NUDGE, process.argv[2]);
for (let made = 0; made < CONTACTS; made += 500) {
  await stage.push(Array.from({ length: 500 }, (_, n) => stage.contact(made + n)));
}
await skipEvents(stage);
await insertWaiting(stage);
await stage.leave();

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
