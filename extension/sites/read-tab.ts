/** Reads the page in a tab, when that is allowed: from the copy that our script takes to the draft, and a line in the log of readings. */
import { adapters } from '../adapters/registry.ts';
import { leaveOut } from '../capture/never-capture.ts';
import { parsePage } from '../capture/parse-page.ts';
import { readPage } from '../capture/read-page.ts';
import { sendToPage } from '../messages/send.ts';
import type { Draft } from '../../shared/model/draft.ts';
import { readFact } from '../store/device.ts';
import { neverRules } from '../store/never.ts';
import { logByItself, loggingSites, type Logged } from '../store/logging.ts';
import { logReading } from '../store/readings.ts';
import { timeOf, type Store } from '../store/store.ts';
import { templatesInUse } from '../store/templates.ts';
import { parseInert } from './parse-inert.ts';
import { siteOf } from './origins.ts';
import { restAfter } from './rest-after.ts';
import { enter, isOn } from './switches.ts';
import { warmReaders } from './warm-readers.ts';

/** So long may the panel's clicks and keys wait while a large page is read. */
const SLICE_MS = 15;

export type TabReading = { kind: 'no-access' } | { kind: 'read'; draft: Draft; logged?: Logged };

/**
 * @param options.isOpened the person opened the page and looks at it: what is open may be logged, where that is switched on
 * @throws when the page went away meanwhile, or an adapter has a bug
 */
export async function readTab(store: Store, tabId: number, options: { isOpened?: boolean } = {}): Promise<TabReading> {
  if (!(await enter(tabId))) return { kind: 'no-access' };
  const copying = sendToPage(tabId, 'page/snapshot', {});
  const [snapshot] = await Promise.all([copying, warmReaders(adapters, copying)]);
  const page = parsePage(snapshot, parseInert);
  const own = await readFact(store, 'own');
  const logging = options.isOpened === true ? await loggingOf(store, page.url.href) : undefined;
  const draft = await readPage(page, {
    adapters,
    at: timeOf(store),
    own: own?.addresses ?? [],
    templates: await templatesInUse(store),
    keepsText: logging?.withText === true,
    rest: restAfter(SLICE_MS),
    fetchRaw: async (url) => {
      const answer = await sendToPage(tabId, 'page/raw', { url: url.href });
      return 'base64' in answer ? bytesOf(answer.base64) : undefined;
    },
  });
  const titled = leaveOut({ ...draft, title: draft.title ?? page.title.slice(0, 500) }, await neverRules(store));
  const logged = logging === undefined ? undefined : await logByItself(store, titled);
  await logReading(store, titled, logged?.kind === 'logged' ? logged.ids.length : 0);
  return { kind: 'read', draft: titled, ...(logged === undefined ? {} : { logged }) };
}

/** Only on a site that is on: a click reads a page once, and logs nothing. */
async function loggingOf(store: Store, address: string) {
  const site = siteOf(address);
  if (site === undefined || !(await isOn(site))) return undefined;
  return (await loggingSites(store)).find(({ pattern }) => pattern === site.pattern);
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
