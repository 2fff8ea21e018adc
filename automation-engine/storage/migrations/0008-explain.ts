/** Why recipes did not start, who switched them, and which mails a person had sent once more. */
import type { Kysely } from 'kysely';

export default {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('refusals')
      .addColumn('recipe_id', 'text', (c) => c.notNull())
      .addColumn('contact_id', 'text', (c) => c.notNull())
      .addColumn('event_seq', 'integer', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('reason', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('refusals_key', ['recipe_id', 'contact_id'])
      .execute();
    await db.schema
      .createTable('recipe_switches')
      .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
      .addColumn('recipe_id', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('enabled', 'integer', (c) => c.notNull())
      .addColumn('by_name', 'text')
      .addColumn('reason', 'text')
      .execute();
    await db.schema
      .createIndex('recipe_switches_by_recipe')
      .on('recipe_switches')
      .columns(['recipe_id', 'at'])
      .execute();
    await db.schema.alterTable('ledger').addColumn('asked_by', 'text').execute();
  },
};
