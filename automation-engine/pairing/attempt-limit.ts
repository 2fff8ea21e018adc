/** Bounds how often anyone may try to pair, all together: codes are short, so guessing must be slow. */
import type { Clock } from '../schedule/clock.ts';

const ATTEMPTS = 10;
const WINDOW_MS = 60_000;

export interface AttemptLimit {
  /** Counts an attempt. 0 when it may go on, else the seconds until the next may. */
  take(): number;
}

export function createAttemptLimit(clock: Clock): AttemptLimit {
  let recent: number[] = [];
  return {
    take() {
      const now = clock.now();
      // A clock that was set back must not lock people out for longer than the window.
      recent = recent.filter((at) => now - at < WINDOW_MS && at <= now);
      const oldest = recent[0];
      if (oldest !== undefined && recent.length >= ATTEMPTS) return Math.ceil((oldest + WINDOW_MS - now) / 1_000);
      recent.push(now);
      return 0;
    },
  };
}
