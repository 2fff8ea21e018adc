/** Which mails go first where a cap lets only some through, and how many one contact got lately. */
import type { Kysely } from 'kysely';

export default {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('ledger')
      .addColumn('priority', 'integer', (c) => c.notNull().defaultTo(50))
      .execute();
    await db.schema.createIndex('ledger_by_recipient').on('ledger').columns(['recipient', 'state']).execute();
  },
};
