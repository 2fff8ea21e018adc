/** Who is enrolled into a recipe that was switched on for those who match already: see runner/enrolment/. */
import type { Kysely } from 'kysely';

export default {
  async up(db: Kysely<unknown>): Promise<void> {
    const table = (name: string) => db.schema.createTable(name);
    await table('enrolments')
      .addColumn('recipe_id', 'text', (c) => c.primaryKey())
      .addColumn('asked_at', 'text', (c) => c.notNull())
      .addColumn('device_id', 'text', (c) => c.notNull())
      .addColumn('by_name', 'text', (c) => c.notNull())
      .addColumn('after_switch', 'integer', (c) => c.notNull())
      .addColumn('confirmed', 'integer', (c) => c.notNull())
      .addColumn('spread_ms', 'integer', (c) => c.notNull())
      .addColumn('starts_at', 'text', (c) => c.notNull())
      .addColumn('found', 'integer', (c) => c.notNull())
      .addColumn('filled_to', 'text')
      .addColumn('ended_at', 'text')
      .addColumn('end_reason', 'text')
      .execute();
    await table('enrolled_contacts')
      .addColumn('recipe_id', 'text', (c) => c.notNull())
      .addColumn('contact_id', 'text', (c) => c.notNull())
      .addColumn('nth', 'integer', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('reason', 'text')
      .addColumn('run_id', 'text')
      .addPrimaryKeyConstraint('enrolled_contacts_key', ['recipe_id', 'contact_id'])
      .execute();
    await db.schema
      .createIndex('enrolled_contacts_by_turn')
      .on('enrolled_contacts')
      .columns(['recipe_id', 'state', 'nth'])
      .execute();
  },
};
