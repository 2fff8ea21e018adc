/**
 * Timetables of recipes: keeps when each is due next, and records `schedule.due` when the time came. The event's id is made of recipe,
 * trigger and due time, so a time fires once, whenever the engine is killed. Each row keeps the time on the wall beside the moment:
 * when the rules of a zone change, the moment is worked out again.
 */
import { createHash } from 'node:crypto';
import { idFrom } from '../../shared/model/ids.ts';
import type { Core, Tx } from '../core.ts';
import { appendEvent } from '../event-log/append.ts';
import type { Blocks } from '../recipe-language/blocks.ts';
import type { Row } from '../storage/schema.ts';
import { OWNER_ZONE, type Timetable } from '../triggers/define-trigger.ts';
import { timeText } from './clock.ts';
import { duesBetween, instantOf, nextDue, wallTime } from './due-times.ts';

/** A time that is noticed so late was missed: the engine was off, or the machine asleep. */
export const MISSED_AFTER_MS = 60_000;
/** A recipe that wants every missed time gets so many of the latest. */
export const CATCH_UP_MAX = 100;

type ScheduleRow = Row<'schedules'>;

export interface ScheduledRecipe {
  recipe: { id: string; triggers: readonly { trigger: string; params: Record<string, unknown> }[] };
}

export interface Scheduling {
  core: Core;
  blocks: Blocks;
  /** For timetables without a zone of their own. */
  ownerZone: string;
  recipes(): readonly ScheduledRecipe[];
}

interface Known extends Timetable {
  recipeId: string;
  triggerIndex: number;
}

function timetables({ blocks, recipes, ownerZone, core }: Scheduling): Known[] {
  return recipes().flatMap(({ recipe }) =>
    recipe.triggers.flatMap((use, triggerIndex) => {
      try {
        const timetable = blocks.triggers.get(use.trigger)?.timetable?.(use.params);
        if (timetable === undefined) return [];
        return [
          {
            ...timetable,
            zone: timetable.zone === OWNER_ZONE ? ownerZone : timetable.zone,
            recipeId: recipe.id,
            triggerIndex,
          },
        ];
      } catch (error) {
        core.log.error({ error, recipe: recipe.id, triggerIndex }, 'a timetable cannot be read');
        return [];
      }
    }),
  );
}

const keyOf = (of: { recipe_id: string; trigger_index: number }): string => `${of.trigger_index} ${of.recipe_id}`;

/** Brings the table in line with the recipes that are on, and with the zones' rules as they are now. */
export async function planSchedules(scheduling: Scheduling): Promise<void> {
  const { core } = scheduling;
  const wanted = new Map(
    timetables(scheduling).map((known) => [
      keyOf({ recipe_id: known.recipeId, trigger_index: known.triggerIndex }),
      known,
    ]),
  );
  const rows = await core.db.selectFrom('schedules').selectAll().execute();
  await core.db.transaction().execute(async (tx) => {
    for (const row of rows) {
      const known = wanted.get(keyOf(row));
      if (known === undefined || known.cron !== row.cron || known.zone !== row.zone) {
        await tx
          .deleteFrom('schedules')
          .where('recipe_id', '=', row.recipe_id)
          .where('trigger_index', '=', row.trigger_index)
          .execute();
        continue;
      }
      wanted.delete(keyOf(row));
      const dueAt = timeText(instantOf(row.wall_time, row.zone));
      // The second of two equal times on the wall is one that croner chose; it stays.
      const isMoved = dueAt !== row.due_at && wallTime(Date.parse(row.due_at), row.zone) !== row.wall_time;
      if (isMoved) await writeRow(tx, row, Date.parse(dueAt));
    }
    for (const known of wanted.values()) {
      const due = nextDue(known.cron, known.zone, core.clock.now());
      const row = { recipe_id: known.recipeId, trigger_index: known.triggerIndex, zone: known.zone, cron: known.cron };
      if (due !== undefined) await writeRow(tx, row, due);
    }
  });
}

async function writeRow(tx: Tx, row: Omit<ScheduleRow, 'due_at' | 'wall_time'>, due: number): Promise<void> {
  const times = { due_at: timeText(due), wall_time: wallTime(due, row.zone) };
  const { recipe_id, trigger_index, zone, cron } = row;
  await tx
    .insertInto('schedules')
    .values({ recipe_id, trigger_index, zone, cron, ...times })
    .onConflict((conflict) => conflict.columns(['recipe_id', 'trigger_index']).doUpdateSet({ zone, cron, ...times }))
    .execute();
}

/** Records what is due, one timetable at a time; `false` when nothing was. */
export async function fireDue(scheduling: Scheduling): Promise<boolean> {
  const { core } = scheduling;
  const now = core.clock.now();
  const row = await core.db
    .selectFrom('schedules')
    .selectAll()
    .where('due_at', '<=', timeText(now))
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return false;
  const known = timetables(scheduling).find(
    (one) => one.recipeId === row.recipe_id && one.triggerIndex === row.trigger_index,
  );
  let last = 0;
  await core.db.transaction().execute(async (tx) => {
    for (const due of known === undefined ? [] : duesToFire(row, known.missed, now)) {
      const dueAt = timeText(due);
      const digest = createHash('sha256').update(`${row.recipe_id} ${row.trigger_index} ${dueAt}`).digest();
      last = await appendEvent(tx, core, {
        id: idFrom(due, digest),
        type: 'schedule.due',
        at: dueAt,
        cause: { depth: 0 },
        data: { recipeId: row.recipe_id, dueAt, zone: row.zone },
      });
    }
    const next = nextDue(row.cron, row.zone, now);
    if (next !== undefined && known !== undefined) await writeRow(tx, row, next);
    else
      await tx
        .deleteFrom('schedules')
        .where('recipe_id', '=', row.recipe_id)
        .where('trigger_index', '=', row.trigger_index)
        .execute();
  });
  if (last > 0) core.signals.emit('events-recorded', { seq: last });
  return true;
}

/** The times to fire now, by the recipe's own rule for those that passed while nobody looked. */
function duesToFire(row: ScheduleRow, missed: Timetable['missed'], now: number): number[] {
  const first = Date.parse(row.due_at);
  const dues = [first, ...duesBetween(row.cron, row.zone, first, now, CATCH_UP_MAX)].slice(-CATCH_UP_MAX);
  if (missed === 'run-all') return dues;
  if (missed === 'run-once') return dues.slice(-1);
  return dues.filter((due) => now - due <= MISSED_AFTER_MS).slice(-1);
}

/** When the next timetable is due (Unix milliseconds). */
export async function nextSchedule({ core }: Scheduling): Promise<number | undefined> {
  const row = await core.db.selectFrom('schedules').select('due_at').orderBy('due_at').limit(1).executeTakeFirst();
  return row === undefined ? undefined : Date.parse(row.due_at);
}
