import { afterEach, expect, it } from 'vitest';
import { addNever, neverRules, removeNever } from '../../../extension/store/never.ts';
import { makeStore, type TestStore } from './make-store.ts';

let store: TestStore;
afterEach(() => store.close());

it('keeps each rule once, also when two are added at the same time', async () => {
  store = makeStore();
  expect(await neverRules(store)).toEqual([]);
  const globex = { kind: 'domain', value: 'globex.test' } as const;
  const dana = { kind: 'address', value: 'dana@globex.test' } as const;
  await Promise.all([addNever(store, globex), addNever(store, dana), addNever(store, globex)]);
  expect(await neverRules(store)).toEqual([globex, dana]);
  await removeNever(store, globex);
  expect(await neverRules(store)).toEqual([dana]);
});
