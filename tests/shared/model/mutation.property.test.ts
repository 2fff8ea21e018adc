/** Sync rests on this: any order and any repetition of deliveries gives the same state. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMutation, problemsWith, readRecord, type Mutation } from '../../../shared/model/mutation.ts';
import type { RecordState } from '../../../shared/model/record.ts';

const recordId = '018f3c5a-7b2c-7000-8000-00000000000a';
const devices = [
  '018f3c5a-7b2c-7000-8000-000000000001',
  '018f3c5a-7b2c-7000-8000-000000000002',
  '018f3c5a-7b2c-7000-8000-000000000003',
];

const path = fc.constantFrom(
  'name',
  'title',
  'emails/dana@globex.test',
  'emails/d@globex.test',
  'tags/vip',
  'tags/new',
  'deletedAt',
  'custom/__proto__',
);
const value = fc.oneof(
  fc.constant(null),
  fc.string({ maxLength: 5 }),
  fc.constant(true),
  fc.dictionary(fc.constantFrom('label', 'x'), fc.string({ maxLength: 3 })),
);

/** Stamps are unique in life: no device gives one twice. Few walls and counters make conflicts likely. */
const mutations: fc.Arbitrary<Mutation[]> = fc
  .uniqueArray(
    fc.record({
      wall: fc.integer({ min: 1, max: 4 }),
      counter: fc.integer({ min: 0, max: 2 }),
      device: fc.constantFrom(...devices),
      fields: fc.dictionary(path, value, { minKeys: 1, maxKeys: 4 }),
    }),
    { maxLength: 12, selector: ({ wall, counter, device }) => `${wall} ${counter} ${device}` },
  )
  .map((all) =>
    all.map(({ wall, counter, device, fields }, at) => ({
      id: `018f3c5a-7b2c-7000-8000-0000000001${at.toString(16).padStart(2, '0')}`,
      kind: 'contact',
      recordId,
      fields,
      stamp: `${wall.toString(16).padStart(12, '0')}-${counter.toString(16).padStart(4, '0')}-${device}`,
    })),
  );

const applyAll = (list: readonly Mutation[], from?: RecordState) =>
  list.reduce<RecordState | undefined>((state, mutation) => applyMutation(state, mutation).state, from);

describe('applying mutations', () => {
  it('gives the same state in any order, with any of them repeated', () => {
    const deliveries = mutations.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray([...list, ...list, ...list], { minLength: list.length * 3, maxLength: list.length * 3 }),
      ),
    );
    fc.assert(
      fc.property(deliveries, ([list, delivered]) => {
        expect(applyAll(delivered)).toEqual(applyAll(list));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same state in any grouping: a device may apply some before it gets the rest', () => {
    const split = mutations.chain((list) => fc.tuple(fc.constant(list), fc.nat({ max: list.length })));
    fc.assert(
      fc.property(split, ([list, at]) => {
        const late = applyAll(list.slice(0, at), applyAll(list.slice(at)));
        expect(late).toEqual(applyAll(list));
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(mutations, (list) => {
        const state = applyAll(list);
        for (const mutation of list) {
          const again = applyMutation(state, mutation);
          expect(again.changed).toEqual([]);
          expect(again.state).toEqual(state);
        }
      }),
    );
  });

  it('leaves the state passed in as it was', () => {
    fc.assert(
      fc.property(mutations, (list) => {
        fc.pre(list.length > 1);
        const before = applyAll(list.slice(0, -1));
        const copy = structuredClone(before);
        applyMutation(before, list.at(-1)!);
        expect(before).toEqual(copy);
      }),
    );
  });
});

describe('a mutation', () => {
  const mutation = (fields: Mutation['fields']): Mutation => ({
    id: '018f3c5a-7b2c-7000-8000-000000000100',
    kind: 'contact',
    recordId,
    fields,
    stamp: `000000000001-0000-${devices[0]}`,
  });

  it('is told which of its fields do not fit', () => {
    const problems = problemsWith(
      mutation({ name: 'Dana', shoeSize: 42, emails: 'x', 'tags/VIP': true, birthday: 'yesterday' }),
    );
    expect(problems.map((problem) => problem.path)).toEqual(['shoeSize', 'emails', 'birthday']);
  });

  it('reads back as a record in which removed entries are gone and hostile keys are data', () => {
    const { state } = applyMutation(
      undefined,
      mutation({ name: 'Dana', 'tags/a': true, 'tags/b': null, 'custom/__proto__': 'x' }),
    );
    const record = readRecord('contact', state);
    expect(record.name).toBe('Dana');
    expect(record.tags).toEqual({ a: true });
    expect(Object.getOwnPropertyNames(record.custom)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(record.custom)).toBe(Object.prototype);
  });
});
