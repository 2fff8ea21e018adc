import { describe, expect, it } from 'vitest';
import type { DraftField } from '../../../../shared/model/draft.ts';
import { readRecord } from '../../../../shared/model/mutation.ts';
import { newFacts } from '../../../../extension/ui/panel/new-facts.ts';

const contact = readRecord('contact', {
  kind: 'contact',
  id: '018f3c5a-7b2c-7000-8000-000000000001',
  values: { name: 'Dana', title: 'Buyer', 'phones/+14155550132': {} },
  stamps: {},
});
const facts = (path: string, value: DraftField['value']) =>
  newFacts({ key: 'x', role: 'sender', fields: [{ path, value, evidence: [] }] }, contact).map(({ text, instead }) => [
    text,
    instead,
  ]);

describe('what a page says about somebody known', () => {
  it.each([
    ['what they lack', 'companyName', 'Globex', [['Globex', undefined]]],
    ['another value than the stored one', 'title', 'Head of Procurement', [['Head of Procurement', 'Buyer']]],
    ['one more number', 'phones/+4612345', { written: '12 345' }, [['12 345', undefined]]],
    ['not what is stored already', 'name', 'Dana', []],
    ['not a number that is stored already', 'phones/+14155550132', { written: '555' }, []],
    ['not what nobody sees', 'language', 'en', []],
  ] as const)('is %s', (_, path, value, expected) => {
    expect(facts(path, value)).toEqual(expected);
  });
});
