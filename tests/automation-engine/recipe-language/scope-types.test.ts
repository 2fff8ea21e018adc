import { describe, expect, it } from 'vitest';
import { scopeTypes } from '../../../automation-engine/recipe-language/scope-types.ts';
import { scopeFields, scopeKinds } from '../../../automation-engine/recipe-language/scope.ts';

describe('the types of what a condition sees', () => {
  it.each(scopeKinds)('name every field of a %s, and no other', (kind) => {
    const type = scopeTypes.get(kind);
    expect(type?.is === 'record' ? [...type.fields.keys()].sort() : []).toEqual(scopeFields(kind).sort());
  });

  it.each([
    ['contact', 'name', { is: 'string' }],
    ['contact', 'createdAt', { is: 'string', form: 'time' }],
    ['contact', 'birthday', { is: 'string', form: 'day' }],
    ['contact', 'doNotContact', { is: 'bool' }],
    ['contact', 'tags', { is: 'list', of: { is: 'string' } }],
    ['contact', 'custom', { is: 'map', keys: { is: 'string' }, of: { is: 'any' } }],
    ['deal', 'amount', { is: 'int' }],
    ['deal', 'outcome', { is: 'string', words: ['won', 'lost'] }],
    ['interaction', 'direction', { is: 'string', words: ['in', 'out', 'none'] }],
    ['event', 'at', { is: 'string', form: 'time' }],
    ['event', 'changed', { is: 'list', of: { is: 'string' } }],
  ])('%s.%s follows the model', (root, field, type) => {
    const record = scopeTypes.get(root);
    expect(record?.is === 'record' ? record.fields.get(field) : undefined).toEqual(type);
  });

  it('know what is in a map and in a list of parties', () => {
    const contact = scopeTypes.get('contact');
    const consent = contact?.is === 'record' ? contact.fields.get('consent') : undefined;
    expect(consent).toMatchObject({ is: 'map', of: { is: 'record', named: 'contact.consent[…]' } });
    const interaction = scopeTypes.get('interaction');
    const parties = interaction?.is === 'record' ? interaction.fields.get('parties') : undefined;
    expect(parties?.is === 'list' && parties.of.is === 'record' ? [...parties.of.fields.keys()] : []).toEqual([
      'address',
      'role',
      'name',
      'contactId',
    ]);
  });
});
