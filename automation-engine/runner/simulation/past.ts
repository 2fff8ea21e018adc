/**
 * Takes a copy of the data back to a moment, and sets aside what happened since, to be played again. Records come back through the change
 * feed, which has every mutation: only those that were changed since are made anew.
 */
import { sql, type Kysely } from 'kysely';
import { applyMutation, type Mutation } from '../../../shared/model/mutation.ts';
import { subjectOf } from '../../intake/derive-events.ts';
import { createRecordView } from '../../records/record-view.ts';
import { dayOf } from '../../schedule/due-times.ts';
import { timeText } from '../../schedule/clock.ts';
import { type Database, ALL_STOPPED } from '../../storage/schema.ts';
import { MATCHER } from '../backlog.ts';

const BATCH = 500;

export interface Past {
  /** Unix milliseconds. */
  from: number;
  /** Their runs since then are left out: they are to happen anew. */
  recipeIds: readonly string[];
  ownerZone: string;
}

export interface Rewound {
  /** The place of the last event before. */
  lastSeq: number;
  /** When the log begins, if that is later than it was to be taken back to. */
  logBegins?: string;
  /** Runs of these recipes that were on their way then: they hold their keys until they really ended. */
  underWay: number;
}

/** What was set aside; `made` are the records and messages that left out runs made, so that they can be found again. */
export type SetAside = {
  played_changes: {
    seq: number;
    at: string;
    device_id: string;
    run_id: string | null;
    depth: number | null;
    mutation_json: string;
  };
  played_events: {
    seq: number;
    id: string;
    type: string;
    contact_id: string | null;
    at: string;
    happened_at: string;
    mutation_id: string | null;
    cause_json: string;
    data_json: string;
    is_played: number;
  };
  left_out_runs: { id: string; recipe_id: string; entry_key: string; started_at: string };
  left_out_changes: { seq: number; run_id: string; nth: number; mutation_json: string };
  made: { real_id: string; run_id: string; nth: number };
};

export type PastDatabase = Database & SetAside;

/** Give it a copy of the data: nothing of what is there now stays as it is. */
export async function rewind(db: Kysely<Database>, { from, recipeIds, ownerZone }: Past): Promise<Rewound> {
  const since = timeText(from);
  const own = sql`(select value from json_each(${JSON.stringify(recipeIds)}))`;
  // The copy is thrown away: a crash may take it along.
  await sql`pragma synchronous = off`.execute(db);
  return db.transaction().execute(async (tx) => {
    const run = (statement: ReturnType<typeof sql>) => statement.execute(tx);
    const place = async (statement: ReturnType<typeof sql<{ seq: number | null }>>) =>
      (await statement.execute(tx)).rows[0]?.seq ?? 0;
    const change = await place(
      sql<{ seq: number | null }>`select max(seq) seq from changes where accepted_at < ${since}`,
    );
    const event = await place(
      sql<{ seq: number | null }>`select max(seq) seq from events where recorded_at < ${since}`,
    );
    const first = await tx.selectFrom('changes').select('accepted_at').orderBy('seq').limit(1).executeTakeFirst();

    await run(sql`create table left_out_runs as
      select id, recipe_id, entry_key, started_at from runs where recipe_id in ${own} and started_at >= ${since}`);
    await run(sql`create index left_out_runs_by_id on left_out_runs (id)`);
    await run(sql`create table played_changes as
      select changes.seq, accepted_at as at, device_id, run_id, runs.depth, mutation_json
      from changes left join runs on runs.id = run_id
      where changes.seq > ${change} and json_extract(mutation_json, '$.kind') != 'run'`);
    await run(sql`create index played_changes_by_seq on played_changes (seq)`);
    await run(sql`create table played_events as
      select seq, id, type, contact_id, recorded_at as at, at as happened_at,
        json_extract(cause_json, '$.mutationId') as mutation_id, cause_json, data_json,
        case when json_extract(cause_json, '$.mutationId') is not null then 0
          when type in ('button.pressed', 'recipe.requested') then json_extract(data_json, '$.recipeId') in ${own}
          when type = 'webhook.received' then 1
          when type in ('schedule.due', 'date.due', 'silence.due', 'segment.entered', 'segment.left')
            then json_extract(cause_json, '$.deviceId') is not null
          else type like 'mail.%' and coalesce(json_extract(cause_json, '$.runId'), '') not in (select id from runs where recipe_id in ${own})
        end as is_played
      from events where seq > ${event}`);
    await run(sql`create index played_events_by_seq on played_events (seq)`);
    await run(sql`delete from events where seq > ${event}`);

    await rebuildRecords(tx, change);
    await run(sql`delete from changes where seq > ${change}`);
    await run(sql`create index changes_by_run on changes (run_id) where run_id is not null`);
    await noteMade(tx);
    await run(sql`delete from played_changes where run_id in (select id from runs where recipe_id in ${own})`);

    await turnBackRotations(tx, recipeIds);
    await forgetSegments(tx);
    const underWay = await emptyTables(tx, since, own, dayOf(from, ownerZone));
    await run(sql`delete from cursors`);
    // The engine's stamps go on from what it had seen then, or they would win over everything that is played.
    await tx.deleteFrom('meta').where('name', 'in', ['last-stamp', ALL_STOPPED]).execute();
    await run(
      sql`insert into meta (name, value) select 'last-stamp', max(json_extract(mutation_json, '$.stamp')) from changes having count(*) > 0`,
    );
    await tx
      .insertInto('cursors')
      .values([
        { name: MATCHER, seq: event },
        { name: 'segments', seq: change },
      ])
      .execute();
    return {
      lastSeq: event,
      underWay,
      ...(first === undefined || first.accepted_at <= since ? {} : { logBegins: first.accepted_at }),
    };
  });
}

type PastTx = Parameters<Parameters<ReturnType<Kysely<Database>['transaction']>['execute']>[0]>[0];

/** Those that were changed since `last`, as their earlier changes made them. */
async function rebuildRecords(tx: PastTx, last: number): Promise<void> {
  await sql`create table touched as select json_extract(mutation_json, '$.kind') as kind,
    json_extract(mutation_json, '$.recordId') as id, min(seq) as first_seq from played_changes group by 1, 2`.execute(
    tx,
  );
  await sql`create index touched_by_id on touched (id, kind)`.execute(tx);
  await sql`delete from records where kind = 'run' or (id, kind) in (select id, kind from touched)`.execute(tx);
  await sql`delete from contact_addresses where contact_id in (select id from touched)`.execute(tx);
  for (let after = 0; ;) {
    const { rows } = await sql<{ seq: number; mutation_json: string }>`select seq, mutation_json from changes
      where seq > ${after} and seq <= ${last}
        and (json_extract(mutation_json, '$.recordId'), json_extract(mutation_json, '$.kind')) in (select id, kind from touched)
      order by seq limit ${BATCH}`.execute(tx);
    const records = createRecordView(tx);
    for (const row of rows) {
      const mutation = JSON.parse(row.mutation_json) as Mutation;
      const before = await records.state(mutation.kind, mutation.recordId);
      const { state, changed } = applyMutation(before, mutation);
      records.put({ before, state, changed, contactId: subjectOf(mutation.kind, state) });
    }
    await records.flush();
    const end = rows.at(-1);
    if (end === undefined) return;
    after = end.seq;
  }
}

/** A message id is `<id@host>`; the id alone is enough to know it by. */
async function noteMade(tx: PastTx): Promise<void> {
  await sql`create table left_out_changes as
    select seq, run_id, row_number() over (partition by run_id order by seq) as nth, mutation_json
    from played_changes where run_id in (select id from left_out_runs)`.execute(tx);
  await sql`create table made as
    select touched.id as real_id, run_id, nth from left_out_changes
    join touched on touched.first_seq = left_out_changes.seq
    where not exists (select 1 from records where records.kind = touched.kind and records.id = touched.id)
    union all
    select substr(json_extract(mutation_json, '$.fields.messageId'), 2, 36), run_id, nth from left_out_changes
    where json_extract(mutation_json, '$.fields.messageId') is not null`.execute(tx);
  await sql`create index made_by_id on made (real_id)`.execute(tx);
}

/** Whose turn it was follows from whom the recipe gave a record last; with several rotations in one recipe that is a guess. */
async function turnBackRotations(tx: PastTx, recipeIds: readonly string[]): Promise<void> {
  for (const recipeId of recipeIds)
    await sql`update rotations set latest = coalesce((select json_extract(mutation_json, '$.fields.owner')
      from changes join runs on runs.id = changes.run_id
      where runs.recipe_id = ${recipeId} and json_extract(mutation_json, '$.fields.owner') is not null
      order by seq desc limit 1), '') where key like ${`${recipeId} %`}`.execute(tx);
}

/** Who was in which segment follows from the records: it is worked out again. So is when each contact was last heard of. */
async function forgetSegments(tx: PastTx): Promise<void> {
  for (const table of ['segments', 'segment_members', 'segment_timers', 'last_interactions'] as const)
    await tx.deleteFrom(table).execute();
  await sql`insert into last_interactions (contact_id, at)
    select contact_id, max(strftime('%Y-%m-%dT%H:%M:%fZ', json_extract(values_json, '$.at'))) as at from records
    where kind = 'interaction' and deleted = 0 and contact_id is not null
      and json_extract(values_json, '$.at') is not null and json_extract(values_json, '$.runId') is null
    group by contact_id`.execute(tx);
}

/** Leaves what counts on: earlier runs of these recipes, for their entry rules, and mails that were sent, for the caps. */
async function emptyTables(tx: PastTx, since: string, own: ReturnType<typeof sql>, day: string): Promise<number> {
  await sql`create table arriving_ledger as select * from ledger where settled_at >= ${since} and state in ('sent', 'in-doubt')
    and coalesce(run_id, '') not in (select id from runs where recipe_id in ${own})`.execute(tx);
  await sql`create table arriving_suppressions as select * from suppressions where at >= ${since}`.execute(tx);
  await sql`delete from suppressions where at >= ${since}`.execute(tx);
  await sql`delete from ledger where settled_at is null or settled_at >= ${since}`.execute(tx);
  await sql`delete from runs where recipe_id not in ${own} or started_at >= ${since}`.execute(tx);
  await sql`create table ending_runs as select id, ended_at, state, reason from runs where ended_at is null or ended_at >= ${since}`.execute(
    tx,
  );
  // They hold their keys, and nothing goes on in them: how far each had come then is not known.
  await sql`update runs set state = 'waiting', wake_at = null, ended_at = null, context_json = '{"inputs":{}}', recipe_hash = ''
    where id in (select id from ending_runs)`.execute(tx);
  for (const table of ['run_steps', 'refusals', 'digest_lines', 'timers', 'timer_plans'] as const)
    await tx.deleteFrom(table).execute();
  await tx.deleteFrom('list_rows').where('at', '>=', since).execute();
  await sql`delete from action_counts where day >= ${day}`.execute(tx);
  await sql`delete from schedules`.execute(tx);
  await sql`delete from recipe_settings`.execute(tx);
  const { rows } = await sql<{ count: number }>`select count(*) as count from ending_runs`.execute(tx);
  return rows[0]?.count ?? 0;
}
