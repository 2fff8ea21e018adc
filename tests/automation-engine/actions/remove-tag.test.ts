import { describe, expect, it } from 'vitest';
import removeTag from '../../../automation-engine/actions/remove-tag.ts';
import { CONTACT, planFor } from './plan.ts';

describe('remove-tag', () => {
  it('takes the tag off', () => {
    expect(planFor(removeTag, { tag: 'vip' }, { tags: ['vip'] })).toEqual({
      effects: [{ type: 'mutate', kind: 'contact', recordId: CONTACT, fields: { 'tags/vip': null } }],
      text: 'Took the tag "vip" off Dana',
    });
  });

  it('has nothing to do without the tag, and no one without a contact', () => {
    expect(planFor(removeTag, { tag: 'vip' })).toEqual({ skip: 'Dana does not carry the tag "vip"' });
    expect(planFor(removeTag, { tag: 'vip' }, null)).toHaveProperty('fail');
  });
});
