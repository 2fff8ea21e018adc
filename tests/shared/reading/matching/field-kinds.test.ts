import { describe, expect, it } from 'vitest';
import { inferFields, inferKind } from '../../../../shared/reading/matching/field-kinds.ts';

describe('inferKind', () => {
  it.each([
    ['given_name', ['lena', 'tom', ''], 'name'],
    ['LastName', ['Berg', 'Whitfield'], 'name'],
    ['Nachname', ['Berg', 'Özdemir'], 'name'],
    ['dob', ['19740309', '1981-12-01'], 'date'],
    ['column 7', ['19740309', '19811201', '19990131', '1981120'], 'date'],
    ['date_of_birth', ['1974', '74'], 'date'],
    ['E-Mail', ['lena@globex.test'], 'email'],
    ['contact', ['lena@globex.test', 'tom@globex.test'], 'email'],
    ['phone_number', ['555 0199', '0171 5550199'], 'phone'],
    ['field', ['+44 20 7946 0000', '020 7946 0001'], 'phone'],
    ['site', ['https://globex.test', 'www.initech.test/about'], 'link'],
    ['postcode', ['2040', '1016'], 'code'],
    ['postcode', ['1016 AB', 'EC1A 1BB'], 'code'],
    ['street_number', ['12', '7a'], 'code'],
    ['state', ['nsw', 'vic'], 'code'],
    ['suburb', ['winston hills', 'corio'], 'text'],
    ['organisation', ['Globex Ltd', 'Initech'], 'company'],
    ['', ['some words here', 'others there'], 'text'],
  ])('takes %s with %j for %s', (heading, values, kind) => {
    expect(inferKind(heading, values)).toBe(kind);
  });

  it.each(['rec_id', 'id', 'unique_id', 'soc_sec_id', 'SSN', 'Passport number', 'created at'])(
    'leaves %s out',
    (name) => {
      expect(inferKind(name, ['123', '456'])).toBeUndefined();
    },
  );
});

it('leaves out columns that tell nobody from another', () => {
  const rows = [
    ['Lena', '', 'yes'],
    ['Tom', '', 'yes'],
  ];
  expect(inferFields(['name', 'phone', 'opt-in'], rows)).toEqual([{ name: 'name', kind: 'name', at: 0 }]);
});
