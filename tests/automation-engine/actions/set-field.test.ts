import { describe, expect, it } from 'vitest';
import setField from '../../../automation-engine/actions/set-field.ts';
import { CONTACT, planFor } from './plan.ts';

describe('set-field', () => {
  it('sets a field of the contact, and one of the team’s own making', () => {
    expect(planFor(setField, { field: 'title', value: 'Head of\nPurchasing' })).toMatchObject({
      effects: [{ kind: 'contact', recordId: CONTACT, fields: { title: 'Head of Purchasing' } }],
    });
    expect(planFor(setField, { field: 'custom/shoe-size', value: 43 })).toMatchObject({
      effects: [{ fields: { 'custom/shoe-size': 43 } }],
      text: 'Set contact.custom.shoe-size to "43"',
    });
  });

  it('empties a field, and leaves alone what is so already', () => {
    expect(planFor(setField, { field: 'title' }, { title: 'CEO' })).toMatchObject({
      effects: [{ fields: { title: null } }],
    });
    expect(planFor(setField, { field: 'title' }, { title: '' })).toEqual({ skip: 'contact.title is so already' });
    expect(planFor(setField, { field: 'custom/size', value: 43 }, { custom: { size: 43 } })).toHaveProperty('skip');
  });

  it('writes to the record that it is told to, if that is there', () => {
    const deal = { id: CONTACT, title: 'Pumps' };
    expect(planFor(setField, { on: 'deal', field: 'title', value: 'Valves' }, {}, { deal })).toMatchObject({
      effects: [{ kind: 'deal', fields: { title: 'Valves' } }],
    });
    expect(planFor(setField, { on: 'deal', field: 'title', value: 'Valves' })).toEqual({
      skip: 'there is no deal here',
    });
  });

  it('says whether the field or its value is wrong', () => {
    const issuesOf = (params: object) => setField.params.safeParse(params).error?.issues;
    expect(issuesOf({ field: 'birthday', value: '2026-02-30' })).toMatchObject([
      { path: ['value'], message: 'contact.birthday does not take this: Invalid ISO date' },
    ]);
    expect(issuesOf({ field: 'shoeSize', value: 43 })).toMatchObject([{ path: ['field'] }]);
  });

  it.each([
    { field: 'shoeSize', value: 43 },
    { field: 'doNotContact', value: 'yes' },
    { field: 'tags/vip', value: true },
    { field: 'mergedInto', value: CONTACT },
    { field: 'custom/', value: 1 },
    { on: 'deal', field: 'currency', value: 'euro' },
  ] as const)('refuses %j', (params) => {
    expect(setField.params.safeParse(params).success).toBe(false);
  });
});
