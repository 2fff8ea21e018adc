/**
 * Takes the steps of runs that are due: many runs in one transaction, because a commit costs more than a step. When a batch fails, its
 * runs are taken one by one and step by step, so that one bad run stops nobody else.
 */
import type { LoggedEvent } from '../../shared/model/event.ts';
import type { Core } from '../core.ts';
import { readEvents } from '../event-log/read.ts';
import { timeText } from '../schedule/clock.ts';
import { createCommits } from './commits.ts';
import { isStorageTrouble } from './storage-trouble.ts';
import { passThrough } from './passage.ts';
import { endRun, LostRace, moveAndTell } from './run-rows.ts';
import type { RunnerParts } from './runner-parts.ts';
import type { RunRow } from './summary.ts';
import type { TraceEntry } from './trace.ts';
import type { Versions } from './versions.ts';

const BATCH = 50;
/** A run that goes on for longer lets others in between. */
const STEPS_IN_A_ROW = 50;
/** A step that breaks so often is not going to work. */
const ATTEMPTS_MAX = 5;
const RETRY_MS = [60_000, 300_000, 900_000, 3_600_000];

export interface Stepping {
  core: Core;
  parts: RunnerParts;
  versions: Versions;
}

/** Works through one batch; returns how many runs were moved. */
export async function takeSteps(stepping: Stepping): Promise<number> {
  const { core, versions } = stepping;
  const due = await dueRuns(core);
  if (due.length === 0) return 0;
  await versions.load(due.map((run) => run.recipe_hash));
  const switchedOff = await recipesOff(core, due);
  const [ready, off] = [
    due.filter((run) => !switchedOff.has(run.recipe_id)),
    due.filter((run) => switchedOff.has(run.recipe_id)),
  ];
  await pause(stepping, off);
  if (ready.length === 0) return off.length;
  const events = await eventsOf(core, ready);
  try {
    await takeTogether(stepping, ready, events, STEPS_IN_A_ROW);
  } catch (error) {
    if (isStorageTrouble(error)) throw error;
    if (!(error instanceof LostRace)) core.log.warn({ error }, 'a batch of runs failed; they are taken one by one');
    for (const run of ready) await takeAlone(stepping, run, events);
  }
  return due.length;
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

async function dueRuns(core: Core): Promise<RunRow[]> {
  const ready = await core.db.selectFrom('runs').selectAll().where('state', '=', 'ready').limit(BATCH).execute();
  if (ready.length === BATCH) return ready;
  const woken = await core.db
    .selectFrom('runs')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('wake_at', '<=', timeText(core.clock.now()))
    .orderBy('wake_at')
    .limit(BATCH - ready.length)
    .execute();
  return [...ready, ...woken];
}

/** What started each run, by the place of its event; a run that was asked for by hand sees the event that it was asked for. */
async function eventsOf(core: Core, runs: readonly RunRow[]): Promise<Map<number, LoggedEvent>> {
  const events = new Map<number, LoggedEvent>();
  const read = async (seq: number): Promise<LoggedEvent | undefined> => {
    const [event] = await readEvents(core.db, { after: seq - 1, limit: 1 });
    return event?.seq === seq ? event : undefined;
  };
  for (const seq of new Set(runs.map((run) => run.event_seq))) {
    const event = await read(seq);
    const origin = event !== undefined && 'ofSeq' in event.data ? await read(event.data.ofSeq) : event;
    if (origin !== undefined) events.set(seq, origin);
  }
  return events;
}

/** The runs that did not move since they were read; they are what this transaction may move. */
async function takeTogether(
  { core, parts, versions }: Stepping,
  runs: readonly RunRow[],
  events: Map<number, LoggedEvent>,
  stepsMax: number,
): Promise<void> {
  const commits = createCommits();
  await core.db.transaction().execute(async (tx) => {
    for (const run of runs) {
      const ready = { run, recipe: versions.get(run.recipe_hash), event: events.get(run.event_seq) };
      await passThrough(tx, core, parts, commits, ready, stepsMax);
    }
  });
  commits.tell(core);
}

async function takeAlone(stepping: Stepping, run: RunRow, events: Map<number, LoggedEvent>): Promise<void> {
  try {
    await takeTogether(stepping, [run], events, 1);
  } catch (error) {
    // Whoever won the race goes on with it.
    if (error instanceof LostRace) return;
    if (isStorageTrouble(error)) throw error;
    await noteFailure(stepping, run, error);
  }
}

async function noteFailure({ core, versions }: Stepping, run: RunRow, error: unknown): Promise<void> {
  const attempts = run.attempts + 1;
  const cause = error instanceof Error ? error.message : String(error);
  core.log.error({ error, run: run.id, attempts }, 'a step broke');
  const commits = createCommits();
  const recipe = versions.get(run.recipe_hash);
  const step = run.position ?? 'run';
  await core.db.transaction().execute(async (tx) => {
    if (attempts >= ATTEMPTS_MAX) {
      const reason = `The step broke ${attempts} times: ${cause}`;
      const lines: TraceEntry[] = [{ step, kind: 'retry', outcome: 'failed', text: reason }];
      await endRun(tx, core, commits, run, { state: 'failed', reason }, { lines, recipe });
      return;
    }
    const wakeAt = timeText(core.clock.now() + (RETRY_MS[attempts - 1] ?? 3_600_000));
    const reason = `The step broke and is tried again: ${cause}`;
    const lines: TraceEntry[] = [{ step, kind: 'retry', outcome: 'retrying', text: reason }];
    await moveAndTell(
      tx,
      core,
      commits,
      run,
      { state: 'waiting', wake_at: wakeAt, attempts, reason },
      { lines, recipe },
    );
  });
  commits.tell(core);
}

/** By the person's switch: a recipe whose file is gone or has problems starts nothing new, but its runs go on with their version. */
async function recipesOff(core: Core, runs: readonly RunRow[]): Promise<Set<string>> {
  const ids = [...new Set(runs.map((run) => run.recipe_id))];
  const rows = await core.db
    .selectFrom('recipe_settings')
    .select('recipe_id')
    .where('recipe_id', 'in', ids)
    .where('enabled', '=', 0)
    .execute();
  return new Set(rows.map((row) => row.recipe_id));
}

/** Runs whose recipe was switched off stay where they are, and say so. */
async function pause({ core, versions }: Stepping, runs: readonly RunRow[]): Promise<void> {
  if (runs.length === 0) return;
  const commits = createCommits();
  await core.db.transaction().execute(async (tx) => {
    for (const run of runs) {
      const reason = 'The recipe is switched off; the run goes on when it is switched on';
      const lines: TraceEntry[] = [{ step: run.position ?? 'run', kind: 'pause', outcome: 'waiting', text: reason }];
      await moveAndTell(
        tx,
        core,
        commits,
        run,
        { state: 'paused', reason },
        { lines, recipe: versions.get(run.recipe_hash) },
      );
    }
  });
  commits.tell(core);
}

/** Lets paused runs of recipes that are on go on. They keep their place; a wait that is over by now is over. */
export async function resumeRuns({ core, versions }: Stepping): Promise<void> {
  const rows = await core.db.selectFrom('runs').selectAll().where('state', '=', 'paused').execute();
  if (rows.length === 0) return;
  const switchedOff = await recipesOff(core, rows);
  const paused = rows.filter((run) => !switchedOff.has(run.recipe_id));
  if (paused.length === 0) return;
  await versions.load(paused.map((run) => run.recipe_hash));
  const commits = createCommits();
  await core.db.transaction().execute(async (tx) => {
    for (const run of paused) {
      const lines: TraceEntry[] = [
        { step: run.position ?? 'run', kind: 'pause', outcome: 'done', text: 'The recipe is switched on again' },
      ];
      const state = run.wake_at === null ? 'ready' : 'waiting';
      await moveAndTell(
        tx,
        core,
        commits,
        run,
        { state, reason: null },
        { lines, recipe: versions.get(run.recipe_hash) },
      );
    }
  });
  commits.tell(core);
}
