/** Writes the change feed as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), and goes on. */
import { BATCH_MAX, STREAM_EVENT } from '../../shared/model/wire.ts';
import type { Core } from '../core.ts';
import { readChanges } from '../records/changes.ts';

/** Proxies and service workers give up on connections that are silent for longer. */
const HEARTBEAT_MS = 15_000;

export interface Follow {
  after: number;
  /** Ends it. */
  signal: AbortSignal;
  /** Resolves when there is room for more: a slow reader slows only its own stream. */
  write(text: string): Promise<unknown>;
}

/** Resolves when the signal says so, and not before. */
export async function followChanges({ db, clock, signals }: Core, { after, signal, write }: Follow): Promise<void> {
  let cursor = after;
  let hasNews = true;
  let wake = () => {};
  const stopListening = signals.on('changes-accepted', () => {
    hasNews = true;
    wake();
  });
  const end = () => wake();
  signal.addEventListener('abort', end, { once: true });
  try {
    await write(': following\n\n');
    while (!signal.aborted) {
      if (hasNews) {
        // Put down before reading: what is accepted meanwhile must not be missed.
        hasNews = false;
        const { changes, next, more } = await readChanges(db, { after: cursor, limit: BATCH_MAX });
        for (const change of changes) {
          if (signal.aborted) return;
          await write(`event: ${STREAM_EVENT}\nid: ${change.seq}\ndata: ${JSON.stringify(change)}\n\n`);
        }
        cursor = next;
        hasNews ||= more;
        continue;
      }
      const beat = await new Promise<boolean>((resolve) => {
        const callOff = clock.wakeAt(clock.now() + HEARTBEAT_MS, () => resolve(true));
        wake = () => {
          callOff();
          resolve(false);
        };
      });
      wake = () => {};
      if (beat) await write(': still here\n\n');
    }
  } finally {
    stopListening();
    signal.removeEventListener('abort', end);
  }
}
