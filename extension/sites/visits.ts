/**
 * Logs mail without a click while no panel is open, on the sites where that is switched on. A script in their pages tells that there is
 * something new; it is read where a document can be: in Firefox's background page, or in a page without a window that Chrome keeps for that.
 */
import { browser } from 'wxt/browser';
import { send, sendToPage } from '../messages/send.ts';
import { loggingSites } from '../store/logging.ts';
import type { Store } from '../store/store.ts';
import { readSnapshot } from './read-snapshot.ts';
import { loggingOf } from './site-logging.ts';
import { enter } from './switches.ts';

const SCRIPT = '/visits.js';
const PREFIX = 'visits ';
const READER = '/reader.html';

/** Makes the scripts that tell of visits match the sites where mail is logged; pages that are open tell from now on too. */
export const watchVisits = (store: Store): Promise<void> =>
  navigator.locks.request('larder-visits', async () => {
    const wanted = (await loggingSites(store)).map(({ pattern }) => pattern);
    const registered = (await browser.scripting.getRegisteredContentScripts())
      .map(({ id }) => id)
      .filter((id) => id.startsWith(PREFIX));
    const stale = registered.filter((id) => !wanted.includes(id.slice(PREFIX.length)));
    if (stale.length > 0) await browser.scripting.unregisterContentScripts({ ids: stale });
    const fresh = wanted.filter((pattern) => !registered.includes(PREFIX + pattern));
    await browser.scripting.registerContentScripts(
      fresh.map((pattern) => ({
        id: PREFIX + pattern,
        matches: [pattern],
        js: [SCRIPT.slice(1)],
        runAt: 'document_idle',
        allFrames: false,
        persistAcrossSessions: true,
      })),
    );
    for (const { id } of fresh.length === 0 ? [] : await browser.tabs.query({ url: fresh }))
      if (id !== undefined) await enter(id, SCRIPT);
  });

let last: Promise<unknown> = Promise.resolve();

/** Reads what the person looks at in this tab and logs it, one tab after the other; `true` when it was read. */
export function logVisit(store: Store, tabId: number): Promise<boolean> {
  const turn = last.then(
    () => readVisit(store, tabId),
    () => readVisit(store, tabId),
  );
  last = turn;
  return turn;
}

async function readVisit(store: Store, tabId: number): Promise<boolean> {
  const tab = await browser.tabs.get(tabId);
  // An open panel reads what it shows, and logs it.
  if (!tab.active || (await isPanelOpen())) return false;
  const logging = await loggingOf(store, tab.url ?? '');
  if (logging === undefined || !(await enter(tabId))) return false;
  const snapshot = await sendToPage(tabId, 'page/snapshot', {});
  if (import.meta.env.FIREFOX)
    await readSnapshot(store, snapshot, { logging, fetchRaw: (url) => sendToPage(tabId, 'page/raw', { url }) });
  else {
    await openReader();
    await send('visit/read', { tabId, snapshot, logging });
  }
  return true;
}

/** The part of Firefox that Chrome's types lack. */
interface Views {
  extension: { getViews?: (of: { type: 'sidebar' }) => unknown[] };
}

async function isPanelOpen(): Promise<boolean> {
  if (browser.runtime.getContexts === undefined)
    return ((browser as unknown as Views).extension.getViews?.({ type: 'sidebar' }).length ?? 0) > 0;
  return (await browser.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] })).length > 0;
}

async function openReader(): Promise<void> {
  const open = await browser.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  if (open.length > 0) return;
  await browser.offscreen.createDocument({
    url: READER,
    reasons: ['DOM_PARSER'],
    justification: 'Reads the mail that is open, on the sites where you switched logging on',
  });
}
