/** Counts the actions that a recipe may take only so often. */
import type { Tx } from '../core.ts';
import { insertRows, overwrite } from '../storage/bulk.ts';
import type { Row } from '../storage/schema.ts';

export interface Use {
  recipeId: string;
  action: string;
  /** A day in the owner's zone, `2026-03-06`, or all time for one contact, `contact ID`. */
  period: string;
}

/** The counts that a unit of work looks at and changes. */
export interface Uses {
  count(use: Use): Promise<number>;
  add(use: Use): Promise<void>;
  flush(): Promise<void>;
}

const KEY = ['recipe_id', 'action', 'day'] as const;

export function createUses(tx: Tx): Uses {
  const rows = new Map<string, Row<'action_counts'>>();
  async function rowOf({ recipeId, action, period: day }: Use): Promise<Row<'action_counts'>> {
    const key = JSON.stringify([recipeId, action, day]);
    const known = rows.get(key);
    if (known !== undefined) return known;
    const row = (await tx
      .selectFrom('action_counts')
      .selectAll()
      .where('recipe_id', '=', recipeId)
      .where('action', '=', action)
      .where('day', '=', day)
      .executeTakeFirst()) ?? { recipe_id: recipeId, action, day, count: 0 };
    rows.set(key, row);
    return row;
  }
  return {
    count: async (use) => (await rowOf(use)).count,
    add: async (use) => void (await rowOf(use)).count++,
    flush: async () =>
      void (await insertRows(tx, 'action_counts', [...KEY, 'count'], [...rows.values()], overwrite(KEY, ['count']))),
  };
}
