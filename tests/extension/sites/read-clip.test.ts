import { afterEach, beforeEach, expect, it } from 'vitest';
import { readClip } from '../../../extension/sites/read-clip.ts';
import { parseHtml } from '../capture/fixture-page.ts';
import { makeStore, type TestStore } from '../store/make-store.ts';

let store: TestStore;
beforeEach(() => {
  store = makeStore();
});
afterEach(() => store.close());

it.each(['https://globex.test/team', 'https://mail.google.com/mail/u/0/#inbox', 'https://outlook.live.com/mail/0/'])(
  'reads everybody who was selected in %s',
  async (url) => {
    const text = 'Dana Fox <dana@globex.test>, Lee Ng <lee@globex.test>\nMia Roth mia@globex.test';
    const clip = { as: 'contact' as const, text, url, title: 'Mail', tabId: 1, at: '2026-11-22T12:00:00.000Z' };
    const draft = await readClip(store, clip, parseHtml);
    expect(draft.contacts.map(({ key, role }) => `${role} ${key}`)).toEqual([
      'selected dana@globex.test',
      'selected lee@globex.test',
      'selected mia@globex.test',
    ]);
  },
);
