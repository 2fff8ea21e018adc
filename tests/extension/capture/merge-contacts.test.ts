import { describe, expect, it } from 'vitest';
import { mergedFields, unmergedFields, type Values } from '../../../extension/capture/merge-contacts.ts';

const granted = { state: 'granted', at: '2026-01-01T00:00:00Z', how: 'form' };
const withdrawn = { state: 'withdrawn', at: '2026-02-01T00:00:00Z', how: 'mail' };
const evidence = [{ source: 'h-card', at: '2026-01-01T00:00:00Z', confidence: 1 }];

describe('merging', () => {
  it.each<[string, Values, Values, string[], Values]>([
    ['takes what is lacking', { name: 'Dana' }, { title: 'Buyer' }, [], { title: 'Buyer' }],
    ['keeps what differs', { name: 'Dana' }, { name: 'D.' }, [], {}],
    ['takes what was chosen', { name: 'Dana' }, { name: 'D.' }, ['name'], { name: 'D.' }],
    [
      'takes the evidence along',
      {},
      { name: 'D.', 'evidence/name': evidence },
      [],
      { name: 'D.', 'evidence/name': evidence },
    ],
    [
      'drops evidence of what is replaced',
      { name: 'Dana', 'evidence/name': evidence },
      { name: 'D.' },
      ['name'],
      { name: 'D.', 'evidence/name': null },
    ],
    ['keeps an entry that both have', { 'phones/+1': { label: 'work' } }, { 'phones/+1': {} }, ['phones/+1'], {}],
    ['fills what was emptied', { title: null }, { title: 'Buyer' }, [], { title: 'Buyer' }],
    ['leaves the parts of a name that stays', { name: 'Dana' }, { name: 'D.', givenName: 'D' }, [], {}],
    [
      'takes the parts of the name that was chosen',
      { name: 'Dana', familyName: 'W' },
      { name: 'D.', givenName: 'D' },
      ['name'],
      { name: 'D.', givenName: 'D', familyName: null },
    ],
    ['keeps a no to any contact', {}, { doNotContact: true }, [], { doNotContact: true }],
    ['never lifts a no', { doNotContact: true }, { doNotContact: false }, ['doNotContact'], {}],
    [
      'keeps a withdrawn consent',
      { 'consent/email:marketing': granted },
      { 'consent/email:marketing': withdrawn },
      [],
      { 'consent/email:marketing': withdrawn },
    ],
    ['never grants it again', { 'consent/email:marketing': withdrawn }, { 'consent/email:marketing': granted }, [], {}],
    [
      'leaves the record’s own facts',
      {},
      { capturedFrom: 'https://x.test/', deletedAt: '2026-01-01T00:00:00Z' },
      [],
      {},
    ],
  ])('%s', (_, keep, other, choices, expected) => {
    expect(mergedFields(keep, other, new Set(choices))).toEqual(expected);
  });

  it('is taken back but for what was changed since', () => {
    const back = unmergedFields(
      { name: 'D.', title: 'Boss' },
      { name: 'Dana', title: null },
      { name: 'D.', title: 'Buyer' },
    );
    expect(back).toEqual({ name: 'Dana' });
  });
});
