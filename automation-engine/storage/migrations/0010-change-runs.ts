/** Each change knows the run that made it, so that the past can be played again without what a recipe did in it. */
import { sql, type Kysely } from 'kysely';

export default {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('changes').addColumn('run_id', 'text').execute();
    await sql`update changes set run_id = json_extract(events.cause_json, '$.runId') from events
      where json_extract(events.cause_json, '$.mutationId') = changes.mutation_id`.execute(db);
  },
};
