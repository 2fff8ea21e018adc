/**
 * Reads the event log and lets events start, restart and end runs. One batch is one transaction: new runs, ended runs and how far the
 * reader came. So each event starts each recipe at most once, whenever the engine is killed.
 */
import type { LoggedEvent } from '../../shared/model/event.ts';
import type { Core } from '../core.ts';
import { eventsAt, moveCursor, readCursor, readHeads } from '../event-log/read.ts';
import { buildScope } from '../recipe-language/scope.ts';
import { listed } from '../storage/bulk.ts';
import { inUnit, type Unit } from '../unit.ts';
import { MATCHER } from './backlog.ts';
import { readContext } from './context.ts';
import { enter } from './enter-run.ts';
import { judge } from './judge.ts';
import { UNDER_WAY, type Start } from './entries.ts';
import { listensTo, matchEvent, recipesOf, type Match, type MatchIndex } from './match.ts';
import { endRun } from './run-rows.ts';
import type { RunRow } from './run-writes.ts';
import type { TraceEntry } from './trace.ts';
import type { Versions } from './versions.ts';

const BATCH = 500;

export interface Matching {
  core: Core;
  index: MatchIndex;
  versions: Versions;
}

/** Works through one batch of events; `false` when there was none. */
export async function startRuns(matching: Matching): Promise<boolean> {
  const { core, versions } = matching;
  const heads = await readHeads(core.db, { after: await readCursor(core.db, MATCHER), limit: BATCH });
  const last = heads.at(-1);
  if (last === undefined) return false;
  const ending = await endingTypes(matching, heads);
  const wanted = heads.filter(({ type }) => ending.has(type) || listensTo(matching.index, type));
  const events = [
    ...(
      await eventsAt(
        core.db,
        wanted.map(({ seq }) => seq),
      )
    ).values(),
  ];
  const matched = events.map((event) => ({ event, matches: matchesOf(matching, event) }));
  await inUnit(core, async (unit) => {
    // Two engines may have read the same batch: the cursor lets one of them through.
    if ((await readCursor(unit.tx, MATCHER)) >= (heads[0]?.seq ?? 0)) return;
    await unit.runs.entries.load(matched.flatMap(({ event, matches }) => startsOf(event, matches)));
    for (const { event, matches } of matched) {
      if (ending.has(event.type)) await endByExits(unit, matching, event);
      for (const match of matches) {
        const entered = 'refused' in match ? match : await enter(unit, versions, event, match);
        if ('refused' in entered) noteRefusal(core, event, match, entered.refused);
      }
    }
    await moveCursor(unit.tx, MATCHER, last.seq);
  });
  return true;
}

/** The types of events that may end a run of these contacts, or one that begins now. */
async function endingTypes(
  { core, index, versions }: Matching,
  heads: readonly { contact_id: string | null }[],
): Promise<ReadonlySet<string>> {
  const underWay = await core.db
    .selectFrom('runs')
    .select('recipe_hash')
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
  const recipes = [...hashes.map((hash) => versions.get(hash)), ...recipesOf(index)];
  return new Set(['contact.deleted', ...recipes.flatMap((recipe) => recipe?.exits.map((exit) => exit.event) ?? [])]);
}

const matchesOf = ({ core, index }: Matching, event: LoggedEvent): Match[] =>
  matchEvent(index, event, (inputs) => buildScope({ event, records: {}, inputs, now: core.clock.now() }));

const startsOf = (event: LoggedEvent, matches: readonly Match[]): Start[] =>
  matches.flatMap((match) =>
    'refused' in match ? [] : [{ recipeId: match.active.recipe.id, key: match.key, eventSeq: event.seq }],
  );

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
