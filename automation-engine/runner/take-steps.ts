/**
 * Takes the steps of runs that are due: many runs in one transaction, because a commit costs more than a step. When a batch fails, its
 * halves are taken, and so on down to single runs and single steps, so that one bad run stops nobody else.
 */
import type { Kysely } from 'kysely';
import type { LoggedEvent } from '../../shared/model/event.ts';
import type { Core, Tx } from '../core.ts';
import { eventsAt } from '../event-log/read.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import { timeText } from '../schedule/clock.ts';
import { listed } from '../storage/bulk.ts';
import type { Database } from '../storage/schema.ts';
import { inUnit, type Unit } from '../unit.ts';
import { heardBy } from './exits.ts';
import { isAllStopped } from './kill-switch.ts';
import { originOf, originSeq } from './origin.ts';
import type { Overtaken } from './overtaken.ts';
import { passThrough } from './passage.ts';
import { endRun, moveAndTell } from './run-rows.ts';
import { LostRace, type RunRow } from './run-writes.ts';
import type { RunnerTools } from './runner-parts.ts';
import { isStorageTrouble } from './storage-trouble.ts';
import type { TraceEntry } from './trace.ts';
import type { Versions } from './versions.ts';
import { asksWorld } from './world-of.ts';

const BATCH = 500;
/** A run that goes on for longer lets others in between. */
const STEPS_IN_A_ROW = 50;
/** A step that breaks so often is not going to work. */
const ATTEMPTS_MAX = 5;
const RETRY_MS = [60_000, 300_000, 900_000, 3_600_000];

export interface Stepping {
  core: Core;
  parts: RunnerTools;
  versions: Versions;
}

/** Works through one batch; returns how many runs were moved. */
export async function takeSteps(stepping: Stepping, overtaken: Overtaken): Promise<number> {
  const { core, versions } = stepping;
  const due = await dueRuns(core.db, timeText(core.clock.now()));
  await versions.load(due.map((run) => run.recipe_hash));
  const listens = due.filter((run) => {
    const recipe = versions.get(run.recipe_hash);
    return recipe !== undefined && heardBy(recipe).length > 0;
  });
  if (listens.length === 0) overtaken.clear();
  const until = listens.length === 0 ? undefined : await overtaken.dueUntil();
  const held = new Set(listens.filter((run) => until === undefined || (run.wake_at ?? '') > until));
  const going = due.filter((run) => !held.has(run));
  await takeAll(stepping, going);
  return going.length;
}

/** The earliest wake-up that lies ahead (Unix milliseconds). */
export async function nextWakeUp(core: Core): Promise<number | undefined> {
  const row = await core.db
    .selectFrom('runs')
    .select('wake_at')
    .where('state', '=', 'waiting')
    .where('wake_at', 'is not', null)
    .orderBy('wake_at')
    .limit(1)
    .executeTakeFirst();
  return row?.wake_at == null ? undefined : Date.parse(row.wake_at);
}

/** What is due, the longest under way first; neither those that begin nor those that wake keep the others waiting. */
async function dueRuns(db: Kysely<Database>, now: string): Promise<RunRow[]> {
  const ofState = (state: string) => db.selectFrom('runs').selectAll().where('state', '=', state).limit(BATCH);
  const ready = await ofState('ready').execute();
  const woken = await ofState('waiting').where('wake_at', '<=', now).orderBy('wake_at').execute();
  const share = Math.max(BATCH / 2, BATCH - woken.length);
  const first = ready.slice(0, share);
  return [...first, ...woken.slice(0, BATCH - first.length)];
}

/** Takes runs together; when that fails, each half by itself, until the one that is bad is alone, and takes a single step. */
async function takeAll(stepping: Stepping, runs: readonly RunRow[], stepsMax = STEPS_IN_A_ROW): Promise<void> {
  const [run] = runs;
  if (run === undefined) return;
  try {
    await takeTogether(stepping, runs, stepsMax);
  } catch (error) {
    if (isStorageTrouble(error)) throw error;
    if (runs.length > 1) {
      stepping.core.log.warn({ error, runs: runs.length }, 'a batch of runs failed; its halves are taken');
      const half = Math.ceil(runs.length / 2);
      await takeAll(stepping, runs.slice(0, half));
      await takeAll(stepping, runs.slice(half));
    } else if (stepsMax > 1) await takeAll(stepping, runs, 1);
    // Whoever won the race goes on with it.
    else if (!(error instanceof LostRace)) await noteFailure(stepping, run, error);
  }
}

async function takeTogether(
  { core, parts, versions }: Stepping,
  runs: readonly RunRow[],
  stepsMax: number,
): Promise<void> {
  await inUnit(core, async (unit) => {
    if (await isAllStopped(unit.tx)) return;
    const switchedOff = await recipesOff(unit.tx);
    const unmoved = await unmovedOf(unit.tx, runs);
    const events = await loadFor(unit, unmoved);
    await unit.heard.load(
      unmoved.flatMap((run) => {
        const recipe = versions.get(run.recipe_hash);
        return run.contact_id !== null && recipe !== undefined && asksWorld(recipe) ? run.contact_id : [];
      }),
    );
    for (const run of unmoved) {
      const recipe = versions.get(run.recipe_hash);
      if (switchedOff.has(run.recipe_id)) await pause(unit, run, recipe);
      else await passThrough(unit, parts, { run, recipe, event: events.get(run.event_seq), versions }, stepsMax);
    }
  });
}

/** Those that nobody moved since they were read: an event may have ended some. */
async function unmovedOf(tx: Tx, runs: readonly RunRow[]): Promise<RunRow[]> {
  const ids = listed(runs.map((run) => run.id));
  const rows = await tx.selectFrom('runs').select(['id', 'revision']).where('id', 'in', ids).execute();
  const revisions = new Map(rows.map((row) => [row.id, row.revision]));
  return runs.filter((run) => revisions.get(run.id) === run.revision);
}

/** What these runs will ask for, with few statements. Returns what started each, by the place of its event. */
async function loadFor({ tx, records, runs }: Unit, due: readonly RunRow[]): Promise<Map<number, LoggedEvent>> {
  await records.load(
    'contact',
    due.flatMap((run) => run.contact_id ?? []),
  );
  await records.load(
    'run',
    due.map((run) => run.id),
  );
  await runs.loadBegun(due.filter((run) => run.revision === 0).map((run) => run.id));
  const events = await eventsAt(
    tx,
    due.map((run) => run.event_seq),
  );
  // A run that was asked for by hand sees the event that it was asked for.
  const origins = await eventsAt(tx, [...events.values()].flatMap(originSeq));
  for (const [seq, event] of events) {
    if (event.type !== 'recipe.requested') continue;
    const origin = originOf(event, origins);
    if (origin === undefined) events.delete(seq);
    else events.set(seq, origin);
  }
  return events;
}

async function noteFailure({ core, versions }: Stepping, run: RunRow, error: unknown): Promise<void> {
  const attempts = run.attempts + 1;
  const cause = error instanceof Error ? error.message : String(error);
  core.log.error({ error, run: run.id, attempts }, 'a step broke');
  const recipe = versions.get(run.recipe_hash);
  const step = run.position ?? 'run';
  await inUnit(core, async (unit) => {
    if (attempts >= ATTEMPTS_MAX) {
      const reason = `The step broke ${attempts} times: ${cause}`;
      const lines: TraceEntry[] = [{ step, kind: 'retry', outcome: 'failed', text: reason }];
      await endRun(unit, run, { state: 'failed', reason }, { lines, recipe });
      return;
    }
    const wakeAt = timeText(core.clock.now() + (RETRY_MS[attempts - 1] ?? 3_600_000));
    const reason = `The step broke and is tried again: ${cause}`;
    const lines: TraceEntry[] = [{ step, kind: 'retry', outcome: 'retrying', text: reason }];
    await moveAndTell(unit, run, { state: 'waiting', wake_at: wakeAt, attempts, reason }, { lines, recipe });
  });
}

/** By the person's switch: a recipe whose file is gone or has problems starts nothing new, but its runs go on with their version. */
async function recipesOff(db: Kysely<Database>): Promise<Set<string>> {
  const rows = await db.selectFrom('recipe_settings').select('recipe_id').where('enabled', '=', 0).execute();
  return new Set(rows.map((row) => row.recipe_id));
}

/** A run whose recipe was switched off stays where it is, and says so. */
async function pause(unit: Unit, run: RunRow, recipe: Recipe | undefined): Promise<void> {
  const reason = 'The recipe is switched off; the run goes on when it is switched on';
  const lines: TraceEntry[] = [{ step: run.position ?? 'run', kind: 'pause', outcome: 'waiting', text: reason }];
  await moveAndTell(unit, run, { state: 'paused', reason }, { lines, recipe });
}

/** Lets paused runs of recipes that are on go on. They keep their place; a wait that is over by now is over. */
export async function resumeRuns({ core, versions }: Stepping): Promise<void> {
  const rows = await core.db.selectFrom('runs').selectAll().where('state', '=', 'paused').execute();
  if (rows.length === 0) return;
  const switchedOff = await recipesOff(core.db);
  const paused = rows.filter((run) => !switchedOff.has(run.recipe_id));
  if (paused.length === 0) return;
  await versions.load(paused.map((run) => run.recipe_hash));
  await inUnit(core, async (unit) => {
    for (const run of paused) {
      const lines: TraceEntry[] = [
        { step: run.position ?? 'run', kind: 'pause', outcome: 'done', text: 'The recipe is switched on again' },
      ];
      const state = run.wake_at === null ? 'ready' : 'waiting';
      await moveAndTell(unit, run, { state, reason: null }, { lines, recipe: versions.get(run.recipe_hash) });
    }
  });
}
