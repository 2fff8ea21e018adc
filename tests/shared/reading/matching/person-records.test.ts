import { expect, it } from 'vitest';
import {
  personFields,
  personOfContact,
  personOfDraft,
  recordOf,
} from '../../../../shared/reading/matching/person-records.ts';

const evidence = [{ source: 'visible-text' as const, at: '2026-03-06T10:00:00.000Z', confidence: 0.8 }];

it('reads a draft and a stored contact alike', () => {
  const draft = personOfDraft({
    key: 'dana@globex.test',
    role: 'sender',
    fields: [
      { path: 'name', value: 'Dana Whitfield', evidence },
      { path: 'companyName', value: 'Globex', evidence },
      { path: 'emails/dana@globex.test', value: {}, evidence },
      { path: 'links/https://social.test/in/dana', value: {}, evidence },
    ],
  });
  const contact = personOfContact({
    givenName: 'Dana',
    familyName: 'Whitfield',
    companyName: 'Globex',
    emails: { 'dana@globex.test': {} },
    phones: {},
    links: { 'https://social.test/in/dana': {} },
  });
  expect(recordOf(contact)).toEqual(recordOf(draft));
  expect(recordOf(draft)).toHaveLength(personFields.length);
});
