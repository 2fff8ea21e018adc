import { afterEach, describe, expect, it } from 'vitest';
import { contactById, contactsByEmail, countContacts } from '../../../extension/store/contacts.ts';
import { readFact } from '../../../extension/store/device.ts';
import { countOutbox, waiting } from '../../../extension/store/outbox.ts';
import { InvalidChange, write, type Change } from '../../../extension/store/write.ts';
import { makeStore, type TestStore } from './make-store.ts';

let store: TestStore;
afterEach(() => store.close());

describe('write', () => {
  it('writes the record and its mutation together', async () => {
    store = makeStore();
    const id = store.newId();
    await write(store, [{ kind: 'contact', recordId: id, fields: { name: 'Dana', 'emails/dana@globex.test': {} } }]);
    expect((await contactById(store, id))?.name).toBe('Dana');
    expect((await contactsByEmail(store, ['DANA@globex.test'])).map((contact) => contact.id)).toEqual([id]);
    expect((await waiting(store, 10)).map(({ mutation }) => mutation.fields)).toEqual([
      { name: 'Dana', 'emails/dana@globex.test': {} },
    ]);
  });

  it('writes nothing at all when one change does not fit', async () => {
    store = makeStore();
    const good = store.newId();
    const changes: Change[] = [
      { kind: 'contact', recordId: good, fields: { name: 'Dana' } },
      { kind: 'contact', recordId: store.newId(), fields: { nonsense: 1 } },
    ];
    await expect(write(store, changes)).rejects.toThrow(InvalidChange);
    expect(await contactById(store, good)).toBeUndefined();
    expect(await countOutbox(store)).toEqual({ waiting: 0, refused: 0 });
  });

  it('gives later stamps than any before, also when the wall clock goes back', async () => {
    store = makeStore();
    const id = store.newId();
    const change = (name: string) => write(store, [{ kind: 'contact', recordId: id, fields: { name } }]);
    const [first] = await change('Dana');
    store.pass(-60_000);
    const [second] = await change('Dana W');
    expect(second!.stamp > first!.stamp).toBe(true);
    expect((await contactById(store, id))?.name).toBe('Dana W');
    expect((await readFact(store, 'clock'))?.last).toBe(second!.stamp);
  });

  it('keeps the stamps of two contexts apart', async () => {
    store = makeStore();
    const ids = Array.from({ length: 20 }, () => store.newId());
    const written = await Promise.all(
      ids.map((recordId) => write(store, [{ kind: 'contact', recordId, fields: { name: 'X' } }])),
    );
    expect(new Set(written.flat().map(({ stamp }) => stamp)).size).toBe(20);
  });

  it('leaves a deleted contact out of every list, and brings it back', async () => {
    store = makeStore();
    const id = store.newId();
    const set = (fields: Change['fields']) => write(store, [{ kind: 'contact', recordId: id, fields }]);
    await set({ name: 'Dana', 'emails/dana@globex.test': {} });
    await set({ deletedAt: '2026-03-01T09:00:00Z' });
    expect(await contactById(store, id)).toBeUndefined();
    expect(await contactsByEmail(store, ['dana@globex.test'])).toEqual([]);
    expect(await countContacts(store)).toBe(0);
    await set({ deletedAt: null });
    expect((await contactsByEmail(store, ['dana@globex.test']))[0]?.id).toBe(id);
    expect(await countContacts(store)).toBe(1);
  });
});
