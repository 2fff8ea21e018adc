import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readTabs } from '../../../extension/sites/read-tabs.ts';
import type { Draft } from '../../../shared/model/draft.ts';
import { makeStore, type TestStore } from '../store/make-store.ts';

let store: TestStore;
beforeEach(() => {
  fakeBrowser.reset();
  store = makeStore();
});
afterEach(() => store.close());

const draft = (url: string, name?: string): Draft => ({
  adapter: 'generic-page',
  url,
  readAt: '2026-03-01T09:00:00Z',
  contacts: name === undefined ? [] : [{ key: name, role: 'listed', fields: [] }],
  interactions: [],
  warnings: [],
});

it('reads the tabs of sites that are on and the one that is shown, and says why the others are left out', async () => {
  const tabs = [
    { id: 1, index: 0, url: 'https://on.example/dana', title: 'Dana' },
    { id: 2, index: 1 },
    { id: 3, index: 2, url: 'https://on.example/empty', title: 'Empty' },
    { id: 4, index: 3, url: 'https://on.example/asleep', title: 'Asleep', discarded: true },
    { id: 5, index: 4, url: 'https://on.example/broken', title: '' },
    { id: 6, index: 5, url: 'https://off.example/', title: 'Shown' },
    { id: 7, index: 6, url: fakeBrowser.runtime.getURL('/app.html'), title: 'Larder' },
    { id: 8, index: 7, url: 'https://off.example/clicked', title: 'Clicked before' },
  ];
  vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue(tabs as never);
  Object.assign(fakeBrowser.permissions, {
    contains: ({ origins }: { origins: string[] }) => Promise.resolve(origins[0] === 'https://on.example/*'),
  });
  const asked: number[] = [];
  const progress: number[] = [];
  const found = await readTabs(store, {
    shown: { tabId: 6, draft: draft('https://off.example/', 'Eve') },
    onProgress: (done) => progress.push(done),
    read: (_, tabId) => {
      asked.push(tabId);
      if (tabId === 5) return Promise.reject(new Error('gone'));
      return Promise.resolve({ kind: 'read', draft: draft(`tab ${tabId}`, tabId === 1 ? 'Dana' : undefined) });
    },
  });
  expect(asked).toEqual([1, 3, 5]);
  expect(found.drafts.flatMap(({ contacts }) => contacts.map(({ key }) => key))).toEqual(['Dana', 'Eve']);
  expect(found.left).toEqual([
    { tabId: 2, place: 2, why: 'off' },
    { tabId: 3, place: 3, why: 'nobody', title: 'Empty' },
    { tabId: 4, place: 4, why: 'asleep', title: 'Asleep' },
    { tabId: 5, place: 5, why: 'failed', title: 'on.example' },
    { tabId: 8, place: 8, why: 'off', title: 'Clicked before' },
  ]);
  expect(progress).toEqual([1, 2, 3, 4, 5, 6, 7]);
});
