/** Who is in which segment, when each contact was last heard of, and when time alone may change a membership. */
import type { Kysely } from 'kysely';

export default {
  async up(db: Kysely<unknown>): Promise<void> {
    const table = (name: string) => db.schema.createTable(name);
    await table('segments')
      .addColumn('slug', 'text', (c) => c.primaryKey())
      .addColumn('condition', 'text')
      .addColumn('built_to', 'text')
      .execute();
    await table('segment_members')
      .addColumn('segment', 'text', (c) => c.notNull())
      .addColumn('contact_id', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('segment_members_key', ['segment', 'contact_id'])
      .execute();
    await table('last_interactions')
      .addColumn('contact_id', 'text', (c) => c.primaryKey())
      .addColumn('at', 'text', (c) => c.notNull())
      .execute();
    await table('segment_timers')
      .addColumn('segment', 'text', (c) => c.notNull())
      .addColumn('contact_id', 'text', (c) => c.notNull())
      .addColumn('due_at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('segment_timers_key', ['segment', 'contact_id'])
      .execute();
    await db.schema.createIndex('segment_timers_by_due').on('segment_timers').column('due_at').execute();
  },
};
