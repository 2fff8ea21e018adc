/** Who may be the same person, from a store that is written to, synced and upgraded. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FieldPath, FieldValue } from '../../../shared/model/record.ts';
import type { Person } from '../../../shared/reading/matching/person-records.ts';
import { contactById } from '../../../extension/store/contacts.ts';
import { openDb } from '../../../extension/store/db.ts';
import { asStored, duplicatesOf } from '../../../extension/store/duplicates.ts';
import { mergeContacts, separate } from '../../../extension/store/merge.ts';
import { peopleCount } from '../../../extension/store/people-count.ts';
import { applyPulled } from '../../../extension/store/pulled.ts';
import { write } from '../../../extension/store/write.ts';
import { makeStore, type TestStore } from './make-store.ts';

let store: TestStore;
beforeEach(() => void (store = makeStore()));
afterEach(() => store.close());

async function add(fields: Record<FieldPath, FieldValue>): Promise<string> {
  const recordId = store.newId();
  await write(store, [{ kind: 'contact', recordId, fields }]);
  return recordId;
}
const dana = {
  name: 'Dana Whitfield',
  companyName: 'Globex Ltd',
  'emails/d.whitfield@gmail.com': {},
  'phones/+442079460001': {},
  'links/https://social.test/in/dana': {},
};
const found = async (person: Person) =>
  (await duplicatesOf(store, person)).map(({ person: { contact }, kind }) => [contact.id, kind]);

describe('duplicatesOf', () => {
  it.each<[string, Person]>([
    ['an alias of the address', { emails: ['DWhitfield+crm@googlemail.com'] }],
    ['the phone in another form', { phones: ['020 7946 0001'] }],
    ['the profile', { links: ['http://www.social.test/in/dana/'] }],
  ])('finds somebody by %s', async (_, person) => {
    const id = await add(dana);
    await add({ name: 'Uma Okafor', 'emails/uma@globex.test': {} });
    expect(await found(person)).toEqual([[id, 'exact']]);
  });

  it('finds somebody by what nearly agrees, with a weight per field', async () => {
    const id = await add(dana);
    const [first] = await duplicatesOf(store, {
      name: 'Dana Whitfeild',
      company: 'Globex',
      emails: ['dana@home.test'],
    });
    expect(first?.person.contact.id).toBe(id);
    expect(first?.kind).toBe('near');
    expect(first?.reasons.map(({ field, level, bits }) => [field, level, Math.sign(bits)])).toEqual(
      expect.arrayContaining([
        ['name', 'near', 1],
        ['company', 'equal', 1],
        ['e-mail address', 'differs', -1],
      ]),
    );
  });

  it('offers those with the same full name, and not all of those with a frequent one', async () => {
    const id = await add({ name: 'Ivy Jung', 'emails/ivy@globex.test': {} });
    for (let at = 0; at < 8; at++) await add({ name: 'Ann Berg', [`emails/ann${at}@berg${at}.test`]: {} });
    expect(await found({ name: 'Ivy Jung', emails: ['someone@private.test'] })).toEqual([[id, 'near']]);
    expect(await found({ name: 'Ann Berg', emails: ['another@private.test'] })).toEqual([]);
  });

  it('follows what is changed, deleted, merged and separated', async () => {
    const id = await add(dana);
    await write(store, [{ kind: 'contact', recordId: id, fields: { 'phones/+442079460001': null } }]);
    expect(await found({ phones: ['+442079460001'] })).toEqual([]);
    const other = await add({ name: 'Tess Whitlock', 'emails/tess@harbour.test': {} });
    await mergeContacts(store, id, other, new Set());
    expect(await found({ emails: ['tess@harbour.test'] })).toEqual([[id, 'exact']]);
    await separate(store, other);
    expect(await found({ emails: ['tess@harbour.test'] })).toEqual([[other, 'exact']]);
    await write(store, [{ kind: 'contact', recordId: other, fields: { deletedAt: '2026-03-01T09:00:00.000Z' } }]);
    expect(await found({ emails: ['tess@harbour.test'] })).toEqual([]);
    expect(await peopleCount(store)).toBe(2);
  });

  it('knows whom the engine sent', async () => {
    const id = await add(dana);
    const [row] = await store.db.outbox.toArray();
    const elsewhere = makeStore(2);
    await applyPulled(elsewhere, id, [{ seq: 1, mutation: row!.mutation }], 1);
    const [first] = await duplicatesOf(elsewhere, { emails: ['dwhitfield+a@gmail.com'] });
    expect(first?.person.contact.id).toBe(id);
    expect(await peopleCount(elsewhere)).toBe(1);
    elsewhere.close();
  });

  it('leaves out the person themselves and whoever was said to be somebody else', async () => {
    const id = await add(dana);
    const twin = await add({ name: 'Dana Whitfield', 'phones/+442079460001': {} });
    const ask = async (self: string) => {
      const contact = (await contactById(store, self))!;
      return (await duplicatesOf(store, asStored(contact), contact)).map(({ person }) => person.contact.id);
    };
    expect(await ask(id)).toEqual([twin]);
    await write(store, [{ kind: 'contact', recordId: twin, fields: { [`distinctFrom/${id}`]: true } }]);
    expect([await ask(id), await ask(twin)]).toEqual([[], []]);
  });

  it('finds those who were stored before there was an index', async () => {
    const where = { indexedDB: new IDBFactory(), IDBKeyRange };
    const old = openDb('old', where, 3);
    const id = '018f3c5a-7b2c-7000-8000-000000000001';
    const keys = { words: [], emailKeys: [], phoneKeys: [], tagKeys: [] };
    await old.table('contacts').bulkAdd([
      { id, values: dana, stamps: {}, ...keys },
      {
        id: '018f3c5a-7b2c-7000-8000-000000000002',
        values: { ...dana, deletedAt: '2026-03-06T10:00:00.000Z' },
        stamps: {},
        ...keys,
      },
    ]);
    old.close();
    const db = openDb('old', where);
    const [first, second] = await duplicatesOf({ ...store, db }, { emails: ['d.whitfield@gmail.com'] });
    expect([first?.person.contact.id, second]).toEqual([id, undefined]);
    expect(await peopleCount({ ...store, db })).toBe(2);
    db.close();
  });
});
