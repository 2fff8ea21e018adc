import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Draft, DraftContact } from '../../../shared/model/draft.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { contactById } from '../../../extension/store/contacts.ts';
import { saveDraft } from '../../../extension/store/save-draft.ts';
import { answerSuggestion, noticeDetails } from '../../../extension/store/suggestions.ts';
import { write } from '../../../extension/store/write.ts';
import { makeStore, type TestStore } from './make-store.ts';

let store: TestStore;
beforeEach(() => void (store = makeStore()));
afterEach(() => store.close());

const NUMBER = 'phones/+442079460009';
const signed = (fields: Record<string, FieldValue>, confidence = 0.8): DraftContact => ({
  key: 'dana@globex.test',
  role: 'sender',
  fields: Object.entries(fields).map(([path, value]) => ({
    path,
    value,
    evidence: [{ source: 'signature-line', at: '2026-03-01T09:00:00.000Z', confidence }],
  })),
});
const draftOf = (person: DraftContact, at = '2026-04-01T09:00:00.000Z'): Draft => ({
  adapter: 'test',
  url: 'https://mail.test/',
  readAt: at,
  contacts: [person],
  interactions: [{ fields: [{ path: 'at', value: at, evidence: [{ source: 'raw-header', at, confidence: 1 }] }] }],
  warnings: [],
});
const before = { title: 'Buyer', companyName: 'Globex Ltd', 'phones/+442079460001': {}, 'emails/dana@globex.test': {} };

async function known(): Promise<string> {
  const person = signed(before);
  return (await saveDraft(store, [{ draft: person, fields: person.fields }], [], '')).contactIds[0]!;
}
async function notice(id: string, person: DraftContact, at?: string) {
  await noticeDetails(store, id, person, draftOf(person, at));
  const contact = (await contactById(store, id))!;
  return Object.entries(contact.suggestions).map(([path, { from, to }]) => [path, from, to]);
}

describe('what changed about somebody known', () => {
  it('is suggested, once, and overwrites nothing', async () => {
    const id = await known();
    const person = signed({ title: 'Head of Buying', companyName: 'Initech', [NUMBER]: {} });
    const expected = [
      ['title', 'Buyer', 'Head of Buying'],
      ['companyName', 'Globex Ltd', 'Initech'],
      [NUMBER, '+442079460001', '+442079460009'],
    ];
    expect(await notice(id, person)).toEqual(expected);
    const waiting = await store.db.outbox.count();
    expect(await notice(id, person)).toEqual(expected);
    expect(await store.db.outbox.count()).toBe(waiting);
    expect(await contactById(store, id)).toMatchObject({ title: 'Buyer', companyName: 'Globex Ltd' });
  });

  it.each([
    ['written in another way', signed({ title: 'BUYER', companyName: 'Globex GmbH', 'phones/+442079460001': {} })],
    ['a guess', signed({ title: 'Head of Buying' }, 0.4)],
    ['no such detail', signed({ name: 'Dana W.', address: '12 Mill Lane' })],
  ])('is nothing when it is %s', async (_, person) => {
    expect(await notice(await known(), person)).toEqual([]);
  });

  it('is nothing in a mail older than the latest on the timeline', async () => {
    const id = await known();
    const fields = { contactId: id, channel: 'email', at: '2026-03-15T09:00:00.000Z' };
    await write(store, [{ kind: 'interaction', recordId: store.newId(), fields }]);
    const person = signed({ title: 'Trainee' });
    expect(await notice(id, person, '2025-01-01T09:00:00.000Z')).toEqual([]);
    expect(await notice(id, person, '2026-03-16T09:00:00.000Z')).toHaveLength(1);
  });

  it('is nothing against what was typed since', async () => {
    const id = await known();
    await write(store, [{ kind: 'contact', recordId: id, fields: { title: 'Boss', 'evidence/title': null } }]);
    expect(await notice(id, signed({ title: 'Buyer' }), '2026-02-01T09:00:00.000Z')).toEqual([]);
    expect(await notice(id, signed({ title: 'Buyer' }), '2026-04-01T09:00:00.000Z')).toHaveLength(1);
  });

  it.each([
    ['accepted', 'Head of Buying', 'signature-line'],
    ['kept', 'Buyer', 'signature-line'],
    ['not-theirs', 'Buyer', 'signature-line'],
  ] as const)('is settled when it is %s', async (answer, title, source) => {
    const id = await known();
    const person = signed({ title: 'Head of Buying' });
    await notice(id, person);
    await answerSuggestion(store, (await contactById(store, id))!, 'title', answer);
    await notice(id, person);
    const contact = (await contactById(store, id))!;
    expect([contact.title, contact.suggestions['title']?.answer]).toEqual([title, answer]);
    expect(contact.evidence['title']?.[0]?.source).toBe(source);
  });
});
