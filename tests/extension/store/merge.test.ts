import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contactById, contactsByEmail, countContacts, mergedInto } from '../../../extension/store/contacts.ts';
import { interactionsOf, notesOf, openTasksOf } from '../../../extension/store/history.ts';
import { mergeContacts, separate } from '../../../extension/store/merge.ts';
import { write, type Change } from '../../../extension/store/write.ts';
import { makeStore, type TestStore } from './make-store.ts';

let store: TestStore;
let keep: string;
let other: string;
const set = (recordId: string, fields: Change['fields'], kind: Change['kind'] = 'contact') =>
  write(store, [{ kind, recordId, fields }]);

beforeEach(async () => {
  store = makeStore();
  keep = store.newId();
  other = store.newId();
  await set(keep, { name: 'Dana Whitfield', title: 'Buyer', 'emails/dana@globex.test': {} });
  await set(other, { name: 'D. Whitfield', 'emails/dw@private.test': {}, 'tags/vip': true, companyName: 'Globex' });
  const add = (contactId: string, at: string) =>
    set(store.newId(), { contactId, at, channel: 'call', direction: 'out', subject: at }, 'interaction');
  await add(keep, '2026-02-01T09:00:00Z');
  await add(other, '2026-02-02T09:00:00Z');
  await add(keep, '2026-02-03T09:00:00Z');
  await set(store.newId(), { contactId: other, title: 'Call back' }, 'task');
  await set(store.newId(), { contactId: other, text: 'Hello', at: '2026-02-02T09:00:00Z' }, 'note');
});
afterEach(() => store.close());

describe('merging two contacts', () => {
  it('keeps one in the lists, with what both had and everything that happened', async () => {
    await mergeContacts(store, keep, other, new Set());
    expect(await countContacts(store)).toBe(1);
    const merged = await contactById(store, keep);
    expect(merged).toMatchObject({
      name: 'Dana Whitfield',
      title: 'Buyer',
      companyName: 'Globex',
      tags: { vip: true },
    });
    expect((await contactsByEmail(store, ['dw@private.test'])).map(({ id }) => id)).toEqual([keep]);
    expect((await interactionsOf(store, keep, 2)).map(({ subject }) => subject)).toEqual([
      '2026-02-03T09:00:00Z',
      '2026-02-02T09:00:00Z',
    ]);
    expect(await openTasksOf(store, keep, 5)).toHaveLength(1);
    expect(await notesOf(store, keep, 5)).toHaveLength(1);
    expect((await mergedInto(store, keep)).map(({ id }) => id)).toEqual([other]);
    // A link to the other one leads to the one that was kept.
    expect((await contactById(store, other))?.id).toBe(keep);
  });

  it('takes the name of the other one when the person chose it', async () => {
    await mergeContacts(store, keep, other, new Set(['name']));
    expect((await contactById(store, keep))?.name).toBe('D. Whitfield');
  });

  it('is taken back, and leaves what was changed since', async () => {
    await mergeContacts(store, keep, other, new Set(['name']));
    await set(keep, { companyName: 'Globex Corporation' });
    await separate(store, other);
    expect(await contactById(store, keep)).toMatchObject({
      name: 'Dana Whitfield',
      companyName: 'Globex Corporation',
      tags: {},
      emails: { 'dana@globex.test': {} },
    });
    expect(await contactById(store, other)).toMatchObject({ id: other, name: 'D. Whitfield' });
    expect(await interactionsOf(store, keep, 5)).toHaveLength(2);
    expect(await interactionsOf(store, other, 5)).toHaveLength(1);
  });

  it('is refused for one that is gone, and for a contact with itself', async () => {
    await set(other, { deletedAt: '2026-03-01T09:00:00Z' });
    await expect(mergeContacts(store, keep, other, new Set())).rejects.toThrow('not here any more');
    await expect(mergeContacts(store, keep, keep, new Set())).rejects.toThrow('not here any more');
  });
});
