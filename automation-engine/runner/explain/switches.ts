/** Who switched a recipe, as people read it. */
import type { Kysely } from 'kysely';
import type { Database, Row } from '../../storage/schema.ts';

type Switch = Row<'recipe_switches'>;

/** The latest ones first. */
export const switchesOf = (db: Kysely<Database>, recipeId: string, limit: number): Promise<Switch[]> =>
  db
    .selectFrom('recipe_switches')
    .selectAll()
    .where('recipe_id', '=', recipeId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

export const lastSwitch = async (db: Kysely<Database>, recipeId: string): Promise<Switch | undefined> =>
  (await switchesOf(db, recipeId, 1))[0];

export function switchText({ enabled, by_name, reason }: Pick<Switch, 'enabled' | 'by_name' | 'reason'>): string {
  const who = by_name === null ? '' : ` by ${by_name}`;
  return `Switched ${enabled === 1 ? 'on' : 'off'}${who}${reason === null ? '' : `: ${reason}`}`;
}
