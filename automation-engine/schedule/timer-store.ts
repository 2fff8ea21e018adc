/** The rows of timers, and of how far they are planned. */
import type { Kysely } from 'kysely';
import type { Core, Tx } from '../core.ts';
import { forEachRow, insertRows, overwrite } from '../storage/bulk.ts';
import type { Database, Row } from '../storage/schema.ts';
import { timeText } from './clock.ts';
import { wallTime } from './due-times.ts';
import type { Due, TimerRule } from './timer-rules.ts';

const KEY = ['recipe_id', 'trigger_index', 'record_id'] as const;
const TIMES = ['due_at', 'wall_time', 'zone', 'value'] as const;
const DROP = 'delete from timers where recipe_id = ? and trigger_index = ? and record_id = ?';
/** With other rules for zones everything is due at another time. */
const ZONE_RULES = process.versions['tz'] ?? '';

/** When a rule comes due for a record; `undefined` when it does not. */
export interface Planned {
  rule: TimerRule;
  recordId: string;
  due: Due | undefined;
}

/** Puts timers where they belong. */
export async function writeTimers(tx: Tx, planned: readonly Planned[]): Promise<void> {
  const keyOf = ({ rule, recordId }: Planned) =>
    ({ recipe_id: rule.recipeId, trigger_index: rule.triggerIndex, record_id: recordId }) as const;
  const rows = planned.flatMap((one) => {
    if (one.due === undefined) return [];
    const { at, zone, value } = one.due;
    return [{ ...keyOf(one), due_at: timeText(at), wall_time: wallTime(at, zone), zone, value }];
  });
  await insertRows(tx, 'timers', [...KEY, ...TIMES], rows, overwrite(KEY, TIMES));
  const gone = planned.filter(({ due }) => due === undefined).map((one) => Object.values(keyOf(one)));
  await forEachRow(tx, DROP, gone);
}

export async function dropTimers(tx: Tx, rows: readonly Row<'timers'>[]): Promise<void> {
  await forEachRow(
    tx,
    DROP,
    rows.map((row) => KEY.map((column) => row[column])),
  );
}

/** The timers of one rule for the records in (`from`, `to`]. */
export async function clearTimers(tx: Tx, rule: TimerRule, from: string, to: string | null): Promise<void> {
  let old = tx
    .deleteFrom('timers')
    .where('recipe_id', '=', rule.recipeId)
    .where('trigger_index', '=', rule.triggerIndex)
    .where('record_id', '>', from);
  if (to !== null) old = old.where('record_id', '<=', to);
  await old.execute();
}

export type Plan = Row<'timer_plans'>;

/** Brings the plans in line with the rules: what is new is to be planned from now on, what is gone has no timers any more. */
export async function writePlans(core: Core, rules: readonly TimerRule[]): Promise<void> {
  const now = timeText(core.clock.now());
  await core.db.transaction().execute(async (tx) => {
    const plans = await tx.selectFrom('timer_plans').selectAll().execute();
    for (const plan of plans) {
      const rule = rules.find((one) => isOf(plan, one));
      if (rule?.text === plan.rule_json) continue;
      for (const table of ['timers', 'timer_plans'] as const)
        await tx
          .deleteFrom(table)
          .where('recipe_id', '=', plan.recipe_id)
          .where('trigger_index', '=', plan.trigger_index)
          .execute();
    }
    for (const rule of rules) {
      const known = plans.find((plan) => isOf(plan, rule) && plan.rule_json === rule.text);
      if (known?.zone_rules === ZONE_RULES) continue;
      const anew = { zone_rules: ZONE_RULES, planned_from: now, planned_to: '' };
      await tx
        .insertInto('timer_plans')
        .values({ recipe_id: rule.recipeId, trigger_index: rule.triggerIndex, rule_json: rule.text, ...anew })
        .onConflict((conflict) => conflict.columns(['recipe_id', 'trigger_index']).doUpdateSet(anew))
        .execute();
    }
  });
}

const isOf = (plan: Plan, rule: TimerRule): boolean =>
  plan.recipe_id === rule.recipeId && plan.trigger_index === rule.triggerIndex;

/** A plan whose records were not all looked at. */
export const openPlan = (db: Kysely<Database>): Promise<Plan | undefined> =>
  db.selectFrom('timer_plans').selectAll().where('planned_to', 'is not', null).executeTakeFirst();

export async function movePlan(
  tx: Tx,
  { recipe_id: id, trigger_index: index }: Plan,
  to: string | null,
): Promise<void> {
  await tx
    .updateTable('timer_plans')
    .set({ planned_to: to })
    .where('recipe_id', '=', id)
    .where('trigger_index', '=', index)
    .execute();
}
