import { describe, expect, it } from 'vitest';
import segment from '../../../automation-engine/triggers/segment.ts';

describe('the trigger segment', () => {
  it('listens to one segment, for entering unless it says leaving', () => {
    const params = segment.params.parse({ segment: 'customers' });
    expect(segment.eventTypes(params)).toEqual(['segment.entered']);
    expect(segment.condition?.(params, 0)).toBe('event.segment == "customers"');
    expect(segment.segment?.(params)).toBe('customers');
    expect(segment.eventTypes(segment.params.parse({ segment: 'customers', when: 'left' }))).toEqual(['segment.left']);
  });

  it.each([{ segment: 'My customers' }, { segment: 'a"b' }, { segment: 'customers', when: 'never' }, {}])(
    'refuses %j',
    (params) => {
      expect(segment.params.safeParse(params).success).toBe(false);
    },
  );
});
