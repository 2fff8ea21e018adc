/**
 * The panel's view of the active tab. A page is read when the person clicked (once per click), or on a site that is on (again and again,
 * as it changes). What somebody types into a draft is never lost: a page that comes meanwhile waits in `next`.
 */
import { signal, type Signal } from '@preact/signals';
import { browser } from 'wxt/browser';
import type { Draft } from '../../../shared/model/draft.ts';
import { PAGE_PORT, pageNewsSchema } from '../../messages/message-map.ts';
import { receive } from '../../messages/receive.ts';
import { siteOf, type Site } from '../../sites/origins.ts';
import { readTab } from '../../sites/read-tab.ts';
import { isOn } from '../../sites/switches.ts';
import type { Logged } from '../../store/logging.ts';
import type { Store } from '../../store/store.ts';

export interface PageRead {
  kind: 'read';
  tabId: number;
  draft: Draft;
  /** Changes when the draft says something else than before. */
  mark: string;
  site: Site | undefined;
  isOn: boolean;
  /** What became of the open message where messages are logged without a click. */
  logged?: Logged;
  /** The page changed after it was read, and is not on. */
  isStale: boolean;
}
export type View =
  | { kind: 'loading' }
  | { kind: 'no-access' }
  | { kind: 'unreadable' }
  | { kind: 'failed'; message: string }
  | PageRead;

export interface FollowedTab {
  view: Signal<View>;
  /** What would be shown, were there no edit to keep. */
  next: Signal<PageRead | undefined>;
  /** The person typed something that is not saved. Set by the draft's form. */
  isTouched: Signal<boolean>;
  /** Reads the page now, because the person asked. */
  readAgain: () => void;
  /** Shows `next`, giving up the edit. */
  showNext: () => void;
}

/** Pages of the browser itself and of its shop, which no extension may read. */
const CLOSED =
  /^(?!https?:|file:)|^https:\/\/(chromewebstore\.google\.com|chrome\.google\.com\/webstore|addons\.mozilla\.org)/;

export function followTab(store: Store): FollowedTab {
  const view = signal<View>({ kind: 'loading' });
  const next = signal<PageRead>();
  const isTouched = signal(false);
  let current: number | undefined;
  let turn = 0;
  let stopListening = () => {};
  const seen = new Map<number, PageRead>();

  const show = (fresh: View) => {
    const old = view.value;
    if (fresh.kind === 'read') seen.set(fresh.tabId, fresh);
    if (isTouched.value && old.kind === 'read') {
      if (fresh.kind === 'read' && fresh.mark !== old.mark) next.value = fresh;
      else next.value = undefined;
      return;
    }
    next.value = undefined;
    // The same again: what is on the screen stays, with the choices made in it.
    if (fresh.kind === 'read' && old.kind === 'read' && fresh.mark === old.mark && fresh.tabId === old.tabId) {
      view.value = { ...old, isOn: fresh.isOn, isStale: fresh.isStale, logged: fresh.logged };
    } else view.value = fresh;
  };

  const read = async (tabId: number) => {
    const mine = ++turn;
    if (view.value.kind !== 'read') show({ kind: 'loading' });
    const fresh = await lookAt(store, tabId);
    if (mine !== turn || tabId !== current) return;
    show(fresh);
    stopListening();
    stopListening = fresh.kind === 'read' && fresh.isOn ? listen(tabId, () => void read(tabId)) : () => {};
  };

  const goTo = async (tabId: number) => {
    current = tabId;
    const known = seen.get(tabId);
    stopListening();
    if (known !== undefined && !known.isOn) {
      turn++;
      show(known);
    } else await read(tabId);
  };

  watchTabs({
    onActive: goTo,
    onLoaded: async (tabId) => {
      const known = seen.get(tabId);
      if (tabId !== current) {
        seen.delete(tabId);
        return;
      }
      const site = siteOf((await browser.tabs.get(tabId)).url);
      const isSiteOn = site !== undefined && (await isOn(site));
      if (tabId !== current) return; // the person went to another tab meanwhile
      // One reading per click: a browser lets us go on reading the site that was clicked on, but nobody asked for it.
      if (known === undefined || isSiteOn) await read(tabId);
      else if (site?.pattern === known.site?.pattern) show({ ...known, isStale: true });
      else {
        seen.delete(tabId);
        show({ kind: 'no-access' });
      }
    },
  }).catch(reportError);
  receive('panel', {
    'page/granted': ({ tabId }) => {
      if (tabId === current) void read(tabId);
      return {};
    },
  });
  return {
    view,
    next,
    isTouched,
    readAgain: () => {
      if (current !== undefined) void read(current);
    },
    showNext: () => {
      isTouched.value = false;
      if (next.value !== undefined) view.value = next.value;
      next.value = undefined;
    },
  };
}

async function lookAt(store: Store, tabId: number): Promise<View> {
  try {
    const tab = await browser.tabs.get(tabId);
    if (tab.url !== undefined && CLOSED.test(tab.url)) return { kind: 'unreadable' };
    const reading = await readTab(store, tabId, { isOpened: true });
    if (reading.kind === 'no-access') return reading;
    const site = siteOf(tab.url ?? reading.draft.url);
    const { draft, logged } = reading;
    return {
      kind: 'read',
      tabId,
      draft,
      mark: markOf(draft),
      logged,
      site,
      isOn: site !== undefined && (await isOn(site)),
      isStale: false,
    };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

/** A draft without its times of reading. */
export const markOf = (draft: Draft): string =>
  JSON.stringify(draft, (key, value: unknown) => (key === 'at' || key === 'readAt' ? undefined : value));

/** Hears of changes from our script in the page, for as long as the panel wants to. */
function listen(tabId: number, onChange: () => void): () => void {
  const port = browser.tabs.connect(tabId, { name: PAGE_PORT, frameId: 0 });
  port.onMessage.addListener((message: unknown) => {
    if (pageNewsSchema.safeParse(message).success) onChange();
  });
  // Read, so that a page without our script is no error in the log.
  port.onDisconnect.addListener(() => void browser.runtime.lastError);
  return () => port.disconnect();
}

async function watchTabs(on: {
  onActive: (tabId: number) => Promise<void>;
  onLoaded: (tabId: number) => Promise<void>;
}): Promise<void> {
  const { id: windowId } = await browser.windows.getCurrent();
  browser.tabs.onActivated.addListener((active) => {
    if (active.windowId === windowId) void on.onActive(active.tabId);
  });
  browser.tabs.onUpdated.addListener((tabId, changes) => {
    if (changes.status === 'complete') void on.onLoaded(tabId).catch(reportError);
  });
  const [tab] = await browser.tabs.query({ active: true, windowId });
  if (tab?.id !== undefined) await on.onActive(tab.id);
}
