/** Each run knows how many lines its trace has, so that nobody has to look for the last one. */
import { sql, type Kysely } from 'kysely';

export default {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('runs')
      .addColumn('lines', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await sql`update runs set lines = (select coalesce(max(n), 0) from run_steps where run_steps.run_id = runs.id)`.execute(
      db,
    );
  },
};
