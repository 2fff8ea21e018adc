import { describe, expect, it } from 'vitest';
import addTag from '../../../automation-engine/actions/add-tag.ts';
import { CONTACT, planFor } from './plan.ts';

describe('add-tag', () => {
  it('puts the tag on the contact', () => {
    expect(planFor(addTag, { tag: 'vip' })).toEqual({
      effects: [{ type: 'mutate', kind: 'contact', recordId: CONTACT, fields: { 'tags/vip': true } }],
      text: 'Added the tag "vip" to Dana',
    });
  });

  it('leaves a contact alone that carries it already', () => {
    expect(planFor(addTag, { tag: 'vip' }, { tags: ['vip'] })).toEqual({ skip: 'Dana carries the tag "vip" already' });
  });

  it('fails in words without a contact', () => {
    expect(planFor(addTag, { tag: 'vip' }, null)).toEqual({ fail: 'there is no contact to tag' });
  });

  it('takes no tag that is no slug', () => {
    expect(addTag.params.safeParse({ tag: 'Very Important' }).success).toBe(false);
  });
});
