/**
 * A real Chromium with the built extension, for tests and for pictures. Every part of the extension is reached as a person reaches it:
 * by a click on the toolbar icon, by the button in the popup, by the pages' own addresses.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type Extension, type Page, type Target, type WebWorker } from 'puppeteer';
import { ensureBrowser } from '../../automation-engine/cli/browser.mjs';
import { ensureExtension } from '../../automation-engine/cli/set-up/extension.mjs';

const root = resolve(import.meta.dirname, '../..');

/** The id that the key in wxt.config.ts gives the unpacked extension, wherever it lies. */
export const EXTENSION_ID = 'kgkjnhfimibiijjinlekejpbabjolgik';

export interface BrowserOptions {
  /** `light` unless said otherwise. */
  scheme?: 'light' | 'dark';
  /** A profile to keep; a new one that is deleted at the end unless said otherwise. */
  profile?: string;
  headless?: boolean;
  args?: string[];
}

export interface LarderBrowser {
  browser: Browser;
  extension: Extension;
  /** Opens a page in a new tab, in front. */
  openTab: (url: string) => Promise<Page>;
  /** Clicks the toolbar icon while this page is in front, which lets the extension read it once; the popup that opens. */
  openPopup: (page: Page) => Promise<Page>;
  /** The same, and on to the side panel by the popup's button. The panel stays open and follows the active tab. */
  openPanel: (page: Page) => Promise<Page>;
  /** The open side panel, if there is one. */
  panel: () => Promise<Page | undefined>;
  /** `options.html`, with what comes after `#`, such as `engine=http://127.0.0.1:7420&code=ABCD`. */
  openOptions: (hash?: string) => Promise<Page>;
  /** `app.html`, at a contact if one is named. */
  openApp: (contactId?: string) => Promise<Page>;
  /** Answers in advance the prompt for a site that headless Chromium cannot show: `http://127.0.0.1/*`. It switches nothing on. */
  allowHost: (pattern: string) => Promise<void>;
  /** Switches a site on in the settings, as a person does: `http://127.0.0.1`. */
  switchOn: (site: string) => Promise<void>;
  /** The extension's service worker, woken if it sleeps. */
  worker: () => Promise<WebWorker>;
  close: () => Promise<void>;
}

/** Starts Chromium with the extension, built first if its sources changed. */
export async function startBrowser(options: BrowserOptions = {}): Promise<LarderBrowser> {
  const folder = await ensureExtension(root, process.execPath);
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'larder-browser-')));
  const browser = await puppeteer.launch({
    executablePath: await ensureBrowser(),
    headless: options.headless ?? true,
    pipe: true,
    enableExtensions: [folder],
    userDataDir: profile,
    defaultViewport: null,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--window-size=1280,900',
      '--lang=en-GB',
      ...(options.scheme === 'dark' ? ['--force-dark-mode', '--blink-settings=preferredColorScheme=0'] : []),
      ...(options.args ?? []),
    ],
  });
  await browser.waitForTarget((target) => target.type() === 'service_worker' && isOurs(target), { timeout: 15_000 });
  const extension = await waitFor('the extension', async () => (await browser.extensions()).get(EXTENSION_ID));

  const openTab = async (url: string) => {
    const page = await browser.newPage();
    await page.goto(url);
    await page.bringToFront();
    return page;
  };
  const pageAt = async (path: string) => {
    const target = browser.targets().find((each) => isOurs(each) && new URL(each.url()).pathname === path);
    return target === undefined ? undefined : await target.asPage();
  };
  const openPopup = async (page: Page) => {
    await page.bringToFront();
    await page.triggerExtensionAction(extension);
    return waitFor('the popup', () => pageAt('/popup.html'));
  };
  const ownPage = (path: string) => openTab(`chrome-extension://${EXTENSION_ID}${path}`);
  const allowHost = async (pattern: string) => {
    const settings = await openTab('chrome://extensions/');
    await settings.evaluate(
      (id, host) =>
        (
          globalThis as unknown as { chrome: { developerPrivate: { addHostPermission(id: string, host: string): Promise<void> } } }
        ).chrome.developerPrivate.addHostPermission(id, host),
      EXTENSION_ID,
      pattern,
    );
    await settings.close();
  };
  return {
    browser,
    extension,
    openTab,
    openPopup,
    openPanel: async (page) => {
      const popup = await openPopup(page);
      await popup.waitForSelector('button:not([disabled]) ::-p-text(Open panel)');
      const gone = new Promise((closed) => popup.once('close', closed));
      // The popup goes away while it is being clicked.
      await popup.click('button ::-p-text(Open panel)').catch(() => {});
      const panel = await waitFor('the side panel', () => pageAt('/sidepanel.html'));
      await gone;
      await panel.waitForSelector('main');
      return panel;
    },
    panel: () => pageAt('/sidepanel.html'),
    openOptions: (hash) => ownPage(`/options.html${hash === undefined ? '' : `#${hash}`}`),
    openApp: (contactId) => ownPage(`/app.html${contactId === undefined ? '' : `#${contactId}`}`),
    allowHost,
    switchOn: async (site) => {
      const host = new URL(site).hostname;
      await allowHost(`${new URL(site).protocol}//${host}/*`);
      const settings = await ownPage('/options.html');
      await settings.type('#sites input[name=site]', site);
      await settings.click('#sites form button');
      await settings.waitForSelector(`[data-site="${host}"]`);
      await settings.close();
    },
    worker: async () => {
      const target = await browser.waitForTarget((each) => each.type() === 'service_worker' && isOurs(each));
      const worker = await target.worker();
      if (worker === null) throw new Error('the extension has no service worker');
      return worker;
    },
    close: async () => {
      await browser.close();
      if (options.profile === undefined) await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

const isOurs = (target: Target) => target.url().startsWith(`chrome-extension://${EXTENSION_ID}/`);

/** Tries until something is there; what only a browser's own events tell has no promise to wait for. */
export async function waitFor<T>(what: string, look: () => Promise<T | undefined>, timeoutMs = 10_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what} did not come within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
