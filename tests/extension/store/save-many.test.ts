import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contactById, countContacts } from '../../../extension/store/contacts.ts';
import { saveMany, takeBack } from '../../../extension/store/save-many.ts';
import { write } from '../../../extension/store/write.ts';
import type { DraftContact } from '../../../shared/model/draft.ts';
import { makeStore, type TestStore } from './make-store.ts';

let store: TestStore;
beforeEach(() => {
  store = makeStore();
});
afterEach(() => store.close());

const evidence = [{ source: 'json-ld' as const, at: '2026-03-01T09:00:00Z', confidence: 1 }];
const entry = (name: string, field = 'name') => {
  const email = `${name.toLowerCase()}@globex.test`;
  const person: DraftContact = {
    key: email,
    role: 'listed',
    fields: [
      { path: field, value: name, evidence },
      { path: `emails/${email}`, value: {}, evidence },
    ],
  };
  return { person, url: 'https://globex.test/team' };
};

describe('saving many', () => {
  it('makes each person once, leaves the known alone, and says how far it is', async () => {
    const first = await saveMany(store, [entry('Bo')]);
    const seen: number[] = [];
    const saved = await saveMany(store, [entry('Ann'), entry('Bo'), entry('Ann'), entry('Cy')], {
      onProgress: (done) => seen.push(done),
    });
    expect(saved).toMatchObject({ known: 2, failed: [] });
    expect(saved.made).toHaveLength(2);
    expect(saved.made).not.toContain(first.made[0]);
    expect(seen).toEqual([1, 2, 3, 4]);
    expect(await contactById(store, saved.made[1]!)).toMatchObject({
      name: 'Cy',
      capturedFrom: 'https://globex.test/team',
    });
  });

  it('goes on after one that does not fit, and names it', async () => {
    const saved = await saveMany(store, [entry('Ann', 'nonsense'), entry('Bo')]);
    expect(saved.made).toHaveLength(1);
    expect(saved.failed.map(({ key }) => key)).toEqual(['ann@globex.test']);
  });

  it('stops when asked, and keeps what was made', async () => {
    const stop = new AbortController();
    const saved = await saveMany(store, [entry('Ann'), entry('Bo'), entry('Cy')], {
      signal: stop.signal,
      onProgress: (done) => done === 2 && stop.abort(),
    });
    expect(saved.made).toHaveLength(2);
    expect(await countContacts(store)).toBe(2);
  });

  it('takes back exactly what was made', async () => {
    const { made: before } = await saveMany(store, [entry('Bo')]);
    const { made } = await saveMany(store, [entry('Ann'), entry('Bo'), entry('Cy')]);
    await write(store, [{ kind: 'contact', recordId: made[0]!, fields: { deletedAt: '2026-03-01T09:00:00Z' } }]);
    expect(await takeBack(store, made)).toBe(1);
    expect(await countContacts(store)).toBe(1);
    expect(await contactById(store, before[0]!)).toMatchObject({ name: 'Bo' });
    expect(await takeBack(store, [])).toBe(0);
  });
});
