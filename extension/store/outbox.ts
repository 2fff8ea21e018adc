/** Mutations on their way to the engine: waiting, or refused with the engine's reason. A row goes away when the engine has it. */
import { Dexie } from 'dexie';
import type { Mutation } from '../../shared/model/mutation.ts';
import type { PushResult } from '../../shared/model/wire.ts';
import { timeOf, type Store } from './store.ts';

export interface OutboxRow {
  /** The order of making. */
  order: number;
  /** The mutation's id. */
  id: string;
  recordId: string;
  state: 'waiting' | 'refused';
  mutation: Mutation;
  refused?: { at: string; reason: string; issues: { path: string; message: string }[] };
}
export type Refused = OutboxRow & { refused: NonNullable<OutboxRow['refused']> };

const range = (store: Store, state: OutboxRow['state']) =>
  store.db.outbox.where('[state+order]').between([state, Dexie.minKey], [state, Dexie.maxKey]);

/** The next mutations to push, the oldest first. */
export const waiting = (store: Store, limit: number): Promise<OutboxRow[]> =>
  range(store, 'waiting').limit(limit).toArray();

/** How many wait and how many were refused. */
export async function countOutbox(store: Store): Promise<{ waiting: number; refused: number }> {
  const [wait, refused] = await Promise.all([range(store, 'waiting').count(), range(store, 'refused').count()]);
  return { waiting: wait, refused };
}

/** What the engine refused, with its reasons. */
export async function refusedOnes(store: Store, limit = 100): Promise<Refused[]> {
  const rows = await range(store, 'refused').limit(limit).toArray();
  return rows.filter((row): row is Refused => row.refused !== undefined);
}

/**
 * Takes the engine's answer to a push: accepted rows go, refused ones stay with the reason. Answers belong to rows by place.
 * @throws when the answer has not one result for each row
 */
export async function settle(
  store: Store,
  pushed: readonly OutboxRow[],
  results: readonly PushResult[],
): Promise<void> {
  if (results.length !== pushed.length) {
    throw new Error(`the engine gave ${results.length} results for ${pushed.length} mutations`);
  }
  const at = timeOf(store);
  await store.db.transaction('rw', store.db.outbox, async () => {
    for (const [place, row] of pushed.entries()) {
      const result = results[place];
      if (result?.status === 'accepted') await store.db.outbox.delete(row.order);
      else if (result !== undefined) {
        const { reason, issues } = result;
        await store.db.outbox.update(row.order, { state: 'refused', refused: { at, reason, issues } });
      }
    }
  });
}

/** Sends a refused mutation once more, with the next push. */
export async function sendAgain(store: Store, order: number): Promise<void> {
  await store.db.outbox.update(order, { state: 'waiting', refused: undefined });
}

/** Keeps the value on this device and stops offering it to the engine: a person saw the reason. */
export async function setAside(store: Store, order: number): Promise<void> {
  await store.db.outbox.delete(order);
}
