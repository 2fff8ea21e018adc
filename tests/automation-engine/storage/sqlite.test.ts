import { writeFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { storageTroubleOf } from '../../../automation-engine/storage/errors.ts';
import { openStorage } from '../../../automation-engine/storage/open.ts';
import { storageContract } from './contract.ts';
import { sqlite } from './sqlite-subject.ts';

storageContract(sqlite);

it('answers a commit only after it is on the disk: write-ahead log, synchronous=FULL', async () => {
  const { db, close } = await openStorage(await sqlite.makePlace());
  const pragma = async (name: string) =>
    Object.values((await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db)).rows[0] ?? {})[0];
  expect(await pragma('journal_mode')).toBe('wal');
  expect(await pragma('synchronous')).toBe(2); // FULL
  expect(await pragma('foreign_keys')).toBe(1);
  await close();
});

it('writes a limit into the statement, which is then planned once for all', async () => {
  const { db, close } = await openStorage(':memory:');
  const { sql: text, parameters } = db.selectFrom('events').select('seq').where('seq', '>', 7).limit(3).compile();
  expect(text).toMatch(/ limit 3$/);
  expect(parameters).toEqual([7]);
  await close();
});

it('tells the error that a full database gives, also when SQLite has rolled back by itself', async () => {
  const { db, close } = await openStorage(await sqlite.makePlace());
  await sql`pragma max_page_count = 1`.execute(db); // cannot go below what is used: no page more from here on
  const big = { mutation_id: 'a', device_id: 'd', accepted_at: '', mutation_json: 'x'.repeat(1_000_000) };
  const error = await db
    .transaction()
    .execute((tx) => tx.insertInto('changes').values(big).execute())
    .catch((thrown: unknown) => thrown);
  expect(storageTroubleOf(error)).toBe('full');
  expect(storageTroubleOf(new Error('outer', { cause: error }))).toBe('full');
  expect(storageTroubleOf(new Error('something else'))).toBeUndefined();
  await sql`pragma max_page_count = 1000000`.execute(db);
  await db.transaction().execute((tx) => tx.insertInto('changes').values(big).execute());
  await close();
});

it('says that a file is no database instead of writing over it', async () => {
  const place = await sqlite.makePlace();
  await writeFile(place, 'a letter, not a database\n'.repeat(500));
  const error = await openStorage(place).catch((thrown: unknown) => thrown);
  expect(storageTroubleOf(error)).toBe('broken');
});
