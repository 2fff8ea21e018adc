/**
 * Reads the event log and lets events start, restart and end runs. One batch is one transaction: new runs, ended runs and how far the
 * reader came. So each event starts each recipe at most once, whenever the engine is killed.
 */
import type { LoggedEvent } from '../../shared/model/event.ts';
import type { Core } from '../core.ts';
import { moveCursor, readCursor, readEvents } from '../event-log/read.ts';
import { buildScope } from '../recipe-language/scope.ts';
import { inUnit, type Unit } from '../unit.ts';
import { readContext } from './context.ts';
import { enter } from './enter-run.ts';
import { judge } from './judge.ts';
import { matchEvent, type Match, type MatchIndex } from './match.ts';
import { endRun, UNDER_WAY } from './run-rows.ts';
import type { RunRow } from './run-writes.ts';
import type { TraceEntry } from './trace.ts';
import type { Versions } from './versions.ts';

const CURSOR = 'matcher';
const BATCH = 100;

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
  await inUnit(core, async (unit) => {
    // Two engines may have read the same batch: the cursor lets one of them through.
    if ((await readCursor(unit.tx, CURSOR)) >= (events[0]?.seq ?? 0)) return;
    for (const event of events) {
      await endByExits(unit, matching, event);
      for (const match of matchEvent(matching.index, event, (inputs) =>
        buildScope({ event, records: {}, inputs, now: core.clock.now() }),
      )) {
        const entered = 'refused' in match ? match : await enter(unit, versions, event, match);
        if ('refused' in entered) noteRefusal(core, event, match, entered.refused);
      }
    }
    await moveCursor(unit.tx, CURSOR, last.seq);
  });
  return true;
}

/** Ends the runs of the event's contact that wait for such an event, and all of them when the contact is gone. */
async function endByExits(unit: Unit, { core, versions }: Matching, event: LoggedEvent): Promise<void> {
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
    const end = event.type === 'contact.deleted' ? CONTACT_GONE : exitOf(run, event);
    if (end !== undefined) {
      const telling = {
        lines: [{ step: run.position ?? 'exit', kind: 'exit', outcome: 'done' as const, ...end }],
        recipe,
      };
      await endRun(unit, run, { state: 'stopped', reason: end.text }, telling);
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

function noteRefusal({ log }: Core, event: LoggedEvent, { active }: Match, reason: string): void {
  log.debug({ recipe: active.recipe.id, event: event.seq, reason }, 'an event did not start a run');
}
