/** Counts the actions that a recipe may take only so often a day. */
import type { Tx } from '../core.ts';

export interface Use {
  recipeId: string;
  action: string;
  /** In the owner's zone: `2026-03-06`. */
  day: string;
}

export async function usesToday(tx: Tx, { recipeId, action, day }: Use): Promise<number> {
  const row = await tx
    .selectFrom('action_counts')
    .select('count')
    .where('recipe_id', '=', recipeId)
    .where('action', '=', action)
    .where('day', '=', day)
    .executeTakeFirst();
  return row?.count ?? 0;
}

export async function countUse(tx: Tx, { recipeId, action, day }: Use): Promise<void> {
  await tx
    .insertInto('action_counts')
    .values({ recipe_id: recipeId, action, day, count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['recipe_id', 'action', 'day'])
        .doUpdateSet((row) => ({ count: row('action_counts.count', '+', 1) })),
    )
    .execute();
}
