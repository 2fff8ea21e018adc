/**
 * The hybrid logical clock that orders changes made on different devices (Kulkarni et al., "Logical Physical Clocks", 2014):
 * close to wall time, never going back, and later than everything its owner has seen. A stamp is text whose plain string order
 * is its time order: 12 hex digits of Unix milliseconds, 4 of a counter, then the device id, which breaks ties.
 */
import { z } from 'zod';
import type { Id } from './ids.ts';

/** `018f3c5a7b2c-0003-018f3c5a-7b2c-7000-8000-000000000001` */
export const stampSchema = z
  .string()
  .regex(
    /^[0-9a-f]{12}-[0-9a-f]{4}-[0-9a-f-]{36}$/,
    'a stamp is 12 hex digits, 4 hex digits and a device id, joined by "-"',
  );
export type Stamp = z.infer<typeof stampSchema>;

/** How far a device's clock may run ahead before the engine refuses its stamps: it would win every conflict until then. */
export const MAX_AHEAD_MS = 5 * 60_000;

const COUNTER_LIMIT = 0xffff;

export const wallOf = (stamp: Stamp): number => Number.parseInt(stamp.slice(0, 12), 16);
const counterOf = (stamp: Stamp): number => Number.parseInt(stamp.slice(13, 17), 16);

const write = (wall: number, counter: number, device: Id): Stamp =>
  `${wall.toString(16).padStart(12, '0')}-${counter.toString(16).padStart(4, '0')}-${device}`;

export interface HybridClock {
  /** A stamp later than every stamp given or seen so far. Persist it: after a restart it is the `last` of the next clock. */
  tick(): Stamp;
  /** Takes note of a stamp from elsewhere. */
  observe(stamp: Stamp): void;
}

/**
 * @param options.now Unix milliseconds
 * @param options.device whose clock it is
 * @param options.last the latest stamp this device had given or seen before it stopped
 */
export function createHybridClock(options: { now: () => number; device: Id; last?: Stamp }): HybridClock {
  let wall = options.last === undefined ? 0 : wallOf(options.last);
  let counter = options.last === undefined ? 0 : counterOf(options.last);
  return {
    tick() {
      const now = options.now();
      if (now > wall) {
        wall = now;
        counter = 0;
      } else if (++counter > COUNTER_LIMIT) {
        wall++; // 65,536 changes within one millisecond: borrow the next one
        counter = 0;
      }
      return write(wall, counter, options.device);
    },
    observe(stamp) {
      const seen = wallOf(stamp);
      if (seen < wall) return;
      counter = seen > wall ? counterOf(stamp) : Math.max(counter, counterOf(stamp));
      wall = seen;
    },
  };
}
