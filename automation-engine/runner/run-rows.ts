/** Moves runs, adds to their traces and tells devices of it. */
import type { TraceLine } from '../../shared/model/wire.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import { timeText } from '../schedule/clock.ts';
import type { Unit } from '../unit.ts';
import { noteTrouble } from './breaker.ts';
import type { RunRow } from './run-writes.ts';
import { writeSummary } from './summary.ts';
import { numberLines, type TraceEntry } from './trace.ts';

export type EndState = 'done' | 'stopped' | 'failed';

type Change = Partial<
  Pick<RunRow, 'state' | 'position' | 'wake_at' | 'attempts' | 'context_json' | 'ended_at' | 'reason' | 'recipe_hash'>
>;

/** What a move tells: lines for the trace, and the recipe by whose name devices know the run. */
export interface Telling {
  lines: readonly TraceEntry[];
  recipe: Recipe | undefined;
}

/** Adds to the trace; the lines get their numbers. */
export function addTrace(unit: Unit, run: RunRow, entries: readonly TraceEntry[]): TraceLine[] {
  const lines = numberLines(entries, run.lines, timeText(unit.core.clock.now()));
  unit.runs.trace(run.id, lines);
  return lines;
}

/** Moves a run, adds to its trace and tells devices, with one mutation. */
export async function moveAndTell(unit: Unit, run: RunRow, change: Change, telling: Telling): Promise<RunRow> {
  const added = addTrace(unit, run, telling.lines);
  const moved = { ...run, ...change, lines: run.lines + added.length, revision: run.revision + 1 };
  unit.runs.move(run, moved);
  unit.commits.moved(run.id, moved.state);
  // Nothing was told of a run before its first move, not even what started it.
  const untold = run.revision === 0 ? await unit.runs.begun(run.id) : [];
  await writeSummary(unit, moved, telling.recipe, [...untold, ...added]);
  return moved;
}

/** Adds to the trace of a run that stays where it is, and tells devices. */
export async function tellOnly(unit: Unit, run: RunRow, { lines, recipe }: Telling): Promise<void> {
  const added = addTrace(unit, run, lines);
  const told = { ...run, lines: run.lines + added.length, revision: run.revision + 1 };
  unit.runs.move(run, told);
  await writeSummary(unit, told, recipe, added);
}

/**
 * Those that wait in a queue come first, for ending several runs one after the other: else the end of an earlier one would let one begin
 * that is about to be ended as it was read.
 */
export const queuedFirst = (runs: readonly RunRow[]): RunRow[] =>
  runs.toSorted((a, b) => Number(b.state === 'queued') - Number(a.state === 'queued'));

/** Ends a run wherever it stands. If it had its turn, the next one in the queue of its key begins. */
export async function endRun(
  unit: Unit,
  run: RunRow,
  end: { state: EndState; reason: string | null; context_json?: string },
  telling: Telling,
): Promise<void> {
  const ended = { ...end, position: null, wake_at: null, ended_at: timeText(unit.core.clock.now()) };
  await moveAndTell(unit, run, ended, telling);
  if (end.state === 'failed') {
    const { recipe_id: recipeId, depth } = run;
    await noteTrouble(unit, { recipeId, depth, title: telling.recipe?.title ?? recipeId, kind: 'failed' });
  }
  if (run.state === 'queued' || !(await unit.runs.areSomeQueued())) return;
  const tx = await unit.written();
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
  if (next === undefined) return;
  unit.runs.move(next, { ...next, state: 'ready', reason: null, revision: next.revision + 1 });
  unit.commits.moved(next.id, 'ready');
}
