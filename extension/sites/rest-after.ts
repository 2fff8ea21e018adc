/** Pauses between the steps of a long reading, so that the panel's clicks and keys are answered. */
import { letPageRun } from '../capture/take-snapshot.ts';

/** @param slice milliseconds of work between two pauses. A timer in place of a message would wait some milliseconds each time. */
export function restAfter(slice: number): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < slice) return;
    await letPageRun();
    since = performance.now();
  };
}
