import fc from 'fast-check';
import { expect, it } from 'vitest';
import { forEachRow, insertRows, listed, overwrite } from '../../../automation-engine/storage/bulk.ts';
import { openStorage } from '../../../automation-engine/storage/open.ts';

const COLUMNS = ['name', 'seq'] as const;

it('inserts any number of rows in order, and overwrites those that are there', async () => {
  const rows = fc.uniqueArray(
    fc.record({ name: fc.string({ unit: 'binary' }), seq: fc.integer({ min: 0 }) }),
    // Around the number that one statement takes.
    { minLength: 0, maxLength: 120, size: 'max', selector: ({ name }) => Buffer.from(name).toString('hex') },
  );
  await fc.assert(
    fc.asyncProperty(rows, async (cursors) => {
      const { db, close } = await openStorage(':memory:');
      await db.transaction().execute(async (tx) => {
        expect(await insertRows(tx, 'cursors', COLUMNS, cursors)).toBe(cursors.length);
        const later = cursors.map(({ name, seq }) => ({ name, seq: seq + 1 }));
        await insertRows(tx, 'cursors', COLUMNS, later, overwrite(['name'], ['seq']));
        const found = await tx
          .selectFrom('cursors')
          .selectAll()
          .orderBy('rowid' as 'seq')
          .execute();
        expect(found.map(({ seq }) => seq)).toEqual(later.map(({ seq }) => seq));
      });
      await close();
    }),
    { numRuns: 20 },
  );
});

it('counts the rows that a statement changed, row by row', async () => {
  const { db, close } = await openStorage(':memory:');
  await db.transaction().execute(async (tx) => {
    const cursors = Array.from({ length: 60 }, (_, seq) => ({ name: `c-${seq}`, seq }));
    await insertRows(tx, 'cursors', COLUMNS, cursors);
    const move = 'update cursors set seq = seq + 1 where name = ? and seq = ?';
    expect(await forEachRow(tx, move, [])).toBe(0);
    expect(
      await forEachRow(tx, move, [
        ['c-1', 1],
        ['c-1', 1],
        ['c-2', 2],
      ]),
    ).toBe(2);
  });
  await close();
});

it('takes all back when one of many rows cannot be written', async () => {
  const { db, close } = await openStorage(':memory:');
  const cursors = Array.from({ length: 120 }, (_, seq) => ({ name: `c-${seq % 119}`, seq }));
  const attempt = db.transaction().execute((tx) => insertRows(tx, 'cursors', COLUMNS, cursors));
  await expect(attempt).rejects.toThrow(/unique/i);
  expect(await db.selectFrom('cursors').selectAll().execute()).toEqual([]);
  await close();
});

it('finds by a list of any length, also none', async () => {
  const { db, close } = await openStorage(':memory:');
  await db.transaction().execute((tx) => insertRows(tx, 'cursors', COLUMNS, [{ name: 'it\'s "ä"', seq: 7 }]));
  const find = (names: string[]) => db.selectFrom('cursors').select('seq').where('name', 'in', listed(names)).execute();
  expect(await find([])).toEqual([]);
  expect(await find(['it\'s "ä"', ...Array.from({ length: 40_000 }, (_, n) => `none ${n}`)])).toEqual([{ seq: 7 }]);
  await close();
});
