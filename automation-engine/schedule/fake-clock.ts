/** A clock that moves only when told to: for the examples that recipes carry, for trying recipes on the past, and for tests. */
import type { Clock } from './clock.ts';

export interface FakeClock extends Clock {
  /**
   * Moves to `to` (Unix milliseconds), stopping at every timer on the way, in order. After each stop `settle` is awaited, so that
   * what the timer set off is done before time goes on.
   */
  moveTo(to: number, settle: () => Promise<void>): Promise<void>;
}

export function createFakeClock(start: number): FakeClock {
  let now = start;
  const timers = new Map<symbol, { at: number; wake: () => void }>();
  const nextBefore = (limit: number) => {
    let first: [symbol, { at: number; wake: () => void }] | undefined;
    for (const entry of timers)
      if (entry[1].at <= limit && (first === undefined || entry[1].at < first[1].at)) first = entry;
    return first;
  };
  return {
    now: () => now,
    wakeAt(at, wake) {
      const key = Symbol('timer');
      timers.set(key, { at, wake });
      return () => timers.delete(key);
    },
    async moveTo(to, settle) {
      await settle();
      for (let due = nextBefore(to); due !== undefined; due = nextBefore(to)) {
        timers.delete(due[0]);
        now = Math.max(now, due[1].at);
        due[1].wake();
        await settle();
      }
      now = Math.max(now, to);
      await settle();
    },
  };
}
