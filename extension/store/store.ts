/** A store: the database with the time and the chance that its records are made from. */
import { createIds, type NewId } from '../../shared/model/ids.ts';
import { openDb, type LarderDb } from './db.ts';

export interface Store {
  db: LarderDb;
  /** Unix milliseconds. */
  now: () => number;
  newId: NewId;
}

/** The browser's own store. Every extension page and the background open it for themselves; IndexedDB keeps them apart. */
export function openStore(): Store {
  const now = () => Date.now();
  return { db: openDb(), now, newId: createIds({ now, random: (bytes) => crypto.getRandomValues(bytes) }) };
}

/** The store's time, as records write it. */
export const timeOf = (store: Store): string => new Date(store.now()).toISOString();
