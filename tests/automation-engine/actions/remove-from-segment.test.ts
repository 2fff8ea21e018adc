import { describe, expect, it } from 'vitest';
import removeFromSegment from '../../../automation-engine/actions/remove-from-segment.ts';
import { CONTACT, planFor } from './plan.ts';

describe('remove-from-segment', () => {
  it('clears the segment on the contact', () => {
    expect(planFor(removeFromSegment, { segment: 'newsletter' }, { segments: ['newsletter'] })).toEqual({
      effects: [{ type: 'mutate', kind: 'contact', recordId: CONTACT, fields: { 'segments/newsletter': null } }],
      text: 'Removed from the segment "newsletter"',
    });
  });

  it('leaves a contact alone that is not in it', () => {
    expect(planFor(removeFromSegment, { segment: 'newsletter' })).toEqual({ skip: 'they are not in "newsletter"' });
  });

  it('fails in words without a contact', () => {
    expect(planFor(removeFromSegment, { segment: 'press' }, null)).toEqual({ fail: 'there is no contact to remove' });
  });
});
