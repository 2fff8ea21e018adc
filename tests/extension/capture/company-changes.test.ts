import { describe, expect, it } from 'vitest';
import type { DraftContact } from '../../../shared/model/draft.ts';
import { companyFields, worksAt } from '../../../extension/capture/company-changes.ts';

const evidence = [{ source: 'json-ld' as const, at: '2026-03-01T09:00:00.000Z', confidence: 0.9 }];
const person = (email: string, companyName?: string): DraftContact => ({
  key: email,
  role: 'listed',
  fields: [
    { path: `emails/${email}`, value: {}, evidence },
    ...(companyName === undefined ? [] : [{ path: 'companyName', value: companyName, evidence }]),
  ],
});

describe('worksAt', () => {
  it.each([
    ['an address at its domain', person('dana@mail.globex.test'), true],
    ['its name in another legal form', person('dana@private.test', 'GLOBEX Ltd.'), true],
    ['another company', person('dana@initech.test', 'Initech'), false],
    ['nothing said', person('dana@private.test'), false],
  ])('%s', (_, someone, expected) => {
    expect(worksAt(someone, { name: 'Globex GmbH', domain: 'globex.test' })).toBe(expected);
  });

  it('takes no free mail for a company, and no two nameless ones for one', () => {
    expect(worksAt(person('dana@gmail.com'), { name: 'Gmail', domain: 'gmail.com' })).toBe(false);
    expect(worksAt(person('dana@private.test'), {})).toBe(false);
  });
});

it('replaces nothing of a known company', () => {
  const draft = {
    key: 'Globex',
    fields: [
      { path: 'name', value: 'Globex', evidence },
      { path: 'address', value: '12 Mill Lane', evidence },
    ],
  };
  const existing = { kind: 'company', id: 'x', values: { name: 'Globex Ltd' }, stamps: {} };
  expect(companyFields(draft, existing)).toEqual({ address: '12 Mill Lane', 'evidence/address': evidence });
});
