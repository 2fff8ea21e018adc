/**
 * Dates on records and silences, for the recipes that wait for them: keeps one timer per trigger and record, and records `date.due` or
 * `silence.due` when its time came. It follows the change feed, so a timer is planned anew whenever its record changes or its contact is
 * heard of, and nobody goes through all records to see whose birthday it is. The event's id is made of recipe, trigger, record and due
 * time, so a time fires once, whenever the engine is killed.
 */
import type { Kind } from '../../shared/model/kinds.ts';
import type { Mutation } from '../../shared/model/mutation.ts';
import { moveCursor, readCursor } from '../event-log/read.ts';
import { changesOf, lastChange } from '../records/changes.ts';
import { listed } from '../storage/bulk.ts';
import type { Row } from '../storage/schema.ts';
import { inUnit, type Unit } from '../unit.ts';
import { letOthersWork, timeText } from './clock.ts';
import { MISSED_AFTER_MS, type Scheduling } from './schedules.ts';
import { timerEvent, timerEventId } from './timer-events.ts';
import { dueAfter, timerRules, valueFor, whereaboutsOf, type TimerRule } from './timer-rules.ts';
import { clearTimers, dropTimers, movePlan, openPlan, writePlans, writeTimers, type Planned } from './timer-store.ts';

const CURSOR = 'timers';
const BATCH = 500;
const PIECE = 2_000;

export interface Timers {
  /** Looks which recipes are on; call it when that may have changed. */
  plan(): Promise<void>;
  /** One batch of changes; `false` when there were none. */
  follow(): Promise<boolean>;
  /** One batch of timers whose time came; `false` when none is due. */
  wake(): Promise<boolean>;
  /** One piece of the records for a recipe that was switched on; `false` when all were looked at. */
  build(): Promise<boolean>;
  /** When the next one is due (Unix milliseconds). */
  nextAt(): Promise<number | undefined>;
}

export function createTimers(scheduling: Scheduling): Timers {
  const { core, ownerZone } = scheduling;
  let rules: readonly TimerRule[] = [];
  const ruleOf = (row: { recipe_id: string; trigger_index: number }) =>
    rules.find((rule) => rule.recipeId === row.recipe_id && rule.triggerIndex === row.trigger_index);

  /** Plans these records' timers. @param after Unix milliseconds: what comes due later counts */
  async function planAll(unit: Unit, asked: readonly Asked[]): Promise<Planned[]> {
    const { records, heard } = unit;
    for (const kind of new Set(asked.map(({ rule }) => rule.kind)))
      await records.load(
        kind,
        asked.filter(({ rule }) => rule.kind === kind).map(({ recordId }) => recordId),
      );
    await heard.load(asked.filter(({ rule }) => rule.silence !== undefined).map(({ recordId }) => recordId));
    const planned: Planned[] = [];
    for (const { rule, recordId, after } of asked) {
      const state = await records.state(rule.kind, recordId);
      const isThere = (await records.typed(rule.kind, recordId)) !== undefined;
      const whereabouts = rule.date?.zone === 'contact' ? await whereaboutsAt(unit, rule.kind, recordId) : {};
      const due = state && isThere ? dueAfter(rule, state, { heard, ownerZone, whereabouts }, after) : undefined;
      planned.push({ rule, recordId, due });
    }
    return planned;
  }

  return {
    async plan() {
      rules = timerRules(scheduling);
      const first = await core.db.selectFrom('timer_plans').select('recipe_id').executeTakeFirst();
      // What changed while nobody waited for anything is seen when all records are looked at.
      if (first === undefined && rules.length > 0)
        await core.db.transaction().execute(async (tx) => moveCursor(tx, CURSOR, await lastChange(tx)));
      await writePlans(core, rules);
    },
    async follow() {
      if (rules.length === 0) return false;
      const from = await readCursor(core.db, CURSOR);
      const kinds = [...new Set([...rules.map((rule) => rule.kind), 'interaction' as const])];
      const read = await changesOf(core.db, { after: from, limit: BATCH, kinds });
      if (read === undefined) return false;
      await inUnit(core, async (unit) => {
        const touched = await touchedBy(unit, read.changes);
        const asked = rules.flatMap((rule) =>
          [...(touched.get(rule.kind) ?? [])].flatMap(([recordId, { after, isHeard }]) =>
            isHeard && rule.silence === undefined ? [] : { rule, recordId, after },
          ),
        );
        await writeTimers(unit.tx, await planAll(unit, await withPending(unit, asked)));
        await moveCursor(unit.tx, CURSOR, read.next);
      });
      if (read.isFull) await letOthersWork();
      return true;
    },
    async wake() {
      const now = core.clock.now();
      const rows = await core.db
        .selectFrom('timers')
        .selectAll()
        .where('due_at', '<=', timeText(now))
        .orderBy('due_at')
        .limit(BATCH)
        .execute();
      if (rows.length === 0) return false;
      await inUnit(core, async (unit) => {
        const due = rows.flatMap((row) => {
          const rule = ruleOf(row);
          return rule === undefined ? [] : [{ row, rule }];
        });
        const next = await planAll(
          unit,
          due.map(({ row, rule }) => ({ rule, recordId: row.record_id, after: now })),
        );
        await dropTimers(unit.tx, rows);
        await writeTimers(unit.tx, next);
        await fire(unit, due, now);
      });
      return true;
    },
    async build() {
      const plan = await openPlan(core.db);
      const rule = plan && ruleOf(plan);
      if (plan === undefined || rule === undefined) return false;
      await inUnit(core, async (unit) => {
        const { ids, to } = await nextPiece(unit, rule, plan.planned_to ?? '');
        const after = Date.parse(plan.planned_from);
        await clearTimers(unit.tx, rule, plan.planned_to ?? '', to);
        const planned = await planAll(
          unit,
          ids.map((recordId) => ({ rule, recordId, after })),
        );
        await writeTimers(
          unit.tx,
          planned.filter(({ due }) => due !== undefined),
        );
        await movePlan(unit.tx, plan, to);
      });
      await letOthersWork();
      return true;
    },
    async nextAt() {
      const row = await core.db.selectFrom('timers').select('due_at').orderBy('due_at').limit(1).executeTakeFirst();
      return row === undefined ? undefined : Date.parse(row.due_at);
    },
  };
}

interface Asked {
  rule: TimerRule;
  recordId: string;
  /** Unix milliseconds: what comes due later counts. */
  after: number;
}

/** A record that was changed; a contact may only have been heard of. */
interface Touched {
  after: number;
  isHeard: boolean;
}

/** The records that were changed, by kind, and the contacts that were heard of. */
async function touchedBy(
  unit: Unit,
  mutations: readonly { at: string; mutation: Mutation }[],
): Promise<Map<Kind, Map<string, Touched>>> {
  const touched = new Map<Kind, Map<string, Touched>>();
  const touch = (kind: Kind, id: string, at: string, isHeard: boolean) => {
    const ofKind = touched.get(kind) ?? new Map<string, Touched>();
    touched.set(kind, ofKind);
    const known = ofKind.get(id);
    // The first change counts: a time that came between two of them must not be lost.
    ofKind.set(id, { after: known?.after ?? Date.parse(at), isHeard: isHeard && (known?.isHeard ?? true) });
  };
  await unit.records.load(
    'interaction',
    mutations.flatMap(({ mutation }) => (mutation.kind === 'interaction' ? mutation.recordId : [])),
  );
  for (const { at, mutation } of mutations) {
    touch(mutation.kind, mutation.recordId, at, false);
    if (mutation.kind !== 'interaction') continue;
    const contactId = (await unit.records.state('interaction', mutation.recordId))?.values['contactId'];
    if (typeof contactId === 'string') touch('contact', contactId, at, true);
  }
  return touched;
}

export async function whereaboutsAt({ records }: Unit, kind: Kind, recordId: string) {
  const contactId = kind === 'contact' ? recordId : (await records.state(kind, recordId))?.values['contactId'];
  const contact = typeof contactId === 'string' ? await records.typed('contact', contactId) : undefined;
  const companyId = kind === 'company' ? recordId : contact?.companyId;
  return whereaboutsOf(contact, companyId === undefined ? undefined : await records.typed('company', companyId));
}

/** The next records in the order of their ids that may have a timer, and the last one looked at; `null` at the end. */
async function nextPiece(
  { tx }: Unit,
  { kind, date }: TimerRule,
  from: string,
): Promise<{ ids: string[]; to: string | null }> {
  const some = tx.selectFrom('records').where('kind', '=', kind).where('id', '>', from).orderBy('id');
  const end = await some
    .select('id')
    .offset(PIECE - 1)
    .limit(1)
    .executeTakeFirst();
  const to = end?.id ?? null;
  let query = some.select('id').where('deleted', '=', 0);
  if (to !== null) query = query.where('id', '<=', to);
  // Most records have no such field, and need not be read.
  if (date !== undefined && date.path !== 'createdAt')
    query = query.where('values_json', 'like', `%${JSON.stringify(date.path)}%`);
  return { ids: (await query.execute()).map(({ id }) => id), to };
}

/** A time that came and was not fired yet counts as one to come: a change of the record must not take it away. */
async function withPending(unit: Unit, asked: readonly Asked[]): Promise<Asked[]> {
  const ids = asked.map(({ recordId }) => recordId);
  const rows = await unit.tx.selectFrom('timers').selectAll().where('record_id', 'in', listed(ids)).execute();
  const keyOf = (recipeId: string, index: number, recordId: string) => `${recipeId} ${index} ${recordId}`;
  const pending = new Map(rows.map((row) => [keyOf(row.recipe_id, row.trigger_index, row.record_id), row.due_at]));
  return asked.map((one) => {
    const dueAt = pending.get(keyOf(one.rule.recipeId, one.rule.triggerIndex, one.recordId));
    return dueAt === undefined ? one : { ...one, after: Math.min(one.after, Date.parse(dueAt) - 1) };
  });
}

/** Records what came due, unless it was missed and the recipe wants none of that, or something else holds of the record by now. */
async function fire(unit: Unit, due: readonly { row: Row<'timers'>; rule: TimerRule }[], now: number): Promise<void> {
  const ids = due.map(({ row }) => timerEventId(row));
  const known = await unit.tx.selectFrom('events').select('id').where('id', 'in', listed(ids)).execute();
  const isKnown = new Set(known.map(({ id }) => id));
  for (const { row, rule } of due) {
    if (rule.date?.missed === 'skip' && now - Date.parse(row.due_at) > MISSED_AFTER_MS) continue;
    const state = await unit.records.state(rule.kind, row.record_id);
    if (state === undefined || valueFor(rule, state, unit.heard) !== row.value || isKnown.has(timerEventId(row)))
      continue;
    const event = await timerEvent(unit, rule, row);
    if (event !== undefined) unit.commits.recorded([unit.events.append(event)]);
  }
}
