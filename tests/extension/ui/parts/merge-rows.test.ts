import { expect, it } from 'vitest';
import { mergeRows } from '../../../../extension/ui/parts/merge-rows.ts';

it('compares field by field, in the order of the card, and says what cannot both stay', () => {
  const rows = mergeRows(
    { name: 'Dana', title: 'Buyer', companyName: 'Globex', 'emails/dana@globex.test': {}, givenName: 'Dana' },
    {
      name: 'D. Whitfield',
      title: 'Buyer',
      'emails/dw@private.test': {},
      'phones/+14155550132': { written: '(415) 555-0132' },
      'tags/vip': true,
      'tags/old': null,
      'evidence/name': [],
      doNotContact: true,
    },
  );
  expect(rows).toEqual([
    { field: 'name', kept: ['Dana'], other: ['D. Whitfield'], isConflict: true },
    { field: 'title', kept: ['Buyer'], other: ['Buyer'], isConflict: false },
    { field: 'emails', kept: ['dana@globex.test'], other: ['dw@private.test'], isConflict: false },
    { field: 'phones', kept: [], other: ['(415) 555-0132'], isConflict: false },
    { field: 'tags', kept: [], other: ['vip'], isConflict: false },
  ]);
});
