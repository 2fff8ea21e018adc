/** Moves runs in the database. Each move names the revision that it starts from, so it has exactly one winner. */
import type { Core, Tx } from '../core.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import { timeText } from '../schedule/clock.ts';
import type { Commits } from './commits.ts';
import { readTrace } from './run-store.ts';
import { writeSummary, type RunRow } from './summary.ts';
import { addTrace, type TraceEntry } from './trace.ts';

/** queued: for an earlier run with its key; paused: its recipe is switched off. For the others see storage/schema.ts. */
export const UNDER_WAY = ['ready', 'waiting', 'sending', 'queued', 'paused'] as const;

export type EndState = 'done' | 'stopped' | 'failed';

/** Somebody else moved the run first; the transaction it is thrown in must be given up. */
export class LostRace extends Error {
  override readonly name = 'LostRace';
}

type Change = Partial<
  Pick<RunRow, 'state' | 'position' | 'wake_at' | 'attempts' | 'context_json' | 'ended_at' | 'reason' | 'recipe_hash'>
>;

/** @throws LostRace */
export async function moveRun(tx: Tx, commits: Commits, run: RunRow, change: Change): Promise<RunRow> {
  const revision = run.revision + 1;
  const result = await tx
    .updateTable('runs')
    .set({ ...change, revision })
    .where('id', '=', run.id)
    .where('revision', '=', run.revision)
    .executeTakeFirst();
  if (result.numUpdatedRows !== 1n)
    throw new LostRace(`run ${run.id} was moved from revision ${run.revision} by somebody else`);
  const moved = { ...run, ...change, revision };
  commits.moved(run.id, moved.state);
  return moved;
}

/** What a move tells: lines for the trace, and the recipe by whose name devices know the run. */
export interface Telling {
  lines: readonly TraceEntry[];
  recipe: Recipe | undefined;
}

/** Moves a run, adds to its trace and tells devices, with one mutation. */
export async function moveAndTell(
  tx: Tx,
  core: Core,
  commits: Commits,
  run: RunRow,
  change: Change,
  telling: Telling,
): Promise<RunRow> {
  const moved = await moveRun(tx, commits, run, change);
  const added = await addTrace(tx, core, run.id, telling.lines);
  // Nothing was told of a run before its first move, not even what started it.
  const lines = run.revision === 0 ? await readTrace(tx, run.id) : added;
  await writeSummary(tx, core, commits, moved, telling.recipe, lines);
  return moved;
}

/** Ends a run wherever it stands, and lets the next one in the queue of its key begin. */
export async function endRun(
  tx: Tx,
  core: Core,
  commits: Commits,
  run: RunRow,
  end: { state: EndState; reason: string | null },
  telling: Telling,
): Promise<void> {
  const ended = { ...end, position: null, wake_at: null, ended_at: timeText(core.clock.now()) };
  await moveAndTell(tx, core, commits, run, ended, telling);
  const next = await tx
    .selectFrom('runs')
    .selectAll()
    .where('recipe_id', '=', run.recipe_id)
    .where('entry_key', '=', run.entry_key)
    .where('state', '=', 'queued')
    .orderBy('event_seq')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (next !== undefined) await moveRun(tx, commits, next, { state: 'ready', reason: null });
}
