/** When a date on a record comes or a silence is complete, for each trigger that waits for it. */
import type { Kysely } from 'kysely';

export default {
  async up(db: Kysely<unknown>): Promise<void> {
    const table = (name: string) => db.schema.createTable(name);
    await table('timer_plans')
      .addColumn('recipe_id', 'text', (c) => c.notNull())
      .addColumn('trigger_index', 'integer', (c) => c.notNull())
      .addColumn('rule_json', 'text', (c) => c.notNull())
      .addColumn('zone_rules', 'text', (c) => c.notNull())
      .addColumn('planned_from', 'text', (c) => c.notNull())
      .addColumn('planned_to', 'text')
      .addPrimaryKeyConstraint('timer_plans_key', ['recipe_id', 'trigger_index'])
      .execute();
    await table('timers')
      .addColumn('recipe_id', 'text', (c) => c.notNull())
      .addColumn('trigger_index', 'integer', (c) => c.notNull())
      .addColumn('record_id', 'text', (c) => c.notNull())
      .addColumn('due_at', 'text', (c) => c.notNull())
      .addColumn('wall_time', 'text', (c) => c.notNull())
      .addColumn('zone', 'text', (c) => c.notNull())
      .addColumn('value', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('timers_key', ['recipe_id', 'trigger_index', 'record_id'])
      .execute();
    await db.schema.createIndex('timers_by_due').on('timers').column('due_at').execute();
  },
};
