/** What sync rests on: however deliveries are interleaved and repeated, the records come out the same. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptMutations } from '../../../automation-engine/intake/accept.ts';
import { readChanges } from '../../../automation-engine/records/changes.ts';
import { createHybridClock } from '../../../shared/model/hybrid-clock.ts';
import { createIds } from '../../../shared/model/ids.ts';
import { applyMutation, type Mutation } from '../../../shared/model/mutation.ts';
import type { RecordState } from '../../../shared/model/record.ts';
import { createChance, makeCore, START } from '../make-core.ts';

const newId = createIds({ now: () => START, random: createChance(7) });
const DEVICES = [newId(), newId(), newId()] as const;
const RECORDS = [newId(), newId()] as const;

const fields = fc.dictionary(
  fc.constantFrom(
    'name',
    'title',
    'tags/lead',
    'tags/vip',
    'emails/a@x.test',
    'emails/b@x.test',
    'deletedAt',
    'doNotContact',
  ),
  fc.constantFrom(0, 1, 2),
  { minKeys: 1, maxKeys: 4 },
);
/** A value that fits the field: `null` for 0. */
const valueFor = (path: string, choice: number): Mutation['fields'][string] => {
  if (choice === 0) return null;
  if (path.startsWith('tags/')) return true;
  if (path.startsWith('emails/')) return choice === 1 ? {} : { label: 'work' };
  if (path === 'deletedAt') return `2026-03-06T1${choice}:00:00.000Z`;
  return path === 'doNotContact' ? choice === 1 : `${path} ${choice}`;
};

/** Mutations of several devices whose clocks differ by up to three milliseconds, so that stamps clash often. */
const history = fc
  .array(fc.record({ device: fc.nat(2), record: fc.nat(1), skew: fc.nat(3), fields }), { minLength: 1, maxLength: 12 })
  .map((edits) => {
    const clocks = DEVICES.map((device) => ({ device, now: START }));
    return edits.map((edit): Mutation => {
      const own = clocks[edit.device]!;
      own.now = Math.max(own.now, START + edit.skew);
      const stamp = createHybridClock({ now: () => own.now++, device: own.device }).tick();
      const changes = Object.entries(edit.fields).map(([path, choice]) => [path, valueFor(path, choice)] as const);
      return {
        id: newId(),
        kind: 'contact',
        recordId: RECORDS[edit.record]!,
        fields: Object.fromEntries(changes),
        stamp,
      };
    });
  });

/** Deliveries: the mutations in any order, some of them again, cut into pushes. */
const deliveries = history.chain((mutations) =>
  fc.record({
    mutations: fc.constant(mutations),
    order: fc
      .tuple(
        fc.shuffledSubarray(mutations, { minLength: mutations.length }),
        fc.array(fc.constantFrom(...mutations), { maxLength: 6 }),
      )
      .chain(([all, again]) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length })),
    cuts: fc.array(fc.nat(20), { maxLength: 4 }),
  }),
);

function pushesOf(order: Mutation[], cuts: number[]): Mutation[][] {
  const bounds = [...new Set(cuts.map((cut) => cut % order.length))].sort((a, b) => a - b);
  return [0, ...bounds]
    .map((from, at) => order.slice(from, bounds[at] ?? order.length))
    .filter((push) => push.length > 0);
}

/** The answer, by the plainest means: apply all of them in the order in which they were made. */
function expected(mutations: Mutation[]): Record<string, RecordState['values']> {
  const states = new Map<string, RecordState>();
  for (const mutation of mutations)
    states.set(mutation.recordId, applyMutation(states.get(mutation.recordId), mutation).state);
  return Object.fromEntries([...states].map(([id, state]) => [id, state.values]));
}

describe('pushes from several devices', () => {
  it('lead to the same records in any interleaving and repetition, each accepted once', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ mutations, order, cuts }) => {
        const core = await makeCore();
        try {
          // All pushes at once: they queue up for the database in an order that nobody chose.
          await Promise.all(
            pushesOf(order, cuts).map((push) => acceptMutations(core, { deviceId: DEVICES[0], role: 'seller' }, push)),
          );
          const rows = await core.db.selectFrom('records').select(['id', 'values_json']).execute();
          const found = Object.fromEntries(
            rows.map((row) => [row.id, JSON.parse(row.values_json) as RecordState['values']]),
          );
          expect(found).toEqual(expected(mutations));
          const { changes } = await readChanges(core.db, { after: 0, limit: 500 });
          expect(changes.map((change) => change.mutation.id).sort()).toEqual(
            mutations.map((mutation) => mutation.id).sort(),
          );
          expect(changes.map((change) => change.seq)).toEqual(mutations.map((_, at) => at + 1));
        } finally {
          await core.close();
        }
      }),
      { numRuns: 60 },
    );
  });
});
