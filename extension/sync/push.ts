/** Outbox to engine. Repeating a push does no harm: the engine knows each mutation by its id. */
import { BATCH_MAX } from '../../shared/model/wire.ts';
import { settle, waiting } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { EngineError, type Connection } from './ask-engine.ts';
import { pushMutations } from './engine-client.ts';

/** Pushes until nothing waits. What is refused stays in the outbox with the reason. */
export async function pushAll(store: Store, connection: Connection, signal?: AbortSignal): Promise<number> {
  let pushed = 0;
  for (;;) {
    const rows = await waiting(store, BATCH_MAX);
    if (rows.length === 0) return pushed;
    const { results } = await pushMutations(
      connection,
      rows.map((row) => row.mutation),
      signal,
    );
    if (results.length !== rows.length) {
      throw new EngineError('stranger', `The engine gave ${results.length} answers to ${rows.length} changes.`);
    }
    await settle(store, rows, results);
    pushed += rows.length;
  }
}
