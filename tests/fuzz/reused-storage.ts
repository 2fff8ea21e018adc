/** One database in memory for many cases: to make a new one costs several times what a case does. */
import { CompiledQuery } from 'kysely';
import { openStorage, type Storage } from '../../automation-engine/storage/open.ts';

export interface ReusedStorage {
  /** The database, with nothing in it: as new. Closing it leaves it open. */
  emptied(): Promise<Storage>;
}

export async function createReusedStorage(): Promise<ReusedStorage> {
  const { db } = await openStorage(':memory:');
  const tables = (await db.introspection.getTables()).map(({ name }) => name);
  // The numbers of rows start at one again, too.
  const deletions = [...tables, 'sqlite_sequence'].map((name) => CompiledQuery.raw(`delete from ${name}`));
  const storage: Storage = { db, close: () => Promise.resolve() };
  return {
    async emptied() {
      for (const deletion of deletions) await db.executeQuery(deletion);
      return storage;
    },
  };
}
