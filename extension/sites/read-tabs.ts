/** Reads all open tabs that Larder may read: those on sites that are switched on, and the one that is shown already. */
import { browser } from 'wxt/browser';
import type { Draft } from '../../shared/model/draft.ts';
import type { Store } from '../store/store.ts';
import { siteOf } from './origins.ts';
import { readTab } from './read-tab.ts';
import { isOn } from './switches.ts';

/** A tab whose page does not answer for so long is left out. */
const PATIENCE_MS = 10_000;

export interface LeftTab {
  tabId: number;
  /** The title or the host; a browser tells neither of a site that is off. */
  title?: string;
  /** Its place among the tabs, from 1. */
  place: number;
  why: 'off' | 'asleep' | 'nobody' | 'failed';
}
export interface TabsRead {
  drafts: Draft[];
  left: LeftTab[];
}

export interface TabsOptions {
  /** What the panel shows already; read by a click, so not read again. */
  shown?: { tabId: number; draft: Draft };
  onProgress?: (done: number, of: number) => void;
  signal?: AbortSignal;
  /** Only tests pass another one. */
  read?: typeof readTab;
}

export async function readTabs(store: Store, options: TabsOptions = {}): Promise<TabsRead> {
  const { shown, onProgress, signal, read = readTab } = options;
  const own = browser.runtime.getURL('/');
  const tabs = (await browser.tabs.query({})).filter(
    ({ id, url }) => id !== undefined && url?.startsWith(own) !== true,
  );
  const result: TabsRead = { drafts: [], left: [] };
  for (const [at, tab] of tabs.entries()) {
    if (signal?.aborted === true) break;
    const tabId = tab.id ?? -1;
    const leave = (why: LeftTab['why']) => {
      const title = tab.title || siteOf(tab.url)?.host;
      result.left.push({ tabId, place: tab.index + 1, why, ...(title === undefined ? {} : { title }) });
    };
    const draft = tabId === shown?.tabId ? shown.draft : await draftOf(store, tab, tabId, read);
    if (typeof draft === 'string') leave(draft);
    // Those whom the person named are a result, too: the list says who was left out.
    else if (draft.contacts.length === 0 && draft.leftOut === undefined) leave('nobody');
    else result.drafts.push(draft);
    onProgress?.(at + 1, tabs.length);
  }
  return result;
}

async function draftOf(
  store: Store,
  tab: { url?: string; discarded?: boolean },
  tabId: number,
  read: typeof readTab,
): Promise<Draft | LeftTab['why']> {
  const site = siteOf(tab.url);
  // A click lets us read a tab until it goes elsewhere; nobody asked for more than the one reading.
  if (site === undefined || !(await isOn(site))) return 'off';
  if (tab.discarded === true) return 'asleep';
  try {
    const reading = await Promise.race([read(store, tabId), later()]);
    return reading.kind === 'read' ? reading.draft : 'off';
  } catch {
    return 'failed';
  }
}

const later = () =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('the page does not answer')), PATIENCE_MS);
  });
