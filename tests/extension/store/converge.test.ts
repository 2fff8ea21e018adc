/** The promise of DESIGN.md, section 5: any order and any repetition of deliveries gives the same state, own edits included. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mutation } from '../../../shared/model/mutation.ts';
import { applyPulled } from '../../../extension/store/pulled.ts';
import { write } from '../../../extension/store/write.ts';
import { makeStore, type TestStore } from './make-store.ts';

const ENGINE = '018f3c5a-7b2c-7000-8000-0000000000ee';
const contactIds = ['018f3c5a-7b2c-7000-8000-000000000001', '018f3c5a-7b2c-7000-8000-000000000002'];

const fields = fc.record(
  {
    name: fc.option(fc.constantFrom('Dana', 'Dana W', 'D. Whitfield'), { nil: null }),
    title: fc.constantFrom('Buyer', 'Head of Procurement'),
    'tags/vip': fc.constantFrom(true, null),
    'tags/lead': fc.constantFrom(true, null),
  },
  { requiredKeys: [] },
);
const edit = fc.record({ device: fc.integer({ min: 0, max: 2 }), contact: fc.integer({ min: 0, max: 1 }), fields });

async function stateOf(store: TestStore) {
  const rows = await store.db.contacts.bulkGet(contactIds);
  return rows.map((row) => row && { values: row.values, stamps: row.stamps, tags: row.tagKeys, name: row.nameKey });
}

describe('devices', () => {
  it('reach the same state whatever the order, the repetitions and the clocks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
        async (edits, chance) => {
          const stores = [0, 1, 2].map((at) => makeStore(at + 1, Date.parse('2026-03-01T09:00:00Z') + at * 37));
          const sent: Mutation[] = [];
          try {
            for (const one of edits) {
              const store = stores[one.device]!;
              if (Object.keys(one.fields).length === 0) continue;
              store.pass(chance[sent.length % 30]! % 50);
              sent.push(
                ...(await write(store, [{ kind: 'contact', recordId: contactIds[one.contact]!, fields: one.fields }])),
              );
            }
            for (const [at, store] of stores.entries()) {
              // Each device gets all of it in an order of its own, with some of it twice.
              const order = sent
                .flatMap((mutation, place) => (chance[place % 30]! % 3 === 0 ? [mutation, mutation] : [mutation]))
                .map((mutation, place) => ({
                  mutation,
                  key: (chance[(place * 7 + at * 11) % 30]! * (place + 3)) % 101,
                }))
                .sort((a, b) => a.key - b.key);
              for (let place = 0; place < order.length; place += 3) {
                const changes = order
                  .slice(place, place + 3)
                  .map(({ mutation }, offset) => ({ seq: place + offset + 1, mutation }));
                await applyPulled(store, ENGINE, changes, place + 3);
              }
            }
            const states = await Promise.all(stores.map(stateOf));
            expect(states[1]).toEqual(states[0]);
            expect(states[2]).toEqual(states[0]);
          } finally {
            for (const store of stores) store.close();
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('take an edit made after a pull as the later one, though the own clock is behind', async () => {
    const ahead = makeStore(1, Date.parse('2026-03-01T10:00:00Z'));
    const behind = makeStore(2, Date.parse('2026-03-01T09:00:00Z'));
    const recordId = contactIds[0]!;
    const [theirs] = await write(ahead, [{ kind: 'contact', recordId, fields: { name: 'Dana' } }]);
    await applyPulled(behind, ENGINE, [{ seq: 1, mutation: theirs! }], 1);
    const [ours] = await write(behind, [{ kind: 'contact', recordId, fields: { name: 'Dana W' } }]);
    expect(ours!.stamp > theirs!.stamp).toBe(true);
    await applyPulled(ahead, ENGINE, [{ seq: 2, mutation: ours! }], 2);
    expect(await stateOf(ahead)).toEqual(await stateOf(behind));
    ahead.close();
    behind.close();
  });

  it('drop a waiting mutation when it comes back through the feed, and keep the cursor', async () => {
    const store = makeStore();
    const [mutation] = await write(store, [{ kind: 'contact', recordId: contactIds[0]!, fields: { name: 'Dana' } }]);
    await applyPulled(store, ENGINE, [{ seq: 7, mutation: mutation! }], 7);
    expect(await store.db.outbox.count()).toBe(0);
    expect((await store.db.device.get('cursor'))?.value).toEqual({ engineId: ENGINE, next: 7 });
    store.close();
  });
});
