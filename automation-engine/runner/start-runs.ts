/**
 * Reads the event log and lets events start, restart and end runs. One batch is one transaction: new runs, ended runs and how far the
 * reader came. So each event starts each recipe at most once, whenever the engine is killed.
 */
import type { Cause, LoggedEvent } from '../../shared/model/event.ts';
import type { Core, Tx } from '../core.ts';
import { moveCursor, readCursor, readEvents } from '../event-log/read.ts';
import { buildScope } from '../recipe-language/scope.ts';
import { timeText } from '../schedule/clock.ts';
import { createCommits, type Commits } from './commits.ts';
import { readContext, writeContext } from './context.ts';
import { judge } from './judge.ts';
import { decideEntry, matchEvent, type Earlier, type Match, type MatchIndex } from './match.ts';
import { firstPosition } from './position.ts';
import { endRun, UNDER_WAY } from './run-rows.ts';
import { writeSummary, type RunRow } from './summary.ts';
import { addTrace, type TraceEntry } from './trace.ts';
import type { Versions } from './versions.ts';

const CURSOR = 'matcher';
const BATCH = 100;
/** So many runs may stand between an event and a person: more is a loop of recipes that wake each other. */
export const DEPTH_MAX = 10;
/** So many runs of one recipe may one contact start in an hour. */
export const RUNS_PER_HOUR_MAX = 20;
const HOUR_MS = 3_600_000;

export interface Matching {
  core: Core;
  index: MatchIndex;
  versions: Versions;
}

/** Works through one batch of events; `false` when there was none. */
export async function startRuns(matching: Matching): Promise<boolean> {
  const { core, versions } = matching;
  const events = await readEvents(core.db, { after: await readCursor(core.db, CURSOR), limit: BATCH });
  const last = events.at(-1);
  if (last === undefined) return false;
  const underWay = await core.db
    .selectFrom('runs')
    .select('recipe_hash')
    .distinct()
    .where('state', 'in', UNDER_WAY)
    .where((where) =>
      where.or([
        where('contact_id', 'in', [...new Set(events.map((event) => event.contactId ?? ''))]),
        where('contact_id', 'is', null),
      ]),
    )
    .execute();
  await versions.load(underWay.map((row) => row.recipe_hash));
  const commits = createCommits();
  await core.db.transaction().execute(async (tx) => {
    // Two engines may have read the same batch: the cursor lets one of them through.
    if ((await readCursor(tx, CURSOR)) >= (events[0]?.seq ?? 0)) return;
    for (const event of events) {
      await endByExits(tx, matching, commits, event);
      for (const match of matchEvent(matching.index, event, (inputs) =>
        buildScope({ event, records: {}, inputs, now: core.clock.now() }),
      )) {
        await enter(tx, matching, commits, event, match);
      }
    }
    await moveCursor(tx, CURSOR, last.seq);
  });
  commits.tell(core);
  return true;
}

/** Ends the runs of the event's contact that wait for such an event, and all of them when the contact is gone. */
async function endByExits(tx: Tx, { core, versions }: Matching, commits: Commits, event: LoggedEvent): Promise<void> {
  const runs = await tx
    .selectFrom('runs')
    .selectAll()
    .where('contact_id', event.contactId === undefined ? 'is' : '=', event.contactId ?? null)
    .where('state', 'in', UNDER_WAY)
    .where('event_seq', '<', event.seq)
    .orderBy('id')
    .execute();
  for (const run of runs) {
    const recipe = versions.get(run.recipe_hash);
    const end = event.type === 'contact.deleted' ? CONTACT_GONE : exitOf(run, event);
    if (end !== undefined) {
      const telling = {
        lines: [{ step: run.position ?? 'exit', kind: 'exit', outcome: 'done' as const, ...end }],
        recipe,
      };
      await endRun(tx, core, commits, run, { state: 'stopped', reason: end.text }, telling);
    }
  }

  function exitOf(run: RunRow, found: LoggedEvent): Pick<TraceEntry, 'wanted' | 'seen' | 'text'> | undefined {
    const exits = versions.get(run.recipe_hash)?.exits.filter((exit) => exit.event === found.type) ?? [];
    if (exits.length === 0) return undefined;
    const scope = buildScope({
      event: found,
      records: {},
      inputs: readContext(run).inputs,
      entry: { key: run.entry_key },
      run: { id: run.id, recipeId: run.recipe_id, startedAt: run.started_at },
      now: core.clock.now(),
    });
    for (const exit of exits) {
      if (exit.if === undefined) return { text: `Ended by ${exit.event}` };
      const judgement = judge(exit.if, scope);
      if (judgement.isMet) return { wanted: exit.if, seen: judgement.seen, text: `Ended by ${exit.event}` };
    }
    return undefined;
  }
}

const CONTACT_GONE = { text: 'The contact was deleted' };

async function enter(
  tx: Tx,
  { core, versions }: Matching,
  commits: Commits,
  event: LoggedEvent,
  match: Match,
): Promise<void> {
  if ('refused' in match) return;
  const { active, key } = match;
  const { recipe } = active;
  const refuse = (reason: string) =>
    core.log.debug({ recipe: recipe.id, event: event.seq, key, reason }, 'an event did not start a run');
  const guard = await guardOf(tx, core, event, recipe.id);
  if (guard !== undefined) {
    core.log.warn({ recipe: recipe.id, event: event.seq, reason: guard.text }, 'a loop was stopped');
    if (guard.isNews) await insertRun(tx, core, commits, event, match, { state: 'refused', reason: guard.text });
    return;
  }
  const decision = decideEntry(recipe.entry, await earlierRuns(tx, recipe.id, key), core.clock.now());
  if ('refused' in decision) return refuse(decision.refused);
  if (decision.enter === 'restart') {
    const old = await tx.selectFrom('runs').selectAll().where('id', 'in', decision.stop).execute();
    for (const run of old) {
      const lines: TraceEntry[] = [
        { step: run.position ?? 'exit', kind: 'exit', outcome: 'done', text: 'Ended: the recipe started anew' },
      ];
      await endRun(
        tx,
        core,
        commits,
        run,
        { state: 'stopped', reason: 'The recipe started anew' },
        { lines, recipe: versions.get(run.recipe_hash) },
      );
    }
  }
  const isQueued = decision.enter === 'queue';
  await insertRun(tx, core, commits, event, match, {
    state: isQueued ? 'queued' : 'ready',
    reason: isQueued ? 'Waits for the earlier run to end' : null,
  });
}

async function earlierRuns(tx: Tx, recipeId: string, key: string): Promise<Earlier> {
  const same = tx.selectFrom('runs').where('recipe_id', '=', recipeId).where('entry_key', '=', key);
  const underWay = await same.select('id').where('state', 'in', UNDER_WAY).orderBy('id').execute();
  const ended = await same
    .select(({ fn }) => fn.max('ended_at').as('at'))
    .where('state', 'in', ['done', 'stopped', 'failed'])
    .executeTakeFirst();
  return { underWay: underWay.map((run) => run.id), ...(ended?.at == null ? {} : { endedAt: Date.parse(ended.at) }) };
}

/** Why this event must not start the recipe: it looks like a loop. It is news when the run before it was not refused as well. */
async function guardOf(
  tx: Tx,
  core: Core,
  event: LoggedEvent,
  recipeId: string,
): Promise<{ text: string; isNews: boolean } | undefined> {
  if (event.cause.depth >= DEPTH_MAX) {
    return { text: `Loop guard: ${event.cause.depth} runs stand between this event and a person`, isNews: true };
  }
  // What a person does is never a loop, however fast they do it.
  if (event.contactId === undefined || !isMachineMade(event.cause)) return undefined;
  const latest = await tx
    .selectFrom('runs')
    .select(['state'])
    .where('contact_id', '=', event.contactId)
    .where('recipe_id', '=', recipeId)
    .where('started_at', '>', timeText(core.clock.now() - HOUR_MS))
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
  tx: Tx,
  core: Core,
  commits: Commits,
  event: LoggedEvent,
  match: Exclude<Match, { refused: string }>,
  begin: { state: 'ready' | 'queued' | 'refused'; reason: string | null },
): Promise<void> {
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
    started_at: now,
    ended_at: isRefused || !hasSteps ? now : null,
    reason: begin.reason,
  };
  const result = await tx
    .insertInto('runs')
    .values(run)
    .onConflict((conflict) => conflict.columns(['recipe_id', 'event_seq', 'entry_key']).doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 1n) return;
  const line: TraceEntry = {
    step: 'trigger',
    kind: event.type,
    outcome: isRefused ? 'failed' : 'done',
    text: isRefused ? (begin.reason ?? '') : `Started by ${event.type}`,
    data: { eventSeq: event.seq },
    ...(match.wanted === undefined ? {} : { wanted: match.wanted }),
    ...(match.seen === undefined ? {} : { seen: match.seen }),
  };
  const lines = await addTrace(tx, core, run.id, [line]);
  commits.moved(run.id, run.state);
  // A run that is ready tells of itself with its first steps, in one mutation.
  if (run.state !== 'ready') await writeSummary(tx, core, commits, run, recipe, lines);
}
