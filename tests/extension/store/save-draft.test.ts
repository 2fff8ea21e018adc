import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DraftContact, DraftField, DraftInteraction } from '../../../shared/model/draft.ts';
import { contactById } from '../../../extension/store/contacts.ts';
import { asStored, duplicatesOf } from '../../../extension/store/duplicates.ts';
import { interactionsOf } from '../../../extension/store/history.ts';
import { interactionIdsOf, knownOf, loggedOf } from '../../../extension/store/known.ts';
import { saveDraft } from '../../../extension/store/save-draft.ts';
import { makeStore, type TestStore } from './make-store.ts';

let store: TestStore;
beforeEach(() => {
  store = makeStore();
});
afterEach(() => store.close());

const field = (path: string, value: DraftField['value']): DraftField => ({
  path,
  value,
  evidence: [{ source: 'raw-header', at: '2026-03-01T09:00:00Z', confidence: 1 }],
});
const dana: DraftContact = {
  key: 'dana@globex.test',
  role: 'sender',
  fields: [field('name', 'Dana Whitfield'), field('emails/dana@globex.test', {}), field('phones/+14155550132', {})],
};
const message: DraftInteraction = {
  fields: [
    field('channel', 'email'),
    field('direction', 'in'),
    field('at', '2026-02-27T10:00:00Z'),
    field('subject', 'Quote'),
    field('messageId', '<1@globex.test>'),
    field('parties/dana@globex.test', { role: 'from' }),
  ],
};

describe('saving a draft', () => {
  it('makes a contact with its evidence and logs the message', async () => {
    expect((await knownOf(store, [dana])).size).toBe(0);
    const { contactIds } = await saveDraft(
      store,
      [{ draft: dana, fields: dana.fields }],
      [message],
      'https://mail.test/1',
    );
    const contact = await contactById(store, contactIds[0]!);
    expect(contact).toMatchObject({
      name: 'Dana Whitfield',
      primaryEmail: 'dana@globex.test',
      capturedFrom: 'https://mail.test/1',
    });
    expect(contact?.evidence['name']?.[0]?.source).toBe('raw-header');
    expect((await interactionsOf(store, contactIds[0]!, 5)).map(({ subject }) => subject)).toEqual(['Quote']);
    expect((await knownOf(store, [dana])).get(dana.key)?.id).toBe(contactIds[0]);
  });

  it('logs a message once, however often it is saved', async () => {
    const first = await saveDraft(store, [{ draft: dana, fields: dana.fields }], [message], 'https://mail.test/1');
    const ids = await interactionIdsOf(store, [message]);
    expect(ids).toEqual(first.interactionIds);
    expect(await loggedOf(store, ids)).toEqual([true]);
    const existingId = first.contactIds[0]!;
    await saveDraft(store, [{ draft: dana, fields: [], existingId }], [message], 'https://mail.test/2');
    expect(await interactionsOf(store, existingId, 5)).toHaveLength(1);
  });

  it('remembers of whom somebody new was said to be another', async () => {
    const first = await saveDraft(store, [{ draft: dana, fields: dana.fields }], [], '');
    const twin = { key: 'x', role: 'listed' as const, fields: [field('name', 'dana whitfield')] };
    const toSave = { draft: twin, fields: twin.fields, distinctFrom: first.contactIds };
    const second = await saveDraft(store, [toSave], [], '');
    const contact = (await contactById(store, second.contactIds[0]!))!;
    expect(Object.keys(contact.distinctFrom)).toEqual(first.contactIds);
    expect(await duplicatesOf(store, asStored(contact))).toHaveLength(2);
    expect(await duplicatesOf(store, asStored(contact), contact)).toEqual([]);
  });
});
