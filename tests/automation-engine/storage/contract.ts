/**
 * What the engine expects of its storage, whatever the database beneath: SQLite runs this suite, and any other joins by a test file
 * that calls it with an `openStorage` of its own.
 */
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Storage } from '../../../automation-engine/storage/open.ts';
import type { NewRow } from '../../../automation-engine/storage/schema.ts';

export interface StorageSubject {
  name: string;
  /** Where a new, empty database can be: a path, or an address. */
  makePlace(): Promise<string>;
  openStorage(place: string): Promise<Storage>;
  /** The module that exports `openStorage`, for the process that is killed. */
  module: string;
}

const AT = '2026-03-06T10:00:00.000Z';
const change = (id: string, json = '{}'): NewRow<'changes'> => ({
  mutation_id: id,
  device_id: 'd',
  accepted_at: AT,
  mutation_json: json,
});
const event = (id: string): NewRow<'events'> => ({
  id,
  type: 'note.added',
  contact_id: null,
  at: AT,
  recorded_at: AT,
  cause_json: '{}',
  data_json: '{}',
});
const run = (id: string, eventSeq: number, key = 'k'): NewRow<'runs'> => ({
  id,
  recipe_id: 'r',
  recipe_hash: 'h',
  entry_key: key,
  contact_id: null,
  event_seq: eventSeq,
  state: 'ready',
  position: null,
  revision: 1,
  wake_at: null,
  attempts: 0,
  context_json: '{}',
  depth: 0,
  started_at: AT,
  ended_at: null,
  reason: null,
});

export function storageContract(subject: StorageSubject): void {
  describe(`the storage contract on ${subject.name}`, () => {
    let place: string;
    let storage: Storage;
    beforeEach(async () => {
      place = await subject.makePlace();
      storage = await subject.openStorage(place);
    });
    afterEach(() => storage.close());
    const mutationIds = async () =>
      (await storage.db.selectFrom('changes').select('mutation_id').orderBy('seq').execute()).map(
        (row) => row.mutation_id,
      );

    it('keeps what was committed when it is opened again, and brings its tables up to date once', async () => {
      await storage.db.insertInto('changes').values(change('a')).execute();
      await storage.close();
      storage = await subject.openStorage(place);
      expect(await mutationIds()).toEqual(['a']);
    });

    it('takes a whole transaction back when something in it throws, and goes on', async () => {
      const attempt = storage.db.transaction().execute(async (tx) => {
        await tx.insertInto('changes').values(change('a')).execute();
        await tx.insertInto('events').values(event('e')).execute();
        await tx.insertInto('cursors').values({ name: 'c', seq: 1 }).execute();
        throw new Error('changed my mind');
      });
      await expect(attempt).rejects.toThrow('changed my mind');
      expect(await mutationIds()).toEqual([]);
      expect(await storage.db.selectFrom('events').selectAll().execute()).toEqual([]);
      expect(await storage.db.selectFrom('cursors').selectAll().execute()).toEqual([]);
      await storage.db.transaction().execute((tx) => tx.insertInto('changes').values(change('b')).execute());
      expect(await mutationIds()).toEqual(['b']);
    });

    it('takes a transaction back when a key in it is taken', async () => {
      await storage.db.insertInto('changes').values(change('a')).execute();
      const attempt = storage.db.transaction().execute(async (tx) => {
        await tx.insertInto('changes').values(change('b')).execute();
        await tx.insertInto('changes').values(change('a')).execute();
      });
      await expect(attempt).rejects.toThrow(/unique/i);
      expect(await mutationIds()).toEqual(['a']);
    });

    it('refuses a second event, run, ledger row or token with the same key', async () => {
      const { db } = storage;
      const ledger = (id: string, key: string, messageId: string): NewRow<'ledger'> => ({
        id,
        key,
        run_id: null,
        step: null,
        contact_id: null,
        channel: 'email',
        recipient: 'dana@globex.test',
        message_id: messageId,
        message_json: '{}',
        state: 'planned',
        attempts: 0,
        next_attempt_at: null,
        not_after: AT,
        reason: null,
        created_at: AT,
        settled_at: null,
      });
      const device = (id: string): NewRow<'devices'> => ({
        id,
        name: 'n',
        role: 'seller',
        token_hash: 'same',
        origin: null,
        paired_at: AT,
        last_seen_at: AT,
        revoked_at: null,
      });
      await db.insertInto('events').values(event('e')).execute();
      await db.insertInto('runs').values(run('r1', 1)).execute();
      await db
        .insertInto('ledger')
        .values(ledger('l1', 'key', '<1@x>'))
        .execute();
      await db.insertInto('devices').values(device('d1')).execute();
      await expect(db.insertInto('events').values(event('e')).execute()).rejects.toThrow(/unique/i);
      await expect(db.insertInto('runs').values(run('r2', 1)).execute()).rejects.toThrow(/unique/i);
      await expect(
        db
          .insertInto('ledger')
          .values(ledger('l2', 'key', '<2@x>'))
          .execute(),
      ).rejects.toThrow(/unique/i);
      await expect(
        db
          .insertInto('ledger')
          .values(ledger('l3', 'key 3', '<1@x>'))
          .execute(),
      ).rejects.toThrow(/unique/i);
      await expect(db.insertInto('devices').values(device('d2')).execute()).rejects.toThrow(/unique/i);
      await db
        .insertInto('runs')
        .values([run('r3', 2), run('r4', 1, 'other key')])
        .execute();
    });

    it('says by an empty answer that an insert gave way to a row that was there', async () => {
      const insert = () =>
        storage.db
          .insertInto('events')
          .values(event('e'))
          .onConflict((conflict) => conflict.column('id').doNothing())
          .returning('seq')
          .execute();
      expect(await insert()).toHaveLength(1);
      expect(await insert()).toEqual([]);
    });

    it('gives places in the feed in the order of commits, and no place twice', async () => {
      await storage.db
        .insertInto('changes')
        .values([change('a'), change('b'), change('c')])
        .execute();
      await storage.db.deleteFrom('changes').where('mutation_id', '=', 'c').execute();
      await Promise.all(
        ['d', 'e', 'f'].map((id) =>
          storage.db.transaction().execute((tx) => tx.insertInto('changes').values(change(id)).execute()),
        ),
      );
      const rows = await storage.db.selectFrom('changes').select(['seq', 'mutation_id']).orderBy('seq').execute();
      expect(rows.map((row) => row.mutation_id).join('')).toMatch(/^ab[def]{3}$/);
      const places = rows.map((row) => row.seq);
      expect(places.every((seq, at) => at === 0 || seq > places[at - 1]!)).toBe(true);
      expect(places[2]).toBeGreaterThan(3); // 3 was c's
    });

    it('has one winner among writers that start from the same revision', async () => {
      await storage.db.insertInto('runs').values(run('r1', 1)).execute();
      const move = (state: string) =>
        storage.db.transaction().execute(async (tx) => {
          const result = await tx
            .updateTable('runs')
            .set({ state, revision: 2 })
            .where('id', '=', 'r1')
            .where('revision', '=', 1)
            .executeTakeFirst();
          return result.numUpdatedRows;
        });
      const moved = await Promise.all(Array.from({ length: 20 }, (_, at) => move(`state ${at}`)));
      expect(moved.reduce((sum, rows) => sum + rows, 0n)).toBe(1n);
    });

    it('loses no count among writers that add to a number', async () => {
      await storage.db.insertInto('cursors').values({ name: 'n', seq: 0 }).execute();
      const add = () =>
        storage.db.transaction().execute((tx) =>
          tx
            .updateTable('cursors')
            .set((e) => ({ seq: e('seq', '+', 1) }))
            .where('name', '=', 'n')
            .execute(),
        );
      await Promise.all(Array.from({ length: 50 }, add));
      expect(await storage.db.selectFrom('cursors').select('seq').executeTakeFirst()).toEqual({ seq: 50 });
    });

    it('shows nobody a transaction that is not committed yet', async () => {
      let seen: Promise<string[]> = Promise.resolve([]);
      const attempt = storage.db.transaction().execute(async (tx) => {
        await tx.insertInto('changes').values(change('a')).execute();
        seen = mutationIds();
        throw new Error('no');
      });
      await expect(attempt).rejects.toThrow('no');
      expect(await seen).toEqual([]);
    });

    it('orders text by its code points, as stamps and times need', async () => {
      const names = ['a-0', 'B', 'a', 'b', '0f', '10', 'ä', 'A', '-'];
      await storage.db
        .insertInto('meta')
        .values(names.map((name) => ({ name, value: name })))
        .execute();
      const rows = await storage.db
        .selectFrom('meta')
        .select('name')
        .where('name', 'in', names)
        .orderBy('name')
        .execute();
      expect(rows.map((row) => row.name)).toEqual([...names].sort());
      const later = await storage.db
        .selectFrom('meta')
        .select('name')
        .where('name', '>', 'a')
        .where('name', 'in', names)
        .execute();
      expect(later.map((row) => row.name).sort()).toEqual(['a-0', 'b', 'ä']);
    });

    it('gives numbers and text back as they were, up to the largest safe integer and a megabyte', async () => {
      const json = JSON.stringify({ text: 'Zoë 🎉 \u0000 \ud800 "\'', long: 'ä'.repeat(500_000) });
      await storage.db.insertInto('changes').values(change('a', json)).execute();
      await storage.db.insertInto('cursors').values({ name: 'n', seq: Number.MAX_SAFE_INTEGER }).execute();
      expect(
        (await storage.db.selectFrom('changes').select('mutation_json').executeTakeFirstOrThrow()).mutation_json,
      ).toBe(json);
      expect(await storage.db.selectFrom('cursors').select('seq').executeTakeFirst()).toEqual({
        seq: Number.MAX_SAFE_INTEGER,
      });
    });

    it('counts', async () => {
      await storage.db
        .insertInto('changes')
        .values([change('a'), change('b')])
        .execute();
      const row = await storage.db
        .selectFrom('changes')
        .select(sql<number>`count(*)`.as('n'))
        .executeTakeFirstOrThrow();
      expect(Number(row.n)).toBe(2);
    });
  });
}
