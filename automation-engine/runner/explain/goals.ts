/** How often the runs of recipes reached their goals. */
import { sql, type Kysely } from 'kysely';
import type { RecipeSummary } from '../../../shared/model/wire.ts';
import type { Recipe } from '../../recipe-language/recipe.ts';
import type { Database } from '../../storage/schema.ts';
import { goalText } from '../exits.ts';

type Goals = NonNullable<RecipeSummary['goals']>;

/** By recipe, for those that have goals; `ended` are the runs that came to any end. */
export async function goalsReached(
  db: Kysely<Database>,
  recipes: readonly Recipe[],
): Promise<ReadonlyMap<string, Goals>> {
  const aiming = recipes.filter(({ goals = [] }) => goals.length > 0);
  if (aiming.length === 0) return new Map();
  const rows = await db
    .selectFrom('runs')
    .select(['recipe_id', sql<number>`count(*)`.as('ended')])
    .select(sql<number>`sum(case when reason like ${goalText('%')} then 1 else 0 end)`.as('reached'))
    .where(
      'recipe_id',
      'in',
      aiming.map(({ id }) => id),
    )
    .where('state', 'in', ['done', 'stopped', 'failed'])
    .groupBy('recipe_id')
    .execute();
  const found = new Map(rows.map(({ recipe_id, reached, ended }) => [recipe_id, { reached, ended }]));
  return new Map(aiming.map(({ id }) => [id, found.get(id) ?? { reached: 0, ended: 0 }]));
}
