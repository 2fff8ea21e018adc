/** Reads runs as people see them, with the trace of each. */
import type { Kysely } from 'kysely';
import type { RunShow } from '../../shared/model/automation.ts';
import { runDetailSchema, type RunDetail, type TraceLine } from '../../shared/model/wire.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import { listed } from '../storage/bulk.ts';
import { pageOf } from '../storage/page.ts';
import type { Database, Row } from '../storage/schema.ts';
import { nextStep } from './next-step.ts';
import { UNDER_WAY } from './entries.ts';

export type RunHead = Omit<RunDetail, 'trace' | 'next'>;

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

/** A state that a person understands, for the states that only the runner tells apart. */
export const SHOWN_STATES: Readonly<Record<string, string>> = {
  ready: 'running',
  queued: 'waiting',
  paused: 'waiting',
  held: 'waiting',
  sending: 'waiting',
  refused: 'stopped',
};

export interface RunQuery {
  contactId?: string | undefined;
  recipeId?: string | undefined;
  show?: RunShow | undefined;
  /** The id of the last run of the page before. */
  after?: string | undefined;
  limit: number;
}

/** A page of runs, the latest first. */
export async function listRuns(
  db: Kysely<Database>,
  { contactId, recipeId, show, after, limit }: RunQuery,
): Promise<{ runs: RunHead[]; next?: string }> {
  let query = heads(db)
    .orderBy('runs.id', 'desc')
    .limit(limit + 1);
  if (contactId !== undefined) query = query.where('runs.contact_id', '=', contactId);
  if (recipeId !== undefined) query = query.where('runs.recipe_id', '=', recipeId);
  if (after !== undefined) query = query.where('runs.id', '<', after);
  if (show === 'failed') query = query.where('runs.state', '=', 'failed');
  if (show === 'waiting') query = query.where('runs.state', 'in', UNDER_WAY);
  if (show === 'in-doubt') {
    const inDoubt = db.selectFrom('ledger').select('run_id').where('state', '=', 'in-doubt');
    query = query.where('runs.id', 'in', inDoubt.where('run_id', 'is not', null));
  }
  const { rows, next } = pageOf(await query.execute(), limit);
  return { runs: rows.map(headOf), ...(next === undefined ? {} : { next }) };
}

/** One run with its whole trace. */
export async function readRun(db: Kysely<Database>, id: string): Promise<RunDetail | undefined> {
  const row = await heads(db)
    .select(['runs.position', 'recipe_versions.recipe_json'])
    .where('runs.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const next = nextOf(row);
  return { ...headOf(row), ...(next === undefined ? {} : { next }), trace: await readTrace(db, id) };
}

function nextOf(row: Pick<Row<'runs'>, 'state' | 'position'> & { recipe_json: string | null }): string | undefined {
  if (row.state !== 'waiting' || row.position === null || row.recipe_json === null) return undefined;
  // Written by the library alone, after it was checked.
  return nextStep(JSON.parse(row.recipe_json) as Recipe, row.position);
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
