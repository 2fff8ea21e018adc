/** Reads runs as people see them, with the trace of each. */
import type { Kysely } from 'kysely';
import { runDetailSchema, type RunDetail, type TraceLine } from '../../shared/model/wire.ts';
import { listed } from '../storage/bulk.ts';
import type { Database, Row } from '../storage/schema.ts';

export type RunHead = Omit<RunDetail, 'trace'>;

/** More than a person reads; older ones are found by their id. */
const LISTED_MAX = 200;

const HEAD = [
  'id',
  'recipe_id',
  'recipe_hash',
  'contact_id',
  'state',
  'started_at',
  'ended_at',
  'wake_at',
  'reason',
] as const;
type HeadRow = Pick<Row<'runs'>, (typeof HEAD)[number]> & { version: string | null };

const heads = (db: Kysely<Database>) =>
  db
    .selectFrom('runs')
    .leftJoin('recipe_versions', 'recipe_versions.hash', 'runs.recipe_hash')
    .select(HEAD.map((column) => `runs.${column}` as const))
    .select('recipe_versions.version as version');

/** The runs of a contact, the latest first. */
export async function listRuns(db: Kysely<Database>, contactId: string): Promise<RunHead[]> {
  const rows = await heads(db)
    .where('runs.contact_id', '=', contactId)
    .orderBy('runs.started_at', 'desc')
    .orderBy('runs.id', 'desc')
    .limit(LISTED_MAX)
    .execute();
  return rows.map(headOf);
}

/** One run with its whole trace. */
export async function readRun(db: Kysely<Database>, id: string): Promise<RunDetail | undefined> {
  const row = await heads(db).where('runs.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : { ...headOf(row), trace: await readTrace(db, id) };
}

export async function readTrace(db: Kysely<Database>, runId: string): Promise<TraceLine[]> {
  return (await readTraces(db, [runId])).get(runId) ?? [];
}

/** The traces of some runs, by the id of the run. */
export async function readTraces(
  db: Kysely<Database>,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, TraceLine[]>> {
  const rows = await db
    .selectFrom('run_steps')
    .selectAll()
    .where('run_id', 'in', listed(runIds))
    .orderBy('run_id')
    .orderBy('n')
    .execute();
  const traces = new Map<string, TraceLine[]>();
  for (const row of rows) {
    const lines = traces.get(row.run_id);
    if (lines === undefined) traces.set(row.run_id, [lineOf(row)]);
    else lines.push(lineOf(row));
  }
  return traces;
}

/** A state that a person understands, for the states that only the runner tells apart. */
export const SHOWN_STATES: Readonly<Record<string, string>> = {
  ready: 'running',
  queued: 'waiting',
  paused: 'waiting',
  held: 'waiting',
  sending: 'waiting',
  refused: 'stopped',
};

function headOf(row: HeadRow): RunHead {
  return {
    id: row.id,
    recipeId: row.recipe_id,
    recipeVersion: row.version ?? '',
    state: SHOWN_STATES[row.state] ?? row.state,
    startedAt: row.started_at,
    ...(row.contact_id === null ? {} : { contactId: row.contact_id }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(row.wake_at === null ? {} : { wakesAt: row.wake_at }),
    ...(row.reason === null ? {} : { reason: row.reason }),
  };
}

const outcomeSchema = runDetailSchema.shape.trace.element.shape.outcome;

function lineOf(row: Row<'run_steps'>): TraceLine {
  return {
    n: row.n,
    at: row.at,
    step: row.step,
    kind: row.kind,
    outcome: outcomeSchema.parse(row.outcome),
    text: row.text,
    ...(row.wanted === null ? {} : { wanted: row.wanted }),
    ...(row.seen === null ? {} : { seen: row.seen }),
    ...(row.data_json === null ? {} : { data: JSON.parse(row.data_json) as TraceLine['data'] }),
  };
}
