/** The first tables: devices, records, change feed, event log, recipes, runs and the send ledger. */
import type { Kysely } from 'kysely';

export default {
  async up(db: Kysely<unknown>): Promise<void> {
    const table = (name: string) => db.schema.createTable(name);
    await table('meta')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull())
      .execute();
    await table('devices')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('token_hash', 'text', (c) => c.notNull().unique())
      .addColumn('origin', 'text')
      .addColumn('paired_at', 'text', (c) => c.notNull())
      .addColumn('last_seen_at', 'text', (c) => c.notNull())
      .addColumn('revoked_at', 'text')
      .execute();
    await table('pairing_codes')
      .addColumn('code_hash', 'text', (c) => c.primaryKey())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'text', (c) => c.notNull())
      .addColumn('attempts_left', 'integer', (c) => c.notNull())
      .execute();
    await table('records')
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('contact_id', 'text')
      .addColumn('values_json', 'text', (c) => c.notNull())
      .addColumn('stamps_json', 'text', (c) => c.notNull())
      .addColumn('deleted', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('records_key', ['kind', 'id'])
      .execute();
    await db.schema.createIndex('records_by_contact').on('records').columns(['contact_id', 'kind']).execute();
    await table('contact_addresses')
      .addColumn('address', 'text', (c) => c.notNull())
      .addColumn('contact_id', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('contact_addresses_key', ['address', 'contact_id'])
      .execute();
    await db.schema.createIndex('contact_addresses_by_contact').on('contact_addresses').column('contact_id').execute();
    await table('changes')
      .addColumn('seq', 'integer', (c) => c.primaryKey().autoIncrement())
      .addColumn('mutation_id', 'text', (c) => c.notNull().unique())
      .addColumn('device_id', 'text', (c) => c.notNull())
      .addColumn('accepted_at', 'text', (c) => c.notNull())
      .addColumn('mutation_json', 'text', (c) => c.notNull())
      .execute();
    await table('events')
      .addColumn('seq', 'integer', (c) => c.primaryKey().autoIncrement())
      .addColumn('id', 'text', (c) => c.notNull().unique())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('contact_id', 'text')
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('recorded_at', 'text', (c) => c.notNull())
      .addColumn('cause_json', 'text', (c) => c.notNull())
      .addColumn('data_json', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('events_by_contact').on('events').columns(['contact_id', 'seq']).execute();
    await table('cursors')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('seq', 'integer', (c) => c.notNull())
      .execute();
    await table('recipe_versions')
      .addColumn('hash', 'text', (c) => c.primaryKey())
      .addColumn('recipe_id', 'text', (c) => c.notNull())
      .addColumn('version', 'text', (c) => c.notNull())
      .addColumn('recipe_json', 'text', (c) => c.notNull())
      .addColumn('loaded_at', 'text', (c) => c.notNull())
      .execute();
    await table('recipe_settings')
      .addColumn('recipe_id', 'text', (c) => c.primaryKey())
      .addColumn('enabled', 'integer', (c) => c.notNull())
      .addColumn('enabled_after_seq', 'integer', (c) => c.notNull())
      .addColumn('inputs_json', 'text', (c) => c.notNull())
      .addColumn('changed_at', 'text', (c) => c.notNull())
      .execute();
    await table('schedules')
      .addColumn('recipe_id', 'text', (c) => c.notNull())
      .addColumn('trigger_index', 'integer', (c) => c.notNull())
      .addColumn('due_at', 'text', (c) => c.notNull())
      .addColumn('wall_time', 'text', (c) => c.notNull())
      .addColumn('zone', 'text', (c) => c.notNull())
      .addColumn('cron', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('schedules_key', ['recipe_id', 'trigger_index'])
      .execute();
    await table('runs')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('recipe_id', 'text', (c) => c.notNull())
      .addColumn('recipe_hash', 'text', (c) => c.notNull())
      .addColumn('entry_key', 'text', (c) => c.notNull())
      .addColumn('contact_id', 'text')
      .addColumn('event_seq', 'integer', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('position', 'text')
      .addColumn('revision', 'integer', (c) => c.notNull())
      .addColumn('wake_at', 'text')
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('context_json', 'text', (c) => c.notNull())
      .addColumn('depth', 'integer', (c) => c.notNull())
      .addColumn('started_at', 'text', (c) => c.notNull())
      .addColumn('ended_at', 'text')
      .addColumn('reason', 'text')
      .addUniqueConstraint('runs_once_per_event', ['recipe_id', 'event_seq', 'entry_key'])
      .execute();
    await db.schema.createIndex('runs_by_state').on('runs').columns(['state', 'wake_at']).execute();
    await db.schema.createIndex('runs_by_key').on('runs').columns(['recipe_id', 'entry_key', 'state']).execute();
    await db.schema.createIndex('runs_by_contact').on('runs').columns(['contact_id', 'started_at']).execute();
    await table('run_steps')
      .addColumn('run_id', 'text', (c) => c.notNull())
      .addColumn('n', 'integer', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('step', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('outcome', 'text', (c) => c.notNull())
      .addColumn('wanted', 'text')
      .addColumn('seen', 'text')
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('data_json', 'text')
      .addPrimaryKeyConstraint('run_steps_key', ['run_id', 'n'])
      .execute();
    await table('ledger')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('key', 'text', (c) => c.notNull().unique())
      .addColumn('run_id', 'text')
      .addColumn('step', 'text')
      .addColumn('contact_id', 'text')
      .addColumn('channel', 'text', (c) => c.notNull())
      .addColumn('recipient', 'text', (c) => c.notNull())
      .addColumn('message_id', 'text', (c) => c.notNull().unique())
      .addColumn('message_json', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('next_attempt_at', 'text')
      .addColumn('not_after', 'text', (c) => c.notNull())
      .addColumn('reason', 'text')
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('settled_at', 'text')
      .execute();
    await db.schema.createIndex('ledger_by_state').on('ledger').columns(['state', 'next_attempt_at']).execute();
    await db.schema.createIndex('ledger_by_run').on('ledger').column('run_id').execute();
    await table('suppressions')
      .addColumn('address', 'text', (c) => c.primaryKey())
      .addColumn('reason', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .execute();
  },
};
