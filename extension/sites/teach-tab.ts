/** The extension's side of pointing at an element in a tab. */
import { browser } from 'wxt/browser';
import type { Page } from '../capture/page.ts';
import { parsePage } from '../capture/parse-page.ts';
import { takePicked } from '../capture/teach-page.ts';
import { TEACH_PORT, teachNewsSchema } from '../messages/message-map.ts';
import { parseInert } from './parse-inert.ts';

export type Picked =
  | { kind: 'picked'; page: Page; element: Element }
  | { kind: 'cancelled' }
  | { kind: 'no-access' }
  | { kind: 'not-in-copy' };

/** Waits until the person points at an element in the tab, or cancels there or by `signal`. */
export async function pickInTab(tabId: number, signal: AbortSignal): Promise<Picked> {
  try {
    await browser.scripting.executeScript({ target: { tabId }, files: ['/teach.js'] as never });
  } catch {
    return { kind: 'no-access' };
  }
  if (signal.aborted) return { kind: 'cancelled' };
  const port = browser.tabs.connect(tabId, { name: TEACH_PORT, frameId: 0 });
  return new Promise((resolve) => {
    const cancel = () => {
      port.disconnect();
      resolve({ kind: 'cancelled' });
    };
    signal.addEventListener('abort', cancel);
    port.onMessage.addListener((message: unknown) => {
      const news = teachNewsSchema.safeParse(message);
      if (!news.success || news.data.snapshot === undefined) return resolve({ kind: 'cancelled' });
      const page = parsePage(news.data.snapshot, parseInert);
      const element = takePicked(page);
      resolve(element === undefined ? { kind: 'not-in-copy' } : { kind: 'picked', page, element });
    });
    port.onDisconnect.addListener(() => {
      // Read, so that a page that went away is no error in the log.
      void browser.runtime.lastError;
      resolve({ kind: 'cancelled' });
    });
  });
}
