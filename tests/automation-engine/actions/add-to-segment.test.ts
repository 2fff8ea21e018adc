import { describe, expect, it } from 'vitest';
import addToSegment from '../../../automation-engine/actions/add-to-segment.ts';
import { CONTACT, planFor } from './plan.ts';

describe('add-to-segment', () => {
  it('writes the segment on the contact', () => {
    expect(planFor(addToSegment, { segment: 'newsletter' }, { segments: ['press'] })).toEqual({
      effects: [{ type: 'mutate', kind: 'contact', recordId: CONTACT, fields: { 'segments/newsletter': true } }],
      text: 'Added to the segment "newsletter"',
    });
  });

  it('leaves a contact alone that is in it already', () => {
    const plan = planFor(addToSegment, { segment: 'newsletter' }, { segments: ['newsletter'] });
    expect(plan).toEqual({ skip: 'they are in "newsletter" already' });
  });

  it('fails in words without a contact, and takes no segment that is no slug', () => {
    expect(planFor(addToSegment, { segment: 'newsletter' }, null)).toEqual({ fail: 'there is no contact to add' });
    expect(addToSegment.params.safeParse({ segment: 'Our News' }).success).toBe(false);
  });
});
