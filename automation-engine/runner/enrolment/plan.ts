/**
 * Enrolments in the database: one plan for each recipe, and a row for each contact, whose turn comes by its number. So a turn is had
 * once, whenever the engine is killed, and an engine that was off lets nobody in faster than was asked for.
 */
import { sql, type Kysely } from 'kysely';
import type { Enrolment } from '../../../shared/model/enrolment.ts';
import type { Tx } from '../../core.ts';
import { timeText } from '../../schedule/clock.ts';
import type { Database, Row } from '../../storage/schema.ts';
import type { Person } from '../person.ts';

export type Plan = Row<'enrolments'>;

/** So many reasons are told apart. */
const REASONS_MAX = 8;

export const turnOf = ({ starts_at, spread_ms, found }: Plan, nth: number): number =>
  Date.parse(starts_at) + Math.floor((nth * spread_ms) / Math.max(1, found));

/** Begins one, in the place of an earlier one of the same recipe. Call it where the recipe is switched on. */
export async function beginPlan(
  tx: Tx,
  recipeId: string,
  asked: { by: Person; confirmed: number; spreadMs: number; now: number },
): Promise<void> {
  await tx.deleteFrom('enrolled_contacts').where('recipe_id', '=', recipeId).execute();
  await tx.deleteFrom('enrolments').where('recipe_id', '=', recipeId).execute();
  const at = timeText(asked.now);
  await tx
    .insertInto('enrolments')
    .values({
      recipe_id: recipeId,
      asked_at: at,
      device_id: asked.by.deviceId,
      by_name: asked.by.name,
      after_switch: await lastSwitchId(tx, recipeId),
      confirmed: asked.confirmed,
      spread_ms: asked.spreadMs,
      starts_at: at,
      found: 0,
      filled_to: '',
      ended_at: null,
      end_reason: null,
    })
    .execute();
}

async function lastSwitchId(tx: Tx, recipeId: string): Promise<number> {
  const row = await tx
    .selectFrom('recipe_switches')
    .select(({ fn }) => fn.max('id').as('id'))
    .where('recipe_id', '=', recipeId)
    .executeTakeFirst();
  return Number(row?.id ?? 0);
}

/** Whether its recipe is off, or was in the meantime: then nobody enters any more. */
export async function wasSwitchedOff(tx: Tx, { recipe_id: recipeId, after_switch }: Plan): Promise<boolean> {
  const setting = await tx
    .selectFrom('recipe_settings')
    .select('enabled')
    .where('recipe_id', '=', recipeId)
    .executeTakeFirst();
  const off = await tx
    .selectFrom('recipe_switches')
    .select('id')
    .where('recipe_id', '=', recipeId)
    .where('id', '>', after_switch)
    .where('enabled', '=', 0)
    .limit(1)
    .executeTakeFirst();
  return setting?.enabled !== 1 || off !== undefined;
}

/** @param reason why it ends before everybody had their turn; those who wait are left out */
export async function endPlan(
  db: Kysely<Database>,
  recipeId: string,
  now: number,
  reason: string | null = null,
): Promise<boolean> {
  const ended = await db
    .updateTable('enrolments')
    .set({ ended_at: timeText(now), end_reason: reason })
    .where('recipe_id', '=', recipeId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

/** Enrolments that did not end, of recipes by id. */
export const openPlans = (db: Kysely<Database>): Promise<Plan[]> =>
  db.selectFrom('enrolments').selectAll().where('ended_at', 'is', null).orderBy('recipe_id').execute();

export const firstWaiting = (db: Kysely<Database>, recipeId: string): Promise<{ nth: number } | undefined> =>
  db
    .selectFrom('enrolled_contacts')
    .select('nth')
    .where('recipe_id', '=', recipeId)
    .where('state', '=', 'waiting')
    .orderBy('nth')
    .limit(1)
    .executeTakeFirst();

/** How far the latest enrolment of a recipe is. */
export async function readEnrolment(db: Kysely<Database>, recipeId: string): Promise<Enrolment> {
  const plan = await db.selectFrom('enrolments').selectAll().where('recipe_id', '=', recipeId).executeTakeFirst();
  if (plan === undefined) return { recipeId, state: 'none', entered: 0, waiting: 0, leftOut: [] };
  const rows = await db
    .selectFrom('enrolled_contacts')
    .select(['state', 'reason', sql<number>`count(*)`.as('count')])
    .where('recipe_id', '=', recipeId)
    .groupBy(['state', 'reason'])
    .orderBy('count', 'desc')
    .execute();
  const of = (state: string) => rows.filter((row) => row.state === state);
  const sum = (some: readonly { count: number }[]) => some.reduce((all, { count }) => all + count, 0);
  const waiting = sum(of('waiting'));
  const isOver = plan.ended_at !== null;
  const leftOut = of('left-out').map(({ reason, count }) => ({ reason: reason ?? '', count }));
  if (isOver && waiting > 0) leftOut.unshift({ reason: plan.end_reason ?? '', count: waiting });
  const lastTurn = plan.filled_to === null ? timeText(turnOf(plan, Math.max(0, plan.found - 1))) : null;
  const endsAt = plan.ended_at ?? lastTurn;
  const more = leftOut.splice(REASONS_MAX);
  if (more.length > 0) leftOut.push({ reason: 'other reasons', count: sum(more) });
  return {
    recipeId,
    state: isOver ? (plan.end_reason === null ? 'done' : 'stopped') : plan.filled_to === null ? 'under-way' : 'filling',
    by: plan.by_name,
    askedAt: plan.asked_at,
    entered: sum(of('entered')),
    waiting: isOver ? 0 : waiting,
    leftOut,
    ...(endsAt === null ? {} : { endsAt }),
  };
}
