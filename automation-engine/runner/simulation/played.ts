/** Reads what runs did, in a simulation or in reality, in one form: so that both can be laid side by side. */
import { sql, type Kysely } from 'kysely';
import type { TraceLine } from '../../../shared/model/wire.ts';
import type { PlayedRun, SimulationTotals } from '../../../shared/model/simulation.ts';
import { mailOf } from '../../campaigns/ledger.ts';
import { timeText } from '../../schedule/clock.ts';
import { dayOf } from '../../schedule/due-times.ts';
import { listed } from '../../storage/bulk.ts';
import type { Database, Row } from '../../storage/schema.ts';
import { readTraces, SHOWN_STATES } from '../run-store.ts';

export interface Played {
  db: Kysely<Database>;
  recipeIds: readonly string[];
  /** Unix milliseconds. */
  from: number;
  totals: SimulationTotals;
  /** What nobody can know, as sentences for a person. */
  unknown: readonly string[];
}

export type Asked = Pick<Played, 'db' | 'recipeIds' | 'from'>;

const PAGE = 200;

/** The runs that began since, in the order of their beginning. */
export async function* playedRuns({ db, recipeIds, from }: Asked): AsyncGenerator<PlayedRun> {
  let after: { at: string; id: string } = { at: '', id: '' };
  for (;;) {
    const rows = await runsSince(db, recipeIds, from)
      .selectAll()
      .where((where) =>
        where.or([
          where('started_at', '>', after.at),
          where.and([where('started_at', '=', after.at), where('id', '>', after.id)]),
        ]),
      )
      .orderBy('started_at')
      .orderBy('id')
      .limit(PAGE)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    yield* await describe(db, rows);
    after = { at: last.started_at, id: last.id };
  }
}

/** Runs of one recipe and key that began at one time. */
export async function runsLike({ db, from }: Asked, run: PlayedRun): Promise<PlayedRun[]> {
  const rows = await runsSince(db, [run.recipeId], from)
    .selectAll()
    .where('entry_key', '=', run.entryKey)
    .where('started_at', '=', run.startedAt)
    .orderBy('id')
    .execute();
  return describe(db, rows);
}

const runsSince = (db: Kysely<Database>, recipeIds: readonly string[], from: number) =>
  db
    .selectFrom('runs')
    .where('recipe_id', 'in', listed(recipeIds))
    .where('started_at', '>=', timeText(from))
    .where('state', '!=', 'refused');

async function describe(db: Kysely<Database>, rows: readonly Row<'runs'>[]): Promise<PlayedRun[]> {
  const ids = rows.map(({ id }) => id);
  const traces = await readTraces(db, ids);
  const ledger = await db
    .selectFrom('ledger')
    .selectAll()
    .where('run_id', 'in', listed(ids))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const names = await namesOf(db, rows);
  return rows.map((row) => ({
    recipeId: row.recipe_id,
    entryKey: row.entry_key,
    ...(row.contact_id === null ? {} : { contactId: row.contact_id }),
    ...(names.has(row.contact_id ?? '') ? { contactName: names.get(row.contact_id ?? '') } : {}),
    startedAt: row.started_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(row.wake_at === null ? {} : { wakesAt: row.wake_at }),
    state: SHOWN_STATES[row.state] ?? row.state,
    ...(row.reason === null ? {} : { reason: row.reason }),
    steps: (traces.get(row.id) ?? []).map(stepOf),
    mails: ledger
      .filter((mail) => mail.run_id === row.id)
      .map((mail) => {
        const { subject, text } = mailOf(mail);
        const { channel, recipient: to, state, settled_at: at } = mail;
        return { channel, to, subject, text, state, ...(at === null ? {} : { at }) };
      }),
  }));
}

const stepOf = ({ at, step, kind, outcome, text }: TraceLine) => ({ at, step, kind, outcome, text });

async function namesOf(db: Kysely<Database>, rows: readonly Row<'runs'>[]): Promise<Map<string, string>> {
  const found = await db
    .selectFrom('records')
    .select(['id', sql<string | null>`json_extract(values_json, '$.name')`.as('name')])
    .where('kind', '=', 'contact')
    .where('id', 'in', listed(rows.flatMap((row) => row.contact_id ?? [])))
    .execute();
  return new Map(found.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}

/** @param asked.zone the zone of the days in which mails are counted */
export async function readTotals(
  db: Kysely<Database>,
  { recipeIds, from, zone }: { recipeIds: readonly string[]; from: number; zone: string },
): Promise<SimulationTotals> {
  const states = await runsSince(db, recipeIds, from)
    .select(['state', (count) => count.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  const of = (...wanted: string[]) =>
    states
      .filter(({ state }) => wanted.includes(SHOWN_STATES[state] ?? state))
      .reduce((sum, { count }) => sum + count, 0);
  const sent = await db
    .selectFrom('ledger')
    .innerJoin('runs', 'runs.id', 'ledger.run_id')
    .select([
      'ledger.channel',
      sql<string>`substr(ledger.settled_at, 1, 13)`.as('hour'),
      (count) => count.fn.countAll<number>().as('count'),
    ])
    .where('runs.recipe_id', 'in', listed(recipeIds))
    .where('runs.started_at', '>=', timeText(from))
    .where('ledger.state', 'in', ['sent', 'in-doubt'])
    .groupBy(['ledger.channel', 'hour'])
    .orderBy('hour')
    .execute();
  const days = new Map<string, number>();
  let calls = 0;
  for (const { channel, hour, count } of sent) {
    const day = dayOf(Date.parse(`${hour}:00:00Z`), zone);
    if (channel === 'webhook') calls += count;
    else days.set(day, (days.get(day) ?? 0) + count);
  }
  const mailsPerDay = [...days].map(([day, mails]) => ({ day, mails }));
  return {
    entered: states.reduce((sum, { count }) => sum + count, 0),
    done: of('done'),
    stopped: of('stopped'),
    failed: of('failed'),
    waiting: of('waiting', 'running'),
    mails: mailsPerDay.reduce((sum, { mails }) => sum + mails, 0),
    calls,
    mailsPerDay,
  };
}
