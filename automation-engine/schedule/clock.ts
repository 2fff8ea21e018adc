/** The only place in the engine that reads the time or sets a timer. Everything else is handed a clock. */

export interface Clock {
  /** Unix milliseconds. */
  now(): number;
  /**
   * Calls `wake` once, at `at` (Unix milliseconds) or as soon after it as the clock notices; a time in the past wakes at the next turn.
   * Returns how to call it off.
   */
  wakeAt(at: number, wake: () => void): () => void;
}

/** Node keeps a timer's delay in 32 bits: a longer one would fire at once. */
const TIMER_MAX_MS = 2 ** 31 - 1;
/** A laptop that sleeps, or a clock that is set, makes a timer late; looking again this often bounds by how much. */
const LOOK_AGAIN_MS = 30_000;

/** The machine's own clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wakeAt(at, wake) {
    let timer: NodeJS.Timeout;
    const look = () => {
      const left = at - Date.now();
      if (left <= 0) wake();
      else timer = setTimeout(look, Math.min(left, LOOK_AGAIN_MS, TIMER_MAX_MS)).unref();
    };
    timer = setTimeout(look, Math.max(0, Math.min(at - Date.now(), LOOK_AGAIN_MS))).unref();
    return () => clearTimeout(timer);
  },
};

/** Asked many times for the same few moments when many runs are worked on together. */
const texts = new Map<number, string>();
const TEXTS_MAX = 100;

/** ISO 8601 in UTC, the form in which times are stored. */
export function timeText(millis: number): string {
  let text = texts.get(millis);
  if (text !== undefined) return text;
  text = new Date(millis).toISOString();
  if (texts.size >= TEXTS_MAX) texts.clear();
  texts.set(millis, text);
  return text;
}

/** Lets everything else that waits have its turn: between the pieces of long work. */
export const letOthersWork = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
