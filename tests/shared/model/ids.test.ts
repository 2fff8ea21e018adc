import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIds, idFrom, idSchema, timeOfId } from '../../../shared/model/ids.ts';

const bytes = fc.uint8Array({ minLength: 10, maxLength: 32 });
const millis = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe('an id', () => {
  it('is a valid UUIDv7 that keeps its time, whatever the bytes', () => {
    fc.assert(
      fc.property(millis, bytes, (time, chance) => {
        const id = idFrom(time, chance);
        expect(idSchema.safeParse(id).success).toBe(true);
        expect(timeOfId(id)).toBe(time);
      }),
    );
  });

  it('is the same for the same time and bytes', () => {
    expect(idFrom(1_700_000_000_000, new Uint8Array(10).fill(7))).toBe(
      idFrom(1_700_000_000_000, new Uint8Array(12).fill(7)),
    );
  });

  it('sorts by time', () => {
    fc.assert(
      fc.property(millis, millis, bytes, bytes, (a, b, first, second) => {
        fc.pre(a < b);
        expect(idFrom(a, first) < idFrom(b, second)).toBe(true);
      }),
    );
  });

  it('cannot be made of fewer than ten bytes', () => {
    expect(() => idFrom(0, new Uint8Array(9))).toThrow('an id needs 10 bytes, got 9');
  });
});

describe('a maker of ids', () => {
  it('never repeats an id and never goes back, even when the wall clock does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 2, maxLength: 50 }),
        fc.integer(),
        (steps, seed) => {
          let now = 1_700_000_000_000;
          let state = seed >>> 0;
          const newId = createIds({
            now: () => now,
            random: (array) => array.map(() => (state = (state * 1_664_525 + 1_013_904_223) >>> 0) & 0xff),
          });
          const ids = steps.map((step) => {
            now += step;
            return newId();
          });
          expect(ids).toEqual([...new Set(ids)].toSorted());
        },
      ),
    );
  });

  it('still sorts when chance is all ones', () => {
    const newId = createIds({ now: () => 1, random: (array) => array.fill(0xff) });
    const ids = Array.from({ length: 300 }, newId);
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(300);
  });
});
