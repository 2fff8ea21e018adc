import fc from 'fast-check';
import { expect, it } from 'vitest';
import { slugOf } from '../../../../extension/ui/segments/slug-of.ts';
import { slugSchema } from '../../../../shared/model/record.ts';

it('makes a name that recipes can write', () => {
  expect(['VIPs in Malmö', '  Fair 2026! ', '東京'].map(slugOf)).toEqual(['vips-in-malmo', 'fair-2026', '']);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (name) => {
      const slug = slugOf(name);
      expect(slug === '' || slugSchema.safeParse(slug).success).toBe(true);
    }),
  );
});
