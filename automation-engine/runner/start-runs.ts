/**
 * Reads the event log and lets events start, restart and end runs. One batch is one transaction: new runs, ended runs and how far the
 * reader came. So each event starts each recipe at most once, whenever the engine is killed.
 */
import type { LoggedEvent } from '../../shared/model/event.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import type { Core } from '../core.ts';
import { moveCursor, readCursor, readEvents } from '../event-log/read.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import { buildScope, carriedContact, type Scope } from '../recipe-language/scope.ts';
import type { World } from '../recipe-language/world.ts';
import { inUnit, type Unit } from '../unit.ts';
import { readContext, writeContext, type RunContext } from './context.ts';
import { enter } from './enter-run.ts';
import { endBy, endsWait, type RunEnd } from './exits.ts';
import { matchEvent, type Match, type MatchIndex } from './match.ts';
import { endRun, moveAndTell, UNDER_WAY } from './run-rows.ts';
import type { RunRow } from './run-writes.ts';
import { scopeInside } from './take-branch.ts';
import type { TraceEntry } from './trace.ts';
import type { Versions } from './versions.ts';
import { asksWorld, worldOf, type Worldly } from './world-of.ts';

const CURSOR = 'matcher';
const BATCH = 100;

export interface Matching {
  core: Core;
  parts: Worldly;
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
  await inUnit(core, async (unit) => {
    // Two engines may have read the same batch: the cursor lets one of them through.
    if ((await readCursor(unit.tx, CURSOR)) >= (events[0]?.seq ?? 0)) return;
    const asks = underWay.some((row) => mayAsk(versions.get(row.recipe_hash)));
    if (asks || matching.index.asksWorld()) await unit.heard.load(events.flatMap((event) => event.contactId ?? []));
    for (const event of events) {
      const world = worldOf(unit, matching.parts, carriedContact(event));
      await meetRuns(unit, matching, event, world);
      const see = (inputs: Record<string, FieldValue>) =>
        buildScope({ event, records: {}, inputs, now: core.clock.now() });
      for (const match of matchEvent(matching.index, event, see, world)) {
        const entered = 'refused' in match ? match : await enter(unit, versions, event, match);
        if ('refused' in entered) noteRefusal(core, event, match, entered.refused);
      }
    }
    await moveCursor(unit.tx, CURSOR, last.seq);
  });
  return true;
}

/** Ends the runs of the event's contact that it ends, all of them when the contact is gone, and wakes those that wait for it. */
async function meetRuns(unit: Unit, { core, versions }: Matching, event: LoggedEvent, world: World): Promise<void> {
  const tx = await unit.written();
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

const mayAsk = (recipe: Recipe | undefined): boolean => recipe !== undefined && asksWorld(recipe);

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

function noteRefusal({ log }: Core, event: LoggedEvent, { active }: Match, reason: string): void {
  log.debug({ recipe: active.recipe.id, event: event.seq, reason }, 'an event did not start a run');
}
