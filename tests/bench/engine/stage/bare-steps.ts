/** What node:sqlite does by itself with three statements per step, for comparison. */
import { join } from 'node:path';
import { openStorage } from '../../../../automation-engine/storage/open.ts';
import { openSqlite } from '../../../../automation-engine/storage/sqlite.ts';

const RUNS = 20_000;
const IN_ONE_TRANSACTION = 100;
const ROUNDS = 3;
const AT = '2026-03-06T10:00:00.000Z';

/** @returns steps per second, in a new database in this folder */
export async function bareSteps(folder: string): Promise<number> {
  const file = join(folder, 'bare.db');
  await (await openStorage(file)).close();
  const database = openSqlite(file);
  const id = (kind: string, n: number) => `018f3c5a-7b2c-7000-8000-${kind}${String(n).padStart(11, '0')}`;
  const add = database.prepare(
    "insert into runs (id, recipe_id, recipe_hash, entry_key, event_seq, state, revision, attempts, context_json, depth, started_at) values (?, 'r', 'h', ?, ?, 'ready', 0, 0, '{}', 0, ?)",
  );
  database.exec('begin');
  for (let n = 0; n < RUNS; n++) add.run(id('a', n), id('a', n), n, AT);
  database.exec('commit');
  const record = database.prepare(
    "insert into events (id, type, contact_id, at, recorded_at, cause_json, data_json) values (?, 'note.added', ?, ?, ?, '{}', ?)",
  );
  const move = database.prepare('update runs set position = ?, revision = ? where id = ? and revision = ?');
  const put = database.prepare(
    "insert into ledger (id, key, run_id, channel, recipient, message_id, message_json, state, attempts, next_attempt_at, not_after, created_at) values (?, ?, ?, 'email', 'dana@globex.example', ?, '{}', 'planned', 0, ?, ?, ?)",
  );
  const data = JSON.stringify({ note: { kind: 'note', text: 'Met Dana Fox' }, contact: { name: 'Dana Fox' } });
  let best = 0;
  let n = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const from = performance.now();
    for (let done = 0; done < RUNS; done += IN_ONE_TRANSACTION) {
      database.exec('begin');
      for (let at = done; at < done + IN_ONE_TRANSACTION; at++, n++) {
        record.run(id('e', n), id('c', at), AT, AT, data);
        move.run('steps[1]', round + 1, id('a', at), round);
        put.run(id('f', n), id('k', n), id('a', at), id('b', n), AT, AT, AT);
      }
      database.exec('commit');
    }
    best = Math.max(best, RUNS / ((performance.now() - from) / 1_000));
  }
  database.close();
  return best;
}
