import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findDoubles, type Pair, type Progress } from '../../../extension/store/find-doubles.ts';
import { write } from '../../../extension/store/write.ts';
import { setApart } from '../../../extension/ui/person/changes.ts';
import { makePeople } from '../../shared/reading/matching/made-up-people.ts';
import { makeStore, type TestStore } from './make-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = makeStore();
  const people = makePeople(3, 150).map(({ given, family, email }) => ({
    name: `${given} ${family}`,
    [`emails/${email}`]: {},
  }));
  await add([...people, { name: 'Ivy Jung', 'emails/ivy.jung@gmail.com': {} }]);
});
afterEach(() => store.close());

async function add(all: Record<string, string | object>[]): Promise<string[]> {
  const changes = all.map((fields) => ({
    kind: 'contact' as const,
    recordId: store.newId(),
    fields: JSON.parse(JSON.stringify(fields)),
  }));
  await write(store, changes);
  return changes.map(({ recordId }) => recordId);
}
const ids = ({ one, other }: Pair) => [one.contact.id, other.person.contact.id];

describe('findDoubles', () => {
  it('finds each pair once, with its reasons, and none that was decided', async () => {
    expect((await findDoubles(store)).pairs).toEqual([]);
    const [first = '', second = ''] = await add([
      { name: 'Ivy Jung', 'emails/ivyjung+crm@googlemail.com': {} },
      { name: 'Ivy Jung', 'emails/ivyjung@gmail.com': {}, deletedAt: '2026-03-01T09:00:00.000Z' },
    ]);
    const { pairs, isPart } = await findDoubles(store);
    expect(pairs).toHaveLength(1);
    expect(isPart).toBe(false);
    expect(pairs[0]?.other.kind).toBe('exact');
    expect(pairs[0]?.other.reasons.map(({ field, level }) => [field, level])).toContainEqual([
      'e-mail address',
      'equal',
    ]);
    const [one = '', other = ''] = ids(pairs[0]!);
    expect(other).toBe(first);
    expect([one, other]).not.toContain(second);
    await setApart(store, one, other, true);
    expect((await findDoubles(store)).pairs).toEqual([]);
    await setApart(store, one, other, false);
    expect((await findDoubles(store)).pairs).toHaveLength(1);
  });

  it('says how far it is and can be stopped', async () => {
    await add([{ name: 'Ivy Jung', 'emails/ivyjung+crm@googlemail.com': {} }]);
    const seen: Progress[] = [];
    await findDoubles(store, { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(0)).toEqual({ phase: 'reading', done: 152, of: 152 });
    expect(seen.at(-1)).toEqual({ phase: 'comparing', done: 152, of: 152 });
    const control = new AbortController();
    const stopped = await findDoubles(store, { signal: control.signal, onProgress: () => control.abort() });
    expect(stopped).toEqual({ pairs: [], isPart: true });
  });
});
