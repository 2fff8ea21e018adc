import { describe, expect, it } from 'vitest';
import { everybody, onceEach } from '../../../extension/capture/everybody.ts';
import type { Draft, DraftContact, DraftField } from '../../../shared/model/draft.ts';

const field = (path: string, value: DraftField['value'] = {}): DraftField => ({
  path,
  value,
  evidence: [{ source: 'raw-header', at: '2026-03-01T09:00:00Z', confidence: 1 }],
});
const person = (email: string): DraftContact => ({ key: email, role: 'sender', fields: [field(`emails/${email}`)] });
const message = (own: string[], parties: Record<string, [role: string, name?: string]>): Draft => ({
  adapter: 'roundcube',
  url: '',
  readAt: '2026-03-01T09:00:00Z',
  contacts: [person('dana@globex.test')],
  interactions: [
    {
      fields: Object.entries(parties).map(([address, [role, name]]) =>
        field(`parties/${address}`, { role, ...(name === undefined ? {} : { name }) }),
      ),
    },
  ],
  warnings: [],
  own,
});

describe('everybody in a message', () => {
  it('is the sender and who else took part, without the reader and without machines', () => {
    const draft = message(['sam@larder.test'], {
      'dana@globex.test': ['from', 'Dana Whitfield'],
      'sam+crm@larder.test': ['to', 'Sam'],
      'bo@initech.test': ['cc', 'Bo Ek'],
      'me@home.test': ['cc'],
      'no-reply@initech.test': ['cc'],
      'answers@globex.test': ['reply-to'],
    });
    const people = everybody(draft, ['me@home.test']);
    expect(people.map(({ key, role }) => [key, role])).toEqual([
      ['dana@globex.test', 'sender'],
      ['bo@initech.test', 'recipient'],
    ]);
    expect(people[1]?.fields).toEqual([field('name', 'Bo Ek'), field('emails/bo@initech.test')]);
  });
});

describe('the people of several pages', () => {
  it('are offered once each, by any of their addresses', () => {
    const dana = { person: person('dana@globex.test') };
    const again = { person: { ...person('d@private.test'), fields: [field('emails/Dana@Globex.test')] } };
    const nameless = { person: { key: 'Bo', role: 'listed' as const, fields: [field('name', 'Bo')] } };
    expect(onceEach([dana, again, nameless, nameless])).toEqual([dana, nameless, nameless]);
  });
});
