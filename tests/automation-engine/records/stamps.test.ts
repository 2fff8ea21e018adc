import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readStamps, writeStamps } from '../../../automation-engine/records/stamps.ts';
import { applyMutation, type Mutation } from '../../../shared/model/mutation.ts';
import type { RecordState } from '../../../shared/model/record.ts';

const ID = '018f3c5a-7b2c-7000-8000-000000000001';
const stamp = (time: number) => `${String(time).padStart(12, '0')}-0000-${ID}`;
const mutations = fc.array(
  fc.record({
    fields: fc.dictionary(fc.constantFrom('name', 'title', 'tags/a', 'custom/__proto__', '__proto__'), fc.string(), {
      minKeys: 1,
    }),
    time: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 4 },
);

it('gives back the stamp of each field, whatever was done to the record', () => {
  fc.assert(
    fc.property(mutations, (done) => {
      let state: RecordState | undefined;
      for (const { fields, time } of done) {
        const mutation: Mutation = { id: ID, kind: 'contact', recordId: ID, fields, stamp: stamp(time) };
        ({ state } = applyMutation(state, mutation));
      }
      if (state === undefined) throw new Error('nothing was done');
      expect(readStamps(writeStamps(state), state.values)).toEqual(state.stamps);
    }),
  );
});

it('stores one stamp once', () => {
  const state = { kind: 'contact', id: ID, values: { name: 'Dana', title: 'Buyer' }, stamps: {} };
  expect(writeStamps({ ...state, stamps: { name: stamp(1), title: stamp(1) } })).toBe(JSON.stringify(stamp(1)));
  expect(writeStamps({ ...state, stamps: { name: stamp(1), title: stamp(2) } })).toContain('"title"');
});
