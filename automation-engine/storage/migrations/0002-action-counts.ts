/** How often each recipe took each action on each day: what daily limits are checked against. */
import type { Kysely } from 'kysely';

export default {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('action_counts')
      .addColumn('recipe_id', 'text', (c) => c.notNull())
      .addColumn('action', 'text', (c) => c.notNull())
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('count', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('action_counts_key', ['recipe_id', 'action', 'day'])
      .execute();
  },
};
