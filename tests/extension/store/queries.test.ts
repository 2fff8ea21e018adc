import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countContacts, recentContacts, searchContacts, tagsInUse } from '../../../extension/store/contacts.ts';
import { exportParts } from '../../../extension/store/export.ts';
import { interactionsOf, notesOf, openTasksOf } from '../../../extension/store/history.ts';
import { resendEverything } from '../../../extension/store/resend.ts';
import { clearReadings, logReading, readings } from '../../../extension/store/readings.ts';
import { fold, wordsOf } from '../../../extension/store/rows.ts';
import { write, type Change } from '../../../extension/store/write.ts';
import { makeStore, type TestStore } from './make-store.ts';

let store: TestStore;
beforeEach(() => {
  store = makeStore();
});
afterEach(() => store.close());

const add = async (kind: Change['kind'], fields: Change['fields']) => {
  const recordId = store.newId();
  store.pass(1_000);
  await write(store, [{ kind, recordId, fields }]);
  return recordId;
};

describe('search', () => {
  it('finds a person by the beginnings of words, without case and accents', async () => {
    const asa = await add('contact', { name: 'Åsa Öberg', companyName: 'Globex Norden', 'emails/asa@globex.test': {} });
    await add('contact', { name: 'Bo Ek', companyName: 'Initech' });
    const find = async (question: string) => (await searchContacts(store, question, 10)).map(({ id }) => id);
    expect(await find('asa')).toEqual([asa]);
    expect(await find('ÖBERG å')).toEqual([asa]);
    expect(await find('glob nord')).toEqual([asa]);
    expect(await find('asa@globex.test')).toEqual([asa]);
    expect(await find('asa initech')).toEqual([]);
  });

  it('lists the last changed first when nothing is asked', async () => {
    const first = await add('contact', { name: 'A' });
    const second = await add('contact', { name: 'B' });
    store.pass(1);
    await write(store, [{ kind: 'contact', recordId: first, fields: { title: 'Buyer' } }]);
    expect((await recentContacts(store, 10)).map(({ id }) => id)).toEqual([first, second]);
    expect(await countContacts(store)).toBe(2);
  });

  it('finds a person by two words that many have', async () => {
    const changes = Array.from({ length: 900 }, (_, n): Change => ({
      kind: 'contact',
      recordId: store.newId(),
      fields: { name: `${n % 2 === 0 ? 'Dana' : 'Bo'} ${n}`, companyName: n === 899 ? 'Initech' : 'Globex' },
    }));
    await write(store, changes);
    const find = async (question: string) => (await searchContacts(store, question, 50)).map(({ name }) => name);
    expect(await find('globex dana')).toHaveLength(50);
    expect(await find('dana glob 898')).toEqual(['Dana 898']);
    expect(await find('bo initech')).toEqual(['Bo 899']);
    expect(await find('dana initech')).toEqual([]);
  });

  it('suggests tags in use, each once', async () => {
    await add('contact', { 'tags/vip': true, 'tags/lead': true });
    await add('contact', { 'tags/vip': true });
    expect(await tagsInUse(store, 'v')).toEqual(['vip']);
  });

  it('folds words of any script', () => {
    expect(fold('  ÉLODIE ')).toBe('elodie');
    expect(wordsOf(['דנה לוי', '山田 太郎', undefined])).toEqual(['דנה', 'לוי', '山田', '太郎']);
  });
});

describe('history', () => {
  it('keeps each kind with its contact, in its order', async () => {
    const contactId = await add('contact', { name: 'Dana' });
    await add('interaction', { contactId, at: '2026-01-02T10:00:00Z', channel: 'email', direction: 'in' });
    await add('interaction', { contactId, at: '2026-01-03T10:00:00Z', channel: 'email', direction: 'out' });
    await add('task', { contactId, title: 'no date' });
    await add('task', { contactId, title: 'soon', dueAt: '2026-03-02T10:00:00Z' });
    await add('task', { contactId, title: 'done', doneAt: '2026-03-02T10:00:00Z' });
    await add('note', { contactId, text: 'one', at: '2026-03-01T10:00:00Z' });
    expect((await interactionsOf(store, contactId, 5)).map(({ direction }) => direction)).toEqual(['out', 'in']);
    expect((await openTasksOf(store, contactId, 5)).map(({ title }) => title)).toEqual(['soon', 'no date']);
    expect((await notesOf(store, contactId, 5)).map(({ text }) => text)).toEqual(['one']);
  });
});

describe('the log of readings', () => {
  const draft = (readAt: string, name: string) => ({
    adapter: 'generic-page',
    url: 'https://globex.test/dana',
    title: 'Dana',
    readAt,
    contacts: [{ key: name, role: 'listed' as const, fields: [] }],
    interactions: [],
    warnings: [],
  });

  it('has one row for a page read again at once, and another when it says something else', async () => {
    await logReading(store, draft('2026-03-01T10:00:00Z', 'Dana'));
    await logReading(store, draft('2026-03-01T10:00:20Z', 'Dana'));
    await logReading(store, draft('2026-03-01T10:00:30Z', 'Bo'));
    expect((await readings(store, 10)).map(({ people }) => people)).toEqual([['Bo'], ['Dana']]);
    await clearReadings(store);
    expect(await readings(store, 10)).toEqual([]);
  });
});

describe('all data', () => {
  it('is exported as one JSON document, with what waits', async () => {
    await add('contact', { name: 'Dana "D" Whitfield' });
    await add('note', { text: 'Hello' });
    const parts: string[] = [];
    for await (const part of exportParts(store)) parts.push(part);
    const whole = JSON.parse(parts.join('')) as { records: { kind: string }[]; waiting: unknown[] };
    expect(whole.records.map(({ kind }) => kind)).toEqual(['contact', 'note']);
    expect(whole.waiting).toHaveLength(2);
  });

  it('is queued anew for another engine, with the stamps that it has', async () => {
    const id = await add('contact', { name: 'Dana' });
    await write(store, [{ kind: 'contact', recordId: id, fields: { title: 'Buyer' } }]);
    const before = (await store.db.outbox.toArray()).map(({ mutation }) => [mutation.stamp, mutation.fields]);
    await store.db.outbox.clear();
    expect(await resendEverything(store)).toBe(2);
    const after = (await store.db.outbox.toArray()).map(({ mutation }) => [mutation.stamp, mutation.fields]);
    expect(after).toEqual(before);
  });
});
