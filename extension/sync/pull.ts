/** Change feed to store. */
import { BATCH_MAX, changeSchema, STREAM_EVENT } from '../../shared/model/wire.ts';
import { readFact } from '../store/device.ts';
import { applyPulled } from '../store/pulled.ts';
import type { Store } from '../store/store.ts';
import { EngineError, type Connection } from './ask-engine.ts';
import { pullChanges, streamChanges } from './engine-client.ts';

/** Where this device is in the engine's feed; the beginning when it is another engine than before. */
export async function cursorOf(store: Store, engineId: string): Promise<number> {
  const cursor = await readFact(store, 'cursor');
  return cursor?.engineId === engineId ? cursor.next : 0;
}

/** Pulls until there is no more. */
export async function pullAll(
  store: Store,
  connection: Connection,
  engineId: string,
  signal?: AbortSignal,
): Promise<void> {
  for (;;) {
    const after = await cursorOf(store, engineId);
    const { changes, next, more } = await pullChanges(connection, after, BATCH_MAX, signal);
    if (changes.length > 0 || next !== after) await applyPulled(store, engineId, changes, next);
    if (!more) return;
    if (next <= after) throw new EngineError('stranger', 'The engine says that there is more, and does not go on.');
  }
}

/** The engine writes a comment every 15 seconds; a line silent for longer than this is dead. */
const SILENCE_MS = 40_000;

/** Applies the feed as it grows, until the connection ends. `onOpen` is called when the engine has answered. */
export async function followFeed(
  store: Store,
  connection: Connection,
  engineId: string,
  options: { signal: AbortSignal; onOpen: () => Promise<void>; onApplied: () => Promise<void> },
): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const watchdog = () => setTimeout(() => stop.abort(new EngineError('away', 'The engine went silent.')), SILENCE_MS);
  let timer = watchdog();
  try {
    const after = await cursorOf(store, engineId);
    let isOpen = false;
    for await (const events of streamChanges(connection, after, signal)) {
      clearTimeout(timer);
      timer = watchdog();
      if (!isOpen) await options.onOpen();
      isOpen = true;
      const changes = events
        .filter(({ event }) => event === STREAM_EVENT)
        .map(({ data }) => changeSchema.parse(JSON.parse(data)));
      const last = changes.at(-1);
      if (last === undefined) continue;
      await applyPulled(store, engineId, changes, last.seq);
      await options.onApplied();
    }
  } catch (error) {
    throw error instanceof EngineError
      ? error
      : new EngineError('away', 'The engine closed the connection.', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
