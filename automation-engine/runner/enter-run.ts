/** Lets recipes in: the entry rule, the guards against loops, and the row of the new run. */
import type { Cause, LoggedEvent } from '../../shared/model/event.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import { timeText } from '../schedule/clock.ts';
import type { Unit } from '../unit.ts';
import { noteTrouble } from './breaker.ts';
import { writeContext } from './context.ts';
import { UNDER_WAY, type Start } from './entries.ts';
import { eventWords } from './explain/words.ts';
import { decideEntry, type Earlier } from './entry-rule.ts';
import type { Matched } from './match.ts';
import { firstPosition } from './position.ts';
import { addTrace, endRun, queuedFirst } from './run-rows.ts';
import type { RefusedBy } from './refusals.ts';
import type { RunRow } from './run-writes.ts';
import { writeSummary } from './summary.ts';
import type { TraceEntry } from './trace.ts';
import type { Versions } from './versions.ts';

/** So many runs may stand between an event and a person: more is a loop of recipes that wake each other. */
export const DEPTH_MAX = 10;
/** So many runs of one recipe may one contact start in an hour. */
export const RUNS_PER_HOUR_MAX = 20;
const HOUR_MS = 3_600_000;

/** What became of a recipe that wants to run: the run, or why there is none. */
export type Entered =
  | { runId: string }
  /** `by` is missing when nothing was refused: the event had its run before. */
  | { refused: string; by?: RefusedBy };

/**
 * Lets a recipe in, if its entry rule and the guards against loops allow it.
 * @param event the run is made for it, once
 * @param byHand a person asked: the rule for entering again does not count
 */
export async function enter(
  unit: Unit,
  versions: Versions,
  event: LoggedEvent,
  match: Matched,
  byHand = false,
): Promise<Entered> {
  const { core, runs } = unit;
  const { active, key } = match;
  const { recipe } = active;
  const guard = await guardOf(unit, event, recipe.id);
  if (guard !== undefined) {
    core.log.warn({ recipe: recipe.id, event: event.seq, reason: guard.text }, 'a loop was stopped');
    if (guard.isNews) {
      await insertRun(unit, event, match, { state: 'refused', reason: guard.text });
      const { id: recipeId, title } = recipe;
      await noteTrouble(unit, { recipeId, title, depth: event.cause.depth, kind: 'refused' });
    }
    return { refused: guard.text, by: 'loop' };
  }
  const start: Start = { recipeId: recipe.id, key, eventSeq: event.seq };
  await runs.entries.load([start]);
  if (runs.entries.isStarted(start)) return { refused: 'this event started a run before' };
  const earlier = await earlierOf(unit, recipe, start);
  const decision = decideEntry(
    recipe.entry,
    byHand ? { underWay: earlier.underWay, running: earlier.running ?? 0 } : earlier,
    core.clock.now(),
  );
  if ('refused' in decision) return { ...decision, by: 'entry' };
  if (decision.enter === 'restart') {
    const tx = await unit.written();
    const old = await tx.selectFrom('runs').selectAll().where('id', 'in', decision.stop).execute();
    for (const run of queuedFirst(old)) {
      const lines: TraceEntry[] = [
        { step: run.position ?? 'exit', kind: 'exit', outcome: 'done', text: 'Ended: the recipe started anew' },
      ];
      await endRun(
        unit,
        run,
        { state: 'stopped', reason: 'The recipe started anew' },
        { lines, recipe: versions.get(run.recipe_hash) },
      );
    }
  }
  const isQueued = decision.enter === 'queue';
  const runId = await insertRun(unit, event, match, {
    state: isQueued ? 'queued' : 'ready',
    reason: isQueued ? 'Waits for the earlier run to end' : null,
  });
  return { runId };
}

/** What the entry rule is told. */
export async function earlierOf(unit: Unit, recipe: Recipe, start: Start): Promise<Earlier> {
  await unit.runs.entries.load([start]);
  return { ...unit.runs.entries.earlier(start), ...(await countsOf(unit, recipe, start.key)) };
}

/** Counts that few entry rules ask for. */
async function countsOf(unit: Unit, { id, entry }: Recipe, key: string): Promise<Pick<Earlier, 'entered' | 'running'>> {
  if (entry.again?.max === undefined && entry.maxRunning === undefined) return {};
  const ofRecipe = (await unit.written()).selectFrom('runs').where('recipe_id', '=', id);
  const count = async (runs: typeof ofRecipe): Promise<number> =>
    Number((await runs.select(({ fn }) => fn.countAll().as('count')).executeTakeFirst())?.count ?? 0);
  const same = ofRecipe.where('entry_key', '=', key).where('state', '!=', 'refused');
  return {
    ...(entry.again?.max === undefined ? {} : { entered: await count(same) }),
    ...(entry.maxRunning === undefined ? {} : { running: await count(ofRecipe.where('state', 'in', UNDER_WAY)) }),
  };
}

/** Why this event must not start the recipe: it looks like a loop. It is news when the run before it was not refused as well. */
async function guardOf(
  unit: Unit,
  event: LoggedEvent,
  recipeId: string,
): Promise<{ text: string; isNews: boolean } | undefined> {
  if (event.cause.depth >= DEPTH_MAX) {
    return { text: `Loop guard: ${event.cause.depth} runs stand between this event and a person`, isNews: true };
  }
  // What a person does is never a loop, however fast they do it.
  if (event.contactId === undefined || !isMachineMade(event.cause)) return undefined;
  const tx = await unit.written();
  const latest = await tx
    .selectFrom('runs')
    .select(['state'])
    .where('contact_id', '=', event.contactId)
    .where('recipe_id', '=', recipeId)
    .where('started_at', '>', timeText(unit.core.clock.now() - HOUR_MS))
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(RUNS_PER_HOUR_MAX + 1)
    .execute();
  const started = latest.filter((run) => run.state !== 'refused').length;
  if (started < RUNS_PER_HOUR_MAX) return undefined;
  return {
    text: `Loop guard: this recipe started ${started} times for this contact within an hour`,
    isNews: latest[0]?.state !== 'refused',
  };
}

const isMachineMade = (cause: Cause): boolean => cause.depth > 0;

async function insertRun(
  unit: Unit,
  event: LoggedEvent,
  match: Matched,
  begin: { state: 'ready' | 'queued' | 'refused'; reason: string | null },
): Promise<string> {
  const { core, runs } = unit;
  const { recipe, hash } = match.active;
  const now = timeText(core.clock.now());
  const hasSteps = firstPosition(recipe) !== undefined;
  const isRefused = begin.state === 'refused';
  const run: RunRow = {
    id: core.newId(),
    recipe_id: recipe.id,
    recipe_hash: hash,
    entry_key: match.key,
    contact_id: event.contactId ?? null,
    event_seq: event.seq,
    state: hasSteps ? begin.state : 'done',
    position: isRefused ? null : (firstPosition(recipe) ?? null),
    revision: 0,
    wake_at: null,
    attempts: 0,
    context_json: writeContext({ inputs: match.inputs }),
    depth: event.cause.depth,
    lines: 1,
    started_at: now,
    ended_at: isRefused || !hasSteps ? now : null,
    reason: begin.reason,
  };
  runs.insert(run);
  const line: TraceEntry = {
    step: 'trigger',
    kind: event.type,
    outcome: isRefused ? 'failed' : 'done',
    text: isRefused ? (begin.reason ?? '') : startedBy(event),
    data: { eventSeq: event.seq },
    ...(match.wanted === undefined ? {} : { wanted: match.wanted }),
    ...(match.seen === undefined ? {} : { seen: match.seen }),
  };
  const lines = addTrace(unit, { ...run, lines: 0 }, [line]);
  unit.commits.moved(run.id, run.state);
  // A run that is ready tells of itself with its first steps, in one mutation.
  if (run.state !== 'ready') await writeSummary(unit, run, recipe, lines);
  return run.id;
}

function startedBy({ type, data, cause }: LoggedEvent): string {
  if ('tag' in data)
    return `Started because the tag "${data.tag}" was ${type === 'contact.tag-added' ? 'added' : 'removed'}`;
  if (type !== 'recipe.requested') return `Started because ${eventWords[type]}`;
  if ('enrolled' in data && data.enrolled === true) return 'Enrolled: they matched before the recipe was switched on';
  return cause.runId === undefined ? 'Started by hand' : 'Started by another recipe';
}
