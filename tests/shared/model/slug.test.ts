import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slugSchema } from '../../../shared/model/record.ts';
import { slugOf } from '../../../shared/model/slug.ts';

describe('the slug of what a person typed', () => {
  it.each([
    ['Trade fair 2026', 'trade-fair-2026'],
    ['  VIP!! ', 'vip'],
    ['Förhandling – Q3', 'förhandling-q3'],
    ['לקוח חדש', 'לקוח-חדש'],
    ['客户', '客户'],
    ['---', ''],
    ['x'.repeat(100), 'x'.repeat(64)],
    ['𠮷'.repeat(40), '𠮷'.repeat(32)],
    [`a${'𠮷'.repeat(40)}`, `a${'𠮷'.repeat(31)}`],
  ])('%s', (typed, slug) => {
    expect(slugOf(typed)).toBe(slug);
  });

  it('is one, or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (typed) => {
        const slug = slugOf(typed);
        expect(slug === '' || slugSchema.safeParse(slug).success).toBe(true);
      }),
    );
  });
});
