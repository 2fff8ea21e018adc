/** What runs in the page of `npm run bench:store`: a store in the browser's own IndexedDB, with made-up people. */
import type { DraftContact } from '../../../shared/model/draft.ts';
import { createHybridClock } from '../../../shared/model/hybrid-clock.ts';
import { createIds } from '../../../shared/model/ids.ts';
import { personOfDraft } from '../../../shared/reading/matching/person-records.ts';
import { openDb } from '../../../extension/store/db.ts';
import { duplicatesOf } from '../../../extension/store/duplicates.ts';
import { knownOf } from '../../../extension/store/known.ts';
import { addToCount } from '../../../extension/store/people-count.ts';
import { toRow } from '../../../extension/store/rows.ts';
import { saveDraft } from '../../../extension/store/save-draft.ts';
import type { Store } from '../../../extension/store/store.ts';
import { corrupt, makePeople, Maker, type MadeUpPerson } from '../../shared/reading/matching/made-up-people.ts';

export interface StoreFigures {
  /** Milliseconds in median: one row by its id, with Dexie alone. */
  getMs: number;
  /** Whether somebody is known, and who may be the same. */
  lookupMs: number;
  saveMs: number;
  /** Of those written down again with mistakes, the share that is found. */
  found: number;
}

const ASKED = 60;
const PIECE = 2_000;
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

function fieldsOf(person: MadeUpPerson): [path: string, value: DraftContact['fields'][number]['value']][] {
  const all: [string, string | object][] = [
    ['name', `${person.given} ${person.family}`],
    ['companyName', person.company],
    ['address', `${person.street}\n${person.postcode} ${person.city}`],
    [`emails/${person.email}`, {}],
    [`phones/${person.phone}`, {}],
  ];
  return all.flatMap(([path, value]): [string, string | Record<string, never>][] =>
    value === '' || path.endsWith('/') ? [] : [[path, typeof value === 'string' ? value : {}]],
  );
}

const draftOf = (person: MadeUpPerson): DraftContact => ({
  key: person.email,
  role: 'sender',
  fields: fieldsOf(person).map(([path, value]) => ({
    path,
    value,
    evidence: [{ source: 'visible-text', at: '2026-03-01T09:00:00.000Z', confidence: 0.9 }],
  })),
});

/** @param size how many contacts are stored */
export async function measureStore(size: number): Promise<StoreFigures> {
  const now = () => Date.now();
  const db = openDb(`bench-${size}`);
  const store: Store = { db, now, newId: createIds({ now, random: (bytes) => crypto.getRandomValues(bytes) }) };
  const clock = createHybridClock({ now, device: store.newId() });
  const people = makePeople(5, size + ASKED);
  const stored = people.slice(0, size);
  const ids = new Map<number, string>();
  for (let at = 0; at < size; at += PIECE) {
    const rows = stored.slice(at, at + PIECE).map((person) => {
      const id = store.newId();
      ids.set(person.entity, id);
      const fields = fieldsOf(person);
      const stamp = clock.tick();
      const stamps = Object.fromEntries(fields.map(([path]) => [path, stamp]));
      return toRow('contact', { kind: 'contact', id, values: Object.fromEntries(fields), stamps });
    });
    await db.contacts.bulkPut(rows);
  }
  await addToCount(store, size);
  const make = new Maker(7);
  const asked = Array.from({ length: ASKED }, () => make.pick(stored));
  const time = async (act: () => Promise<unknown>) => {
    const from = performance.now();
    await act();
    return performance.now() - from;
  };
  const figures = { get: [] as number[], lookup: [] as number[], save: [] as number[] };
  let found = 0;
  for (const person of asked) {
    const id = ids.get(person.entity) ?? '';
    figures.get.push(await time(() => db.contacts.get(id)));
    const draft = draftOf(corrupt(make, person, 0.2));
    figures.lookup.push(
      await time(async () => {
        await knownOf(store, [draft]);
        const likely = await duplicatesOf(store, personOfDraft(draft));
        if (likely.some(({ person: { contact } }) => contact.id === id)) found++;
      }),
    );
  }
  for (const person of people.slice(size)) {
    const draft = draftOf(person);
    figures.save.push(await time(() => saveDraft(store, [{ draft, fields: draft.fields }], [], 'https://bench.test/')));
  }
  await db.delete();
  return {
    getMs: median(figures.get),
    lookupMs: median(figures.lookup),
    saveMs: median(figures.save),
    found: found / ASKED,
  };
}
