/**
 * The breaker of each recipe: too many failures or loop stops within ten minutes switch it off. Its runs stay where they are, a
 * notification says why, and only a person switches it on again.
 */
import { oneLine } from '../actions/define-action.ts';
import { apply } from '../intake/apply.ts';
import { timeText } from '../schedule/clock.ts';
import type { Unit } from '../unit.ts';

const WINDOW_MS = 600_000;
/** failed: the run ended so; refused: it was stopped as part of a loop before it began. */
export const TROUBLES_MAX = { failed: 20, refused: 5 } as const;

export interface Trouble {
  recipeId: string;
  title: string;
  /** Of the run in trouble: see event.ts. */
  depth: number;
  kind: keyof typeof TROUBLES_MAX;
}

/** Call it in the unit of work that wrote the trouble down. */
export async function noteTrouble(unit: Unit, { recipeId, title, depth, kind }: Trouble): Promise<void> {
  const { core, events, commits } = unit;
  const tx = await unit.written();
  const setting = await tx
    .selectFrom('recipe_settings')
    .select(['enabled', 'changed_at'])
    .where('recipe_id', '=', recipeId)
    .executeTakeFirst();
  if (setting?.enabled !== 1) return;
  const windowStart = timeText(core.clock.now() - WINDOW_MS);
  const max = TROUBLES_MAX[kind];
  const troubles = await tx
    .selectFrom('runs')
    .select('id')
    .where('recipe_id', '=', recipeId)
    .where('state', '=', kind)
    // What was before a person switched it on again is known to them.
    .where('ended_at', '>=', windowStart > setting.changed_at ? windowStart : setting.changed_at)
    .limit(max)
    .execute();
  if (troubles.length < max) return;
  const what = kind === 'failed' ? 'runs failed' : 'runs were stopped because recipes set each other off in a loop';
  const reason = `${max} ${what} within ten minutes`;
  const at = timeText(core.clock.now());
  await tx
    .updateTable('recipe_settings')
    .set({ enabled: 0, changed_at: at, broken_at: at, broken_reason: reason })
    .where('recipe_id', '=', recipeId)
    .execute();
  await tx
    .insertInto('recipe_switches')
    .values({ recipe_id: recipeId, at, enabled: 0, by_name: null, reason })
    .execute();
  await notifyOwner(unit, `"${title}" was switched off`, `${reason}. Look at them, then switch the recipe on again.`);
  const seq = events.append({
    id: core.newId(),
    type: 'recipe.broken',
    at,
    cause: { depth: depth + 1 },
    data: { recipe: recipeId, reason },
  });
  commits.recorded([seq]);
  commits.broke(recipeId);
  core.log.error({ recipe: recipeId, reason }, 'a recipe was switched off by its breaker');
}

/** Tells the people behind the devices something that no run says. */
export async function notifyOwner(unit: Unit, title: string, text: string): Promise<void> {
  const { core, records } = unit;
  const recordId = core.newId();
  records.isNew('notification', recordId);
  await apply(unit, {
    author: { deviceId: core.engineId, role: 'engine' },
    mutation: {
      id: core.newId(),
      kind: 'notification',
      recordId,
      fields: { title: oneLine(title), text, at: timeText(core.clock.now()) },
      stamp: core.stamps.tick(),
    },
    cause: { depth: 0 },
  });
}
