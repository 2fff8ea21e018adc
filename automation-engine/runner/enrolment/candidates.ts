/**
 * What would start a recipe for contacts who matched before it was switched on. Decided is, trigger by trigger:
 * - a segment that is entered: its members are taken as if they entered now; who left one earlier is not enrolled;
 * - an event: the latest in the log, with the records that it carries as they are now; one whose records are gone counts no more;
 * - silence: contacts who have been silent for so long already;
 * - a date on a record: it came within the last 30 days, and the recipe does not skip dates that it missed;
 * - a timetable, a webhook, a button: nobody, for they start by what happens at that moment.
 */
import { sql } from 'kysely';
import type { LoggedEvent, NewEvent } from '../../../shared/model/event.ts';
import { eventsAt } from '../../event-log/read.ts';
import { snapshotOf } from '../../intake/derive-events.ts';
import type { Blocks } from '../../recipe-language/blocks.ts';
import type { Recipe } from '../../recipe-language/recipe.ts';
import { scopeKinds } from '../../recipe-language/scope.ts';
import { timeText } from '../../schedule/clock.ts';
import { wallTime } from '../../schedule/due-times.ts';
import { timerEvent } from '../../schedule/timer-events.ts';
import { dueAfter, timerRules, type Due, type TimerRule } from '../../schedule/timer-rules.ts';
import { whereaboutsAt } from '../../schedule/timers.ts';
import { listed } from '../../storage/bulk.ts';
import type { Unit } from '../../unit.ts';
import { nobodyBy } from './why-nobody.ts';

/** Older events of a contact tell little about today. */
const LOOKED_AT_MAX = 100;
/** A date that came longer ago is over: nobody wants a birthday card half a year late. */
const DATE_BACK_MS = 30 * 86_400_000;

/** What all of it is asked with. */
export interface Asking {
  blocks: Blocks;
  /** IANA */
  ownerZone: string;
  recipe: Recipe;
}

/**
 * What could start the recipe for these contacts, the latest first; conditions are not asked yet. What never stood in the log has the
 * place 0.
 */
export async function candidatesFor(
  unit: Unit,
  { recipe, blocks, ownerZone }: Asking,
  contactIds: readonly string[],
): Promise<Map<string, LoggedEvent[]>> {
  const uses = recipe.triggers.filter((use) => nobodyBy(use, blocks) === undefined);
  const rules = timerRules({ core: unit.core, blocks, ownerZone, recipes: () => [{ recipe }] }).filter(
    ({ triggerIndex }) => uses.includes(recipe.triggers[triggerIndex] ?? { trigger: '', params: {} }),
  );
  const found: LoggedEvent[] = [];
  const types = new Set<string>();
  for (const { trigger, params } of uses) {
    const block = blocks.triggers.get(trigger);
    const segment = block?.segment?.(params);
    if (segment !== undefined) found.push(...(await entering(unit, segment, contactIds)));
    else if (block?.recordDate === undefined && block?.silence === undefined)
      for (const type of block?.eventTypes(params) ?? []) types.add(type);
  }
  for (const rule of rules) found.push(...(await comeDue(unit, rule, ownerZone, contactIds)));
  if (types.size > 0) found.push(...(await logged(unit, [...types], contactIds)));
  found.sort((a, b) => (a.at === b.at ? b.seq - a.seq : a.at < b.at ? 1 : -1));
  return Map.groupBy(found, ({ contactId = '' }) => contactId);
}

/** As an event that nobody recorded. */
const unlogged = ({ core }: Unit, event: NewEvent): LoggedEvent => ({
  ...event,
  seq: 0,
  recordedAt: timeText(core.clock.now()),
});

async function entering(unit: Unit, segment: string, contactIds: readonly string[]): Promise<LoggedEvent[]> {
  const rows = await unit.tx
    .selectFrom('segment_members')
    .select('contact_id')
    .where('segment', '=', segment)
    .where('contact_id', 'in', listed(contactIds))
    .execute();
  const ids = rows.map((row) => row.contact_id);
  await unit.records.load('contact', ids);
  const at = timeText(unit.core.clock.now());
  const events: LoggedEvent[] = [];
  for (const contactId of ids) {
    const state = await unit.records.state('contact', contactId);
    if (state === undefined) continue;
    const data = { segment, contact: snapshotOf('contact', state) };
    const event = { id: unit.core.newId(), type: 'segment.entered' as const, at, contactId, cause: { depth: 0 }, data };
    events.push(unlogged(unit, event));
  }
  return events;
}

/** Dates and silences that came already. */
async function comeDue(
  unit: Unit,
  rule: TimerRule,
  ownerZone: string,
  contactIds: readonly string[],
): Promise<LoggedEvent[]> {
  const { records, heard, core } = unit;
  const now = core.clock.now();
  const after = rule.silence === undefined ? now - DATE_BACK_MS : Number.NEGATIVE_INFINITY;
  const ids = rule.kind === 'contact' ? contactIds : await recordsOf(unit, rule.kind, contactIds);
  await records.load(rule.kind, ids);
  if (rule.silence !== undefined) await heard.load(contactIds);
  const events: LoggedEvent[] = [];
  for (const recordId of ids) {
    const state = await records.state(rule.kind, recordId);
    if (state === undefined) continue;
    const whereabouts = rule.date?.zone === 'contact' ? await whereaboutsAt(unit, rule.kind, recordId) : {};
    const due = dueAfter(rule, state, { heard, ownerZone, whereabouts }, after);
    const event = due && due.at <= now ? await timerEvent(unit, rule, rowOf(rule, recordId, due)) : undefined;
    if (event !== undefined) events.push(unlogged(unit, event));
  }
  return events;
}

const rowOf = ({ recipeId, triggerIndex }: TimerRule, recordId: string, { at, zone, value }: Due) => ({
  recipe_id: recipeId,
  trigger_index: triggerIndex,
  record_id: recordId,
  due_at: timeText(at),
  wall_time: wallTime(at, zone),
  zone,
  value,
});

async function recordsOf({ tx }: Unit, kind: string, contactIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('records')
    .select('id')
    .where('contact_id', 'in', listed(contactIds))
    .where('kind', '=', kind)
    .where('deleted', '=', 0)
    .execute();
  return rows.map(({ id }) => id);
}

async function logged(unit: Unit, types: readonly string[], contactIds: readonly string[]): Promise<LoggedEvent[]> {
  const { rows } = await sql<{ seq: number }>`select seq from (
    select seq, row_number() over (partition by contact_id order by seq desc) as nth from events
    where contact_id in ${listed(contactIds)} and type in ${listed(types)}
  ) where nth <= ${LOOKED_AT_MAX}`.execute(unit.tx);
  const events = [
    ...(
      await eventsAt(
        unit.tx,
        rows.map(({ seq }) => seq),
      )
    ).values(),
  ];
  for (const kind of scopeKinds)
    await unit.records.load(
      kind,
      events.flatMap((event) => carriedId(event, kind) ?? []),
    );
  const today = await Promise.all(events.map((event) => asOfToday(unit, event)));
  return today.filter((event) => event !== undefined);
}

function carriedId({ data }: LoggedEvent, kind: string): string | undefined {
  const carried: unknown = Object.entries(data).find(([name]) => name === kind)?.[1];
  return typeof carried === 'object' && carried !== null && 'id' in carried ? String(carried.id) : undefined;
}

/** The event with the records that it carries as they are now; nothing when one of them is gone. */
async function asOfToday(unit: Unit, event: LoggedEvent): Promise<LoggedEvent | undefined> {
  const data = { ...event.data };
  for (const kind of scopeKinds) {
    const id = carriedId(event, kind);
    if (id === undefined) continue;
    const state = await unit.records.state(kind, id);
    if (state === undefined || (await unit.records.typed(kind, id)) === undefined) return undefined;
    Object.assign(data, { [kind]: snapshotOf(kind, state) });
  }
  return { ...event, data };
}
