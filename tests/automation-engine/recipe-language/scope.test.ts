import { describe, expect, it } from 'vitest';
import {
  buildScope,
  contactScope,
  interactionScope,
  scopeFields,
  scopeKinds,
} from '../../../automation-engine/recipe-language/scope.ts';
import { kinds } from '../../../shared/model/kinds.ts';
import type { FieldPath, FieldValue } from '../../../shared/model/record.ts';

const id = '01975b3e-7c00-7000-8000-000000000001';
const stamp = '01975b3e7c00-0000-01975b3e-7c00-7000-8000-000000000001';
const state = (kind: string, values: Record<FieldPath, FieldValue>) => ({
  kind,
  id,
  values,
  stamps: Object.fromEntries(Object.keys(values).map((path) => [path, stamp])),
});

const dana = kinds.contact.read(
  state('contact', {
    name: 'Dana Fox',
    'emails/dana@globex.example': {},
    'emails/d@home.example': { label: 'home' },
    primaryEmail: 'd@home.example',
    'phones/+46701234567': {},
    'tags/vip': true,
    'tags/old': null,
    'custom/seats': 12,
    'custom/__proto__': 'mine',
    'consent/email:marketing': { state: 'granted', at: '2026-03-01T00:00:00.000Z', how: 'form' },
    'evidence/name': [],
  }),
);

describe('a contact, as conditions and texts see it', () => {
  it('is flat, and what is empty is there', () => {
    expect(contactScope(dana)).toMatchObject({
      kind: 'contact',
      id,
      name: 'Dana Fox',
      givenName: '',
      birthday: '',
      doNotContact: false,
      email: 'd@home.example',
      phone: '+46701234567',
      emails: ['dana@globex.example', 'd@home.example'],
      tags: ['vip'],
      custom: { seats: 12 },
      consent: { 'email:marketing': { state: 'granted' } },
    });
  });

  it('has no evidence, and no prototype to play with', () => {
    const scope = contactScope(dana);
    expect(scope).not.toHaveProperty('evidence');
    expect(Object.getPrototypeOf(scope['custom'])).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(scope['custom'], '__proto__')?.value).toBe('mine');
  });

  it('without any address has none', () => {
    expect(contactScope(kinds.contact.read(state('contact', {})))).toMatchObject({ email: '', phone: '', tags: [] });
  });
});

describe('the scope', () => {
  const interaction = kinds.interaction.read(
    state('interaction', { subject: 'Quote', 'parties/dana@globex.example': { role: 'from' } }),
  );

  it('lists the parties of an interaction', () => {
    expect(interactionScope(interaction)).toMatchObject({
      parties: [{ address: 'dana@globex.example', role: 'from', name: '' }],
    });
  });

  it('has the records of the event, unless newer ones are given', () => {
    const event = {
      type: 'interaction.logged' as const,
      at: '2026-03-06T10:00:00.000Z',
      data: { interaction: { ...interaction }, contact: { ...dana, name: 'Then' } },
    };
    const parts = { event, inputs: { wait: '3d' }, now: Date.parse('2026-03-06T11:00:00Z') };
    expect(buildScope({ ...parts, records: {} })).toMatchObject({
      contact: { name: 'Then' },
      interaction: { subject: 'Quote' },
      event: { type: 'interaction.logged', at: '2026-03-06T10:00:00.000Z' },
      inputs: { wait: '3d' },
      now: '2026-03-06T11:00:00.000Z',
    });
    expect(buildScope({ ...parts, records: { contact: dana } })).toMatchObject({ contact: { name: 'Dana Fox' } });
  });

  it('leaves out what is not there', () => {
    const scope = buildScope({ records: {}, inputs: {}, now: 0 });
    expect(Object.keys(scope).toSorted()).toEqual(['inputs', 'now']);
  });

  it('takes event fields that are no records', () => {
    const event = {
      type: 'contact.tag-added' as const,
      at: '2026-03-06T10:00:00.000Z',
      data: { contact: { ...dana }, tag: 'vip' },
    };
    expect(buildScope({ event, records: {}, inputs: {}, now: 0, entry: { key: 'k' } })).toMatchObject({
      event: { tag: 'vip' },
      entry: { key: 'k' },
    });
  });

  it('has every field that is promised to be there, numbers apart', () => {
    for (const kind of scopeKinds) {
      const shown = Object.keys(
        buildScope({ records: { [kind]: kinds[kind].read(state(kind, {})) }, inputs: {}, now: 0 })[kind] ?? {},
      );
      expect(
        scopeFields(kind).filter((field) => !shown.includes(field) && !['amount', 'durationMinutes'].includes(field)),
      ).toEqual([]);
    }
  });
});
