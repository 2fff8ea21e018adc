import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHybridClock, stampSchema, wallOf } from '../../../shared/model/hybrid-clock.ts';

const device = '018f3c5a-7b2c-7000-8000-000000000001';
const other = '018f3c5a-7b2c-7000-8000-000000000002';

describe('the hybrid clock', () => {
  it('only gives stamps later than all it gave or saw, whatever the wall clock does', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('tick' as const), by: fc.integer({ min: -10_000, max: 10_000 }) }),
      fc.record({ kind: fc.constant('observe' as const), by: fc.integer({ min: -20_000, max: 20_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let now = 1_700_000_000_000;
        const clock = createHybridClock({ now: () => now, device });
        let latest = '';
        for (const { kind, by } of steps) {
          now += by;
          if (kind === 'observe') {
            const seen = createHybridClock({ now: () => now + by, device: other }).tick();
            clock.observe(seen);
            if (seen > latest) latest = seen;
          } else {
            const stamp = clock.tick();
            expect(stampSchema.safeParse(stamp).success).toBe(true);
            expect(stamp > latest).toBe(true);
            latest = stamp;
          }
        }
      }),
    );
  });

  it('goes on after a restart where it stopped', () => {
    const before = createHybridClock({ now: () => 5_000, device });
    const last = [before.tick(), before.tick(), before.tick()].at(-1)!;
    const after = createHybridClock({ now: () => 1_000, device, last });
    expect(after.tick() > last).toBe(true);
  });

  it('borrows the next millisecond when one is used up', () => {
    const last = `${(5_000).toString(16).padStart(12, '0')}-ffff-${device}`;
    const stamp = createHybridClock({ now: () => 5_000, device, last }).tick();
    expect(stamp > last).toBe(true);
    expect(wallOf(stamp)).toBe(5_001);
  });
});
