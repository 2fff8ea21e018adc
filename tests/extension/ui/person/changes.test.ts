import { describe, expect, it } from 'vitest';
import { slugSchema } from '../../../../shared/model/record.ts';
import { slugOf } from '../../../../extension/ui/person/changes.ts';

describe('a tag typed by a person', () => {
  it.each([
    ['Trade fair 2026', 'trade-fair-2026'],
    ['  VIP!! ', 'vip'],
    ['Förhandling – Q3', 'förhandling-q3'],
    ['לקוח חדש', 'לקוח-חדש'],
    ['客户', '客户'],
    ['---', ''],
    ['x'.repeat(100), 'x'.repeat(64)],
  ])('%s', (typed, slug) => {
    expect(slugOf(typed)).toBe(slug);
    expect(slug === '' || slugSchema.safeParse(slug).success).toBe(true);
  });
});
