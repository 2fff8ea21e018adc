/** A core over a database of its own, with a clock that stands still until it is moved and chance that repeats itself. */
import type { Core } from '../../automation-engine/core.ts';
import { createSignals } from '../../automation-engine/event-log/signals.ts';
import { createFakeClock, type FakeClock } from '../../automation-engine/schedule/fake-clock.ts';
import { engineIdOf } from '../../automation-engine/storage/meta.ts';
import { openStorage, type Storage } from '../../automation-engine/storage/open.ts';
import { createHybridClock } from '../../shared/model/hybrid-clock.ts';
import { createIds } from '../../shared/model/ids.ts';

export const START = Date.parse('2026-03-06T10:00:00Z');

export interface TestCore extends Core {
  clock: FakeClock;
  close(): Promise<void>;
}

/** Bytes that look like chance and are the same in every run (xorshift32). */
export function createChance(seed = 1): Core['random'] {
  let state = seed >>> 0 || 1;
  return (bytes) => {
    for (let at = 0; at < bytes.length; at++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      bytes[at] = state & 0xff;
    }
    return bytes;
  };
}

export async function makeCore(options: { storage?: Storage; now?: number; seed?: number } = {}): Promise<TestCore> {
  const storage = options.storage ?? (await openStorage(':memory:'));
  const clock = createFakeClock(options.now ?? START);
  const random = createChance(options.seed);
  const newId = createIds({ now: clock.now, random });
  const engineId = await engineIdOf(storage.db, newId);
  return {
    db: storage.db,
    clock,
    random,
    newId,
    engineId,
    stamps: createHybridClock({ now: clock.now, device: engineId }),
    signals: createSignals(),
    log: { debug() {}, info() {}, warn() {}, error() {} },
    close: () => storage.close(),
  };
}
