/** The extension's side of showing where in a tab's page a value stands. */
import { browser } from 'wxt/browser';
import { HIGHLIGHT_PORT, highlightNewsSchema } from '../messages/message-map.ts';
import type { Wanted } from './highlight-text.ts';

/**
 * Highlights in a page that our script is in already, because it was read; nowhere else.
 * @param onFound told once, unless the page went away
 * @returns takes the highlight away. The page does so by itself when the panel closes.
 */
export function highlightInTab(tabId: number, wanted: Wanted, onFound?: (isFound: boolean) => void): () => void {
  const port = browser.tabs.connect(tabId, { name: HIGHLIGHT_PORT, frameId: 0 });
  port.onMessage.addListener((message: unknown) => {
    const news = highlightNewsSchema.safeParse(message);
    if (news.success) onFound?.(news.data.isFound);
  });
  // Read, so that a page without our script is no error in the log.
  port.onDisconnect.addListener(() => void browser.runtime.lastError);
  port.postMessage(wanted);
  return () => port.disconnect();
}
