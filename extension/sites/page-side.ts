/**
 * The part that runs in other people's pages, and the only one: it copies the page when asked, fetches a message's source when
 * asked, tells of changes while a panel listens, and highlights what the panel points at. It adds nothing to the page's tree. No zod here: every byte is loaded by the page.
 */
import type { Snapshot } from '../capture/page.ts';
import type { Envelope, PageNews, RawAnswer } from '../messages/message-map.ts';
import { highlightText, type Wanted } from './highlight-text.ts';
import { watchPage } from './watch-page.ts';

/** What it needs of the browser. */
export interface PageRuntime {
  id?: string;
  onMessage: {
    addListener(
      listener: (message: unknown, sender: { id?: string }, reply: (answer: unknown) => void) => true | undefined,
    ): void;
  };
  onConnect: { addListener(listener: (port: PagePort) => void): void };
}
export interface PagePort {
  name: string;
  sender?: { id?: string };
  postMessage(message: unknown): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}

/** The same names as `PAGE_PORT` and `HIGHLIGHT_PORT` of the message map, which would bring zod along. */
const PORT = 'larder-page';
const HIGHLIGHTS = 'larder-highlight';
/** Enough for the headers and the text of any message; attachments come after and are not wanted. */
const RAW_MAX_BYTES = 3_000_000;

/** A page that is never idle is copied all the same. */
const IDLE_MAX_MS = 300;

/** Serves our own extension's pages from within a page. */
export function servePage(page: Window, runtime: PageRuntime, takeSnapshot: () => Promise<Snapshot>): void {
  runtime.onMessage.addListener((message, sender, reply) => {
    if (sender.id !== runtime.id) return undefined;
    const { larder, body } = message as Partial<Envelope>;
    const answer =
      larder === 'page/snapshot'
        ? whenIdle(page).then(takeSnapshot)
        : larder === 'page/raw'
          ? fetchRaw(page, String((body as { url?: unknown }).url))
          : undefined;
    if (answer === undefined) return undefined;
    answer.then(reply, (error: unknown) => reply({ problem: String(error) }));
    return true;
  });
  runtime.onConnect.addListener((port) => {
    if (port.sender?.id !== runtime.id) return;
    if (port.name === HIGHLIGHTS) serveHighlights(page, port);
    if (port.name !== PORT) return;
    const stop = watchPage(page, () => {
      const news: PageNews = { news: 'changed', url: page.location.href };
      port.postMessage(news);
    });
    port.onDisconnect.addListener(stop);
  });
}

/** Shown until the panel asks for another, or goes away. */
function serveHighlights(page: Window, port: PagePort): void {
  let clear = () => {};
  port.onMessage.addListener((message) => {
    clear();
    clear = () => {};
    let isFound = false;
    try {
      ({ isFound, clear } = highlightText(page, message as Wanted));
    } catch {
      // A page may give its fields the names of the document's own functions: then nothing is shown.
    }
    port.postMessage({ isFound });
  });
  port.onDisconnect.addListener(() => clear());
}

/** What the page itself still has to do, such as drawing the message that was just opened, comes before our copy of it. */
const whenIdle = (page: Window): Promise<void> =>
  new Promise((resolve) => {
    page.requestIdleCallback(() => resolve(), { timeout: IDLE_MAX_MS });
  });

async function fetchRaw(page: Window, address: string): Promise<RawAnswer> {
  const url = URL.parse(address);
  if (url === null || url.origin !== page.location.origin) return { problem: 'not an address of this page' };
  const response = await fetch(url, { credentials: 'same-origin', cache: 'no-store' });
  if (!response.ok || response.body === null) return { problem: `the webmail answered ${response.status}` };
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = response.body.getReader();
  while (length < RAW_MAX_BYTES) {
    const { value, done } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  await reader.cancel();
  return { base64: await base64Of(new Blob(chunks)) };
}

/** The browser's own encoder; bytes can't travel in a message. */
function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
    reader.onload = () => {
      const text = typeof reader.result === 'string' ? reader.result : '';
      resolve(text.slice(text.indexOf(',') + 1));
    };
    reader.readAsDataURL(blob);
  });
}
