/** Every version of the database can be made and be brought to the newest, with what was in it. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../../shared/model/kinds.ts';
import { migrations, openDb, recordTables } from '../../../extension/store/db.ts';

const options = () => ({ indexedDB: new IDBFactory(), IDBKeyRange });

describe('migrations', () => {
  it('are numbered from 1 without a gap', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, at) => at + 1));
  });

  it.each(migrations.map(({ version, path }) => [path, version] as const))(
    '%s leads to the newest version',
    async (_, version) => {
      const where = options();
      const old = openDb('test', where, version);
      await old.open();
      const row = { id: '018f3c5a-7b2c-7000-8000-000000000001', values: { name: 'Dana' }, stamps: {} };
      await old
        .table('contacts')
        .add({ ...row, nameKey: 'dana', words: ['dana'], emailKeys: [], phoneKeys: [], tagKeys: [] });
      old.close();
      const db = openDb('test', where);
      await db.open();
      expect(db.verno).toBe(migrations.at(-1)?.version);
      expect((await db.contacts.where('words').startsWith('da').first())?.values).toEqual({ name: 'Dana' });
      db.close();
    },
  );

  it('make the tables that the types name', async () => {
    const db = openDb('test', options());
    await db.open();
    expect(recordTables(db)).toHaveLength(Object.keys(kinds).length);
    for (const table of [db.contacts, db.companies, db.interactions, db.tasks, db.notes, db.tags, db.deals, db.runs]) {
      expect(await table.count()).toBe(0);
    }
    expect(
      await Promise.all([db.notifications, db.outbox, db.readings, db.device].map((table) => table.count())),
    ).toEqual([0, 0, 0, 0]);
    db.close();
  });
});
