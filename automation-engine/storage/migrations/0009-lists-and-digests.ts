/** Lists that become CSV files, what waits for the next digest, and whose turn it is. */
import { sql, type Kysely } from 'kysely';

export default {
  async up(db: Kysely<unknown>): Promise<void> {
    const table = (name: string) => db.schema.createTable(name);
    await table('list_rows')
      .addColumn('list', 'text', (c) => c.notNull())
      .addColumn('contact_id', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('run_id', 'text', (c) => c.notNull())
      .addColumn('row_json', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('list_rows_key', ['list', 'contact_id'])
      .execute();
    await table('digest_lines')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('due_at', 'text', (c) => c.notNull())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('digest_lines_by_due').on('digest_lines').column('due_at').execute();
    await table('rotations')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('latest', 'text', (c) => c.notNull())
      .execute();
    // Who has how many: only records that have an owner are in it.
    await sql`create index records_by_owner on records (kind, json_extract(values_json, '$.owner'))
      where kind in ('contact', 'deal') and deleted = 0 and json_extract(values_json, '$.owner') is not null`.execute(
      db,
    );
  },
};
