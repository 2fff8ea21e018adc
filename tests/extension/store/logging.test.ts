import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { interactionsOf } from '../../../extension/store/history.ts';
import {
  keepLogging,
  logByItself,
  loggingSites,
  setLogging,
  takeBackMessages,
} from '../../../extension/store/logging.ts';
import { saveDraft } from '../../../extension/store/save-draft.ts';
import type { Draft, DraftContact } from '../../../shared/model/draft.ts';
import { makeStore, type TestStore } from '../store/make-store.ts';

let store: TestStore;
beforeEach(() => {
  store = makeStore();
});
afterEach(() => store.close());

const at = '2026-03-01T08:00:00.000Z';
const evidence = [{ source: 'raw-header' as const, at, confidence: 1 }];
const field = (path: string, value: Draft['contacts'][number]['fields'][number]['value']) => ({
  path,
  value,
  evidence,
});
const person = (name: string, role: DraftContact['role'] = 'sender'): DraftContact => {
  const key = `${name.toLowerCase()}@globex.test`;
  return { key, role, fields: [field('name', name), field(`emails/${key}`, {})] };
};
const message = (id: string | undefined, from = 'dana', to = ['sally']) => ({
  fields: [
    field('channel', 'email'),
    field('at', at),
    field('subject', 'Prices'),
    ...(id === undefined ? [] : [field('messageId', id)]),
    field(`parties/${from}@globex.test`, { role: 'from' }),
    ...to.map((name) => field(`parties/${name}@globex.test`, { role: 'to' })),
  ],
});
const draft = (more: Partial<Draft> = {}): Draft => ({
  adapter: 'roundcube',
  url: 'https://mail.test/?_uid=1',
  readAt: at,
  contacts: [person('Dana')],
  interactions: [message('<1@globex.test>', 'dana', ['sally', 'lee'])],
  warnings: [],
  own: ['sally@globex.test'],
  ...more,
});
/** The time of reading. */
const unsure = { path: 'at', value: at, evidence: [{ source: 'webmail-page' as const, at, confidence: 0.2 }] };
const save = async (name: string) => {
  const draftOf = person(name);
  const { contactIds } = await saveDraft(store, [{ draft: draftOf, fields: draftOf.fields }], [], '');
  return contactIds[0] ?? '';
};

describe('logging by itself', () => {
  it('logs a message of somebody known once, names everybody known in it, and says that nobody clicked', async () => {
    const dana = await save('Dana');
    const lee = await save('Lee');
    const first = await logByItself(store, draft());
    expect(first).toMatchObject({ kind: 'logged', ids: [expect.any(String)] });
    // The same message in another webmail, a little later.
    store.pass(60_000);
    expect(await logByItself(store, draft({ adapter: 'gmail', url: 'https://mail.google.com/#inbox/1' }))).toEqual(
      first,
    );
    const [logged, ...others] = await interactionsOf(store, dana, 10);
    expect(others).toEqual([]);
    expect(logged).toMatchObject({
      subject: 'Prices',
      custom: { logged: 'by-itself' },
      parties: { 'dana@globex.test': { contactId: dana }, 'lee@globex.test': { contactId: lee } },
    });
    expect(logged?.body).toBeUndefined();
  });

  it('logs a message without an id once, where its page shows the date', async () => {
    const dana = await save('Dana');
    const shown = draft({ adapter: 'outlook-web', interactions: [message(undefined)] });
    expect(await logByItself(store, shown)).toMatchObject({ kind: 'logged' });
    await logByItself(store, { ...shown, readAt: '2026-03-02T08:00:00.000Z' });
    expect(await interactionsOf(store, dana, 10)).toHaveLength(1);
  });

  it('does not make contacts', async () => {
    await save('Dana');
    await logByItself(store, draft({ contacts: [person('Dana'), person('Mia', 'listed')] }));
    expect(await store.db.contacts.count()).toBe(1);
  });

  it('logs what the person wrote to somebody known', async () => {
    const lee = await save('Lee');
    const contacts = [person('Mia', 'recipient'), person('Lee', 'recipient')];
    const interactions = [message('<2@globex.test>', 'sally', ['mia', 'lee'])];
    expect(await logByItself(store, draft({ contacts, interactions }))).toMatchObject({ kind: 'logged' });
    expect(await interactionsOf(store, lee, 10)).toHaveLength(1);
  });

  it('stays away once it was taken back, until a person logs it', async () => {
    const dana = await save('Dana');
    const logged = await logByItself(store, draft());
    if (logged?.kind !== 'logged') throw new Error('not logged');
    await takeBackMessages(store, logged.ids);
    expect(await interactionsOf(store, dana, 10)).toEqual([]);
    expect(await logByItself(store, draft())).toEqual({ kind: 'not', why: 'taken-back' });
    expect(await interactionsOf(store, dana, 10)).toEqual([]);
    await saveDraft(store, [{ draft: person('Dana'), fields: [], existingId: dana }], draft().interactions, '');
    expect(await interactionsOf(store, dana, 10)).toHaveLength(1);
    expect(await logByItself(store, draft())).toBeUndefined();
  });

  it.each<[string, Partial<Draft>, unknown]>([
    [
      'an unknown sender, though somebody known got it',
      { contacts: [person('Mia')] },
      { kind: 'not', why: 'nobody-known' },
    ],
    [
      'a message whose source is missing for now',
      { warnings: [{ kind: 'raw-message-unavailable', text: '' }], interactions: [message(undefined)] },
      { kind: 'not', why: 'no-id' },
    ],
    ['a sender who poses', { warnings: [{ kind: 'from-differs', text: '' }] }, { kind: 'not', why: 'doubtful-sender' }],
    [
      'a message without an id, whose page shows no date',
      { interactions: [{ fields: [...message(undefined).fields.filter(({ path }) => path !== 'at'), unsure] }] },
      { kind: 'not', why: 'no-id' },
    ],
    [
      'a mailing list',
      { contacts: [], interactions: [], skipped: { reason: 'mailing-list', text: '' } },
      { kind: 'not', why: 'nobody-to-log' },
    ],
    [
      'somebody never captured',
      { interactions: [], leftOut: [{ key: 'mia@globex.test', rule: 'mia@globex.test' }] },
      { kind: 'not', why: 'nobody-to-log' },
    ],
    ['a page without a message', { interactions: [] }, undefined],
    ['no open message', { contacts: [], interactions: [], skipped: { reason: 'nobody-found', text: '' } }, undefined],
  ])('leaves alone %s', async (_, more, outcome) => {
    await save('Dana');
    expect(await logByItself(store, draft(more))).toEqual(outcome);
    expect(await store.db.interactions.count()).toBe(0);
  });
});

describe('the switches', () => {
  it('are off at first, one per site, and forgotten with the site', async () => {
    expect(await loggingSites(store)).toEqual([]);
    await setLogging(store, { pattern: 'https://a.test/*', isOn: true, withText: false });
    await setLogging(store, { pattern: 'https://b.test/*', isOn: true, withText: true });
    await setLogging(store, { pattern: 'https://a.test/*', isOn: true, withText: true });
    expect(await loggingSites(store)).toEqual([
      { pattern: 'https://b.test/*', isOn: true, withText: true },
      { pattern: 'https://a.test/*', isOn: true, withText: true },
    ]);
    await setLogging(store, { pattern: 'https://b.test/*', isOn: false });
    await keepLogging(store, ['https://c.test/*']);
    expect(await loggingSites(store)).toEqual([]);
  });
});
