/** Stores in memory with a clock of their own, so that tests are repeatable. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { createIds } from '../../../shared/model/ids.ts';
import { openDb } from '../../../extension/store/db.ts';
import type { Store } from '../../../extension/store/store.ts';

export interface TestStore extends Store {
  /** Moves the clock on. */
  pass: (millis: number) => void;
  close: () => void;
}

let made = 0;

/** @param seed makes the ids; the same seed gives the same ids */
export function makeStore(seed = 1, start = Date.parse('2026-03-01T09:00:00Z')): TestStore {
  let time = start;
  let state = seed >>> 0 || 1;
  const random = (bytes: Uint8Array<ArrayBuffer>) =>
    bytes.map(() => {
      // Numerical Recipes' linear congruential generator: chance enough for ids that must differ.
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
  const now = () => time;
  const db = openDb(`test-${++made}`, { indexedDB: new IDBFactory(), IDBKeyRange });
  return { db, now, newId: createIds({ now, random }), pass: (millis) => (time += millis), close: () => db.close() };
}
