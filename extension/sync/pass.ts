/** One pass of sync, and the state that it leaves for people to see. */
import { readFact, writeFact, type Pairing, type SyncState } from '../store/device.ts';
import { timeOf, type Store } from '../store/store.ts';
import { EngineError, type Connection } from './ask-engine.ts';
import { hello } from './engine-client.ts';
import { pullAll } from './pull.ts';
import { pushAll } from './push.ts';

export interface SyncParts {
  store: Store;
  fetch: typeof fetch;
}

export const connectionOf = (pairing: Pairing, parts: SyncParts): Connection => ({
  engine: pairing.engine,
  token: pairing.token,
  fetch: parts.fetch,
});

/** Handshake, push, pull. Throws an `EngineError` when that can't be done now. */
export async function syncPass(pairing: Pairing, parts: SyncParts, signal?: AbortSignal): Promise<void> {
  const connection = connectionOf(pairing, parts);
  const { engineId } = await hello(connection, signal);
  if (engineId !== pairing.engineId) {
    throw new EngineError('unpaired', 'Another engine answers at this address: pair with it, or start the right one.');
  }
  await pushAll(parts.store, connection, signal);
  await pullAll(parts.store, connection, engineId, signal);
}

/** Writes down how sync fares, when that changed. Without a pairing there is nothing to tell, though a pass was on its way. */
export function noteSync(store: Store, phase: SyncState['phase'], message?: string): Promise<void> {
  return store.db.transaction('rw', store.db.device, async () => {
    if ((await readFact(store, 'pairing')) === undefined) return;
    const before = await readFact(store, 'sync');
    const now = timeOf(store);
    const isSame = before?.phase === phase && before.message === message;
    const state: SyncState = { phase, since: isSame ? before.since : now };
    if (message !== undefined) state.message = message;
    const syncedAt = phase === 'live' ? now : before?.syncedAt;
    if (syncedAt !== undefined) state.syncedAt = syncedAt;
    if (!isSame || phase === 'live') await writeFact(store, 'sync', state);
  });
}

/** Writes down why sync failed; tells whether trying again by itself can help. */
export async function noteTrouble(store: Store, error: unknown): Promise<boolean> {
  const known = error instanceof EngineError ? error : new EngineError('away', String(error), { cause: error });
  const passes = known.trouble === 'away' || known.trouble === 'stranger' || known.trouble === 'refused';
  await noteSync(store, passes ? 'away' : 'stopped', known.message);
  return passes;
}

/** What the background does on its alarm: a pass, unless a page of ours is syncing already. */
export async function syncOnce(parts: SyncParts, locks: LockManager): Promise<'done' | 'busy' | 'unpaired' | 'failed'> {
  return locks.request(SYNC_LOCK, { ifAvailable: true }, async (lock) => {
    if (lock === null) return 'busy';
    const pairing = await readFact(parts.store, 'pairing');
    if (pairing === undefined) return 'unpaired';
    try {
      await syncPass(pairing, parts);
      await noteSync(parts.store, 'live');
      return 'done';
    } catch (error) {
      await noteTrouble(parts.store, error);
      return 'failed';
    }
  });
}

/** Held by the one context that syncs. */
export const SYNC_LOCK = 'larder-sync';
