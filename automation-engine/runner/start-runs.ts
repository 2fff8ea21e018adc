/**
 * Reads the event log and lets events start, restart and end runs. One batch is one transaction: new runs, ended runs and how far the
 * reader came. So each event starts each recipe at most once, whenever the engine is killed.
 */
import { sql } from 'kysely';
import type { LoggedEvent } from '../../shared/model/event.ts';
import { askAgain } from '../campaigns/drafts.ts';
import type { Core } from '../core.ts';
import { eventsAt, moveCursor, readCursor, readHeads } from '../event-log/read.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import { buildScope, carriedContact, type Scope } from '../recipe-language/scope.ts';
import type { World } from '../recipe-language/world.ts';
import { createHeard } from '../records/heard.ts';
import { listed } from '../storage/bulk.ts';
import { inUnit, type Unit } from '../unit.ts';
import { MATCHER } from './backlog.ts';
import { holdCrowds, type Begun, type Crowds } from './blast-radius.ts';
import { readContext, writeContext, type RunContext } from './context.ts';
import { enter, type Entered } from './enter-run.ts';
import { UNDER_WAY, type Start } from './entries.ts';
import { endBy, endsWait, heardBy, type RunEnd } from './exits.ts';
import { followMerge } from './follow-merge.ts';
import { isAllStopped } from './kill-switch.ts';
import { matchEvent, type Match, type MatchIndex } from './match.ts';
import type { ActiveRecipe } from './recipe-source.ts';
import { endRun, moveAndTell, queuedFirst } from './run-rows.ts';
import type { RunRow } from './run-writes.ts';
import { scopeInside } from './take-branch.ts';
import type { TraceEntry } from './trace.ts';
import type { Versions } from './versions.ts';
import { asksWorld, worldOf, type Worldly } from './world-of.ts';

const BATCH = 500;

export interface Matching {
  core: Core;
  parts: Worldly;
  index: MatchIndex;
  versions: Versions;
  crowds: Crowds;
  /** So many contacts a recipe may begin for at once: see blast-radius.ts. */
  blastRadius: number;
}

/** Works through one batch of events; `false` when there was none. */
export async function startRuns(matching: Matching): Promise<boolean> {
  const { core, versions } = matching;
  const heads = await readHeads(core.db, { after: await readCursor(core.db, MATCHER), limit: BATCH });
  const last = heads.at(-1);
  if (last === undefined) return false;
  const { ending, asks } = await listeners(matching, heads);
  const wanted = heads.filter(({ type }) => ending.has(type) || matching.index.listensTo(type));
  const events = [
    ...(
      await eventsAt(
        core.db,
        wanted.map(({ seq }) => seq),
      )
    ).values(),
  ];
  const heard = createHeard(core.db);
  if (asks) await heard.load(events.flatMap((event) => event.contactId ?? []));
  const matched = events.map((event) => {
    const world = worldOf({ core, heard }, matching.parts, carriedContact(event));
    return { event, world, matches: matchesOf(matching, event, world) };
  });
  await inUnit(core, async (unit) => {
    if (await isAllStopped(unit.tx)) return;
    // Two engines may have read the same batch: the cursor lets one of them through.
    if ((await readCursor(unit.tx, MATCHER)) >= (heads[0]?.seq ?? 0)) return;
    await unit.runs.entries.load(matched.flatMap(({ event, matches }) => startsOf(event, matches)));
    const begun = new Map<string, Begun>();
    for (const { event, world, matches } of matched) {
      if (ending.has(event.type)) await meetRuns(unit, matching, event, world);
      for (const match of matches) {
        const entered: Entered =
          'refused' in match ? { refused: match.refused, by: 'entry' } : await enter(unit, versions, event, match);
        if ('runId' in entered) noteBegun(begun, match.active, event, entered.runId);
        else if (entered.by !== undefined)
          unit.refusals.note(match.active.recipe.id, event, entered.by, entered.refused);
      }
    }
    await holdCrowds(unit, matching.crowds, matching.blastRadius, begun.values());
    await moveCursor(unit.tx, MATCHER, last.seq);
  });
  return true;
}

function noteBegun(begun: Map<string, Begun>, active: ActiveRecipe, { contactId }: LoggedEvent, runId: string): void {
  if (contactId === undefined) return;
  const one = begun.get(active.recipe.id) ?? { active, runs: [] };
  one.runs.push({ runId, contactId });
  begun.set(active.recipe.id, one);
}

/** They end runs whatever the recipe says, and wake those that were handed to a person (see on-error.ts). */
const ALWAYS_HEARD = ['contact.deleted', 'contact.merged', 'task.completed'];

/** The types of events that may end or wake a run of these contacts, or one that begins now; and whether a condition may ask the world. */
async function listeners(
  { core, index, versions }: Matching,
  heads: readonly { contact_id: string | null }[],
): Promise<{ ending: ReadonlySet<string>; asks: boolean }> {
  const underWay = await core.db
    .selectFrom('runs')
    // A run that went over to a new version may wait for what only its old one names.
    .select(['recipe_hash', sql<string | null>`context_json ->> '$.waitsFor.event'`.as('awaited')])
    .distinct()
    .where('state', 'in', UNDER_WAY)
    .where((where) =>
      where.or([
        where('contact_id', 'in', listed(new Set(heads.flatMap((head) => head.contact_id ?? [])))),
        where('contact_id', 'is', null),
      ]),
    )
    .execute();
  const hashes = underWay.map((row) => row.recipe_hash);
  await versions.load(hashes);
  const recipes = [...hashes.flatMap((hash) => versions.get(hash) ?? []), ...index.recipes()];
  const ending = new Set([
    ...ALWAYS_HEARD,
    ...underWay.flatMap(({ awaited }) => awaited ?? []),
    ...recipes.flatMap(heardBy),
  ]);
  return { ending, asks: recipes.some(asksWorld) };
}

const matchesOf = ({ core, index }: Matching, event: LoggedEvent, world: World): Match[] =>
  matchEvent(index, event, (inputs) => buildScope({ event, records: {}, inputs, now: core.clock.now() }), world);

const startsOf = (event: LoggedEvent, matches: readonly Match[]): Start[] =>
  matches.flatMap((match) =>
    'refused' in match ? [] : [{ recipeId: match.active.recipe.id, key: match.key, eventSeq: event.seq }],
  );

/** Ends the runs of the event's contact that it ends, all of them when the contact is gone, and wakes those that wait for it. */
async function meetRuns(unit: Unit, { core, versions }: Matching, event: LoggedEvent, world: World): Promise<void> {
  if ('merged' in event.data && event.contactId !== undefined)
    await followMerge(unit, event.data.merged, event.contactId);
  if (event.type === 'task.completed' && 'task' in event.data && event.data.task !== undefined)
    await askAgain(unit, { versions }, event.data.task.id);
  const tx = await unit.written();
  const runs = await tx
    .selectFrom('runs')
    .selectAll()
    .where('contact_id', event.contactId === undefined ? 'is' : '=', event.contactId ?? null)
    .where('state', 'in', UNDER_WAY)
    .where('event_seq', '<', event.seq)
    .orderBy('id')
    .execute();
  for (const run of queuedFirst(runs)) {
    const recipe = versions.get(run.recipe_hash);
    if (event.type !== 'contact.deleted' && !mayConcern(run, recipe, event)) continue;
    const context = readContext(run);
    const scope = () => scopeOf(core, run, context, recipe, event);
    const end = event.type === 'contact.deleted' ? CONTACT_GONE : recipe && endBy(recipe, event.type, scope, world);
    const step = run.position ?? 'exit';
    if (end !== undefined) {
      const lines: TraceEntry[] = [{ step, outcome: 'done', ...end.line }];
      await endRun(unit, run, { state: end.state, reason: end.reason }, { lines, recipe });
      continue;
    }
    const woken = endsWait(context, event.type, scope, world);
    if (woken === undefined) continue;
    const { waitsFor: _, ...kept } = context;
    const change = {
      state: run.state === 'paused' ? 'paused' : 'ready',
      wake_at: null,
      reason: null,
      context_json: writeContext({ ...kept, came: { type: event.type, at: event.at } }),
    };
    const lines: TraceEntry[] = [{ step, kind: 'wait', outcome: 'done', ...woken, text: `${event.type} came` }];
    await moveAndTell(unit, run, change, { lines, recipe });
  }
}

/** Most events are nothing to most runs: their context need not be read. */
const mayConcern = (run: RunRow, recipe: Recipe | undefined, { type }: LoggedEvent): boolean =>
  recipe !== undefined &&
  (run.context_json.includes('"waitsFor"') ||
    [...recipe.exits, ...(recipe.goals ?? [])].some(({ event }) => event === type));

/** What a condition on the event sees, for a run. */
function scopeOf(core: Core, run: RunRow, context: RunContext, recipe: Recipe | undefined, event: LoggedEvent): Scope {
  const scope = buildScope({
    event,
    records: {},
    inputs: context.inputs,
    entry: { key: run.entry_key },
    run: { id: run.id, recipeId: run.recipe_id, startedAt: run.started_at },
    now: core.clock.now(),
  });
  return recipe === undefined ? scope : scopeInside({ recipe, position: run.position ?? '', scope, memory: context });
}

const GONE = 'The contact was deleted';
const CONTACT_GONE: RunEnd = { state: 'stopped', reason: GONE, line: { kind: 'exit', text: GONE } };
