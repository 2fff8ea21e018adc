/** Sync while a page of the extension is open: push at once, follow the live feed, try again when the engine is away. */
import { readFact, type Pairing } from '../store/device.ts';
import { countOutbox } from '../store/outbox.ts';
import { watch } from '../store/watch.ts';
import { connectionOf, noteSync, noteTrouble, SYNC_LOCK, syncPass, type SyncParts } from './pass.ts';
import { followFeed } from './pull.ts';
import { pushAll } from './push.ts';

/** The longest pause between tries. An engine on the same machine costs nothing to ask, and a person is looking. */
const PAUSE_MAX_MS = 5_000;
const PAUSE_MIN_MS = 250;
/** Between tries when only a person can help: the engine may be updated or started anew meanwhile. */
const STOPPED_PAUSE_MS = 30_000;

export interface FollowParts extends SyncParts {
  locks: LockManager;
  /** Between 0 and 1: spreads the tries of many devices. */
  chance: () => number;
}

/** Syncs until the signal; waits its turn while another page does. */
export async function follow(parts: FollowParts, signal: AbortSignal): Promise<void> {
  try {
    await parts.locks.request(SYNC_LOCK, { signal }, () => followAlone(parts, signal));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function followAlone(parts: FollowParts, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const pairing = await readFact(parts.store, 'pairing');
    if (pairing === undefined) {
      await nextPairing(parts, pairing, signal);
      continue;
    }
    // Unpairing or pairing anew ends this connection at once.
    const turn = new AbortController();
    const either = AbortSignal.any([signal, turn.signal]);
    void nextPairing(parts, pairing, either).then(() => turn.abort());
    try {
      await live(pairing, parts, either, () => (failures = 0));
    } catch (error) {
      if (either.aborted) continue;
      if (await noteTrouble(parts.store, error)) {
        const pause = Math.min(PAUSE_MAX_MS, PAUSE_MIN_MS * 2 ** failures++);
        await sleep(pause * (0.75 + parts.chance() / 2), either);
      } else await sleep(STOPPED_PAUSE_MS, either);
    } finally {
      turn.abort();
    }
  }
}

/** Catches up, then stays connected: the feed in, the outbox out. Ends by throwing. */
async function live(pairing: Pairing, parts: FollowParts, signal: AbortSignal, onLive: () => void): Promise<void> {
  const { store } = parts;
  await syncPass(pairing, parts, signal);
  const connection = connectionOf(pairing, parts);
  const end = new AbortController();
  const both = AbortSignal.any([signal, end.signal]);
  let pushing = Promise.resolve();
  let failure: Error | undefined;
  const stopWatching = watch(
    async () => (await countOutbox(store)).waiting,
    (waiting) => {
      if (waiting === 0) return;
      pushing = pushing
        .then(() => (both.aborted ? undefined : pushAll(store, connection, both)))
        .then(() => undefined)
        .catch((error: unknown) => {
          failure ??= error instanceof Error ? error : new Error(String(error));
          end.abort(failure);
        });
    },
  );
  try {
    await followFeed(store, connection, pairing.engineId, {
      signal: both,
      onOpen: () => {
        onLive();
        return noteSync(store, 'live');
      },
      onApplied: () => noteSync(store, 'live'),
    });
  } catch (error) {
    throw failure ?? error;
  } finally {
    stopWatching();
    end.abort();
    await pushing;
  }
  throw failure ?? new Error('The engine closed the connection.');
}

/** Resolves when the pairing is another one than this, or at the signal. */
function nextPairing({ store }: FollowParts, now: Pairing | undefined, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      stop();
      resolve();
    };
    const stop = watch(
      () => readFact(store, 'pairing'),
      (pairing) => {
        if (pairing?.token !== now?.token) setTimeout(finish);
      },
    );
    if (signal.aborted) setTimeout(finish);
    else signal.addEventListener('abort', finish, { once: true });
  });
}

/** Waits, or less: the network coming back or the signal ends the pause. */
function sleep(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', done);
      resolve();
    };
    const timer = setTimeout(done, millis);
    globalThis.addEventListener?.('online', done, { once: true });
    signal.addEventListener('abort', done, { once: true });
  });
}
