/** When and why the engine itself switched a recipe off. */
import type { Kysely } from 'kysely';

export default {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('recipe_settings').addColumn('broken_at', 'text').execute();
    await db.schema.alterTable('recipe_settings').addColumn('broken_reason', 'text').execute();
  },
};
