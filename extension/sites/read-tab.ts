/** Reads the page in a tab, when that is allowed. */
import { adapters } from '../adapters/registry.ts';
import { sendToPage } from '../messages/send.ts';
import type { Store } from '../store/store.ts';
import { readSnapshot, type Reading } from './read-snapshot.ts';
import { loggingOf } from './site-logging.ts';
import { enter } from './switches.ts';
import { warmReaders } from './warm-readers.ts';

export type TabReading = { kind: 'no-access' } | ({ kind: 'read' } & Reading);

/**
 * @param options.isOpened the person opened the page and looks at it: what is open may be logged, where that is switched on
 * @throws when the page went away meanwhile, or an adapter has a bug
 */
export async function readTab(store: Store, tabId: number, options: { isOpened?: boolean } = {}): Promise<TabReading> {
  if (!(await enter(tabId))) return { kind: 'no-access' };
  const copying = sendToPage(tabId, 'page/snapshot', {});
  const [snapshot] = await Promise.all([copying, warmReaders(adapters, copying)]);
  const logging = options.isOpened === true ? await loggingOf(store, snapshot.url) : undefined;
  const fetchRaw = (url: string) => sendToPage(tabId, 'page/raw', { url });
  return { kind: 'read', ...(await readSnapshot(store, snapshot, { logging, fetchRaw })) };
}
