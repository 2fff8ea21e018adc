/**
 * How many contacts there are, deleted ones included: counting them takes a third of a second in a large store, so the number is kept, in the
 * transactions that add them.
 */
import { readFact, writeFact } from './device.ts';
import type { Store } from './store.ts';

export const peopleCount = async (store: Store): Promise<number> => (await readFact(store, 'people'))?.rows ?? 0;

/** Call it inside the transaction that adds them. */
export async function addToCount(store: Store, added: number): Promise<void> {
  if (added > 0) await writeFact(store, 'people', { rows: (await peopleCount(store)) + added });
}
