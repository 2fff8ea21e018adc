/**
 * A real Chromium with the built extension, for tests and for pictures. Every part of the extension is reached as a person reaches it:
 * by a click on the toolbar icon, by the button in the popup, by the pages' own addresses.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page, WebWorker } from 'puppeteer';
import {
  EXTENSION_ID,
  EXTENSION_ORIGIN,
  openLarderBrowser,
  type LarderBrowser as OpenBrowser,
} from '../../automation-engine/cli/larder-browser.ts';
import { ensureExtension } from '../../automation-engine/cli/set-up/extension.mjs';
import { press } from './press.ts';

export { EXTENSION_ID, waitFor } from '../../automation-engine/cli/larder-browser.ts';

export interface BrowserOptions {
  /** `light` unless said otherwise. */
  scheme?: 'light' | 'dark';
  /** A profile to keep; a new one that is deleted at the end unless said otherwise. */
  profile?: string;
  headless?: boolean;
  args?: string[];
}

export interface LarderBrowser extends OpenBrowser {
  /** `options.html`, with what comes after `#`, such as `engine=http://127.0.0.1:7420&code=ABCD`. */
  openOptions: (hash?: string) => Promise<Page>;
  /** `app.html`, at a contact if one is named. */
  openApp: (contactId?: string) => Promise<Page>;
  /** Answers in advance the prompt for a site that headless Chromium cannot show: `http://127.0.0.1/*`. It switches nothing on. */
  allowHost: (pattern: string) => Promise<void>;
  /** Switches a site on in the settings, as a person does: `http://127.0.0.1`. */
  switchOn: (site: string) => Promise<void>;
  /** The extension's service worker. */
  worker: () => Promise<WebWorker>;
}

/** What chrome://extensions has and no other page. */
interface DeveloperPrivate {
  chrome: { developerPrivate: { addHostPermission(id: string, host: string): Promise<void> } };
}

/** Starts Chromium with the extension, built first if its sources changed. */
export async function startBrowser(options: BrowserOptions = {}): Promise<LarderBrowser> {
  const extension = await ensureExtension(resolve(import.meta.dirname, '../..'), process.execPath);
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'larder-browser-')));
  const dark = options.scheme === 'dark' ? ['--force-dark-mode', '--blink-settings=preferredColorScheme=0'] : [];
  const open = await openLarderBrowser({
    extension,
    headless: options.headless ?? true,
    profile,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--window-size=1280,900',
      '--lang=en-GB',
      ...dark,
      ...(options.args ?? []),
    ],
  });
  const allowHost = async (pattern: string) => {
    const settings = await open.openTab('chrome://extensions/');
    await settings.evaluate(
      (id, host) => (globalThis as unknown as DeveloperPrivate).chrome.developerPrivate.addHostPermission(id, host),
      EXTENSION_ID,
      pattern,
    );
    await settings.close();
  };
  return {
    ...open,
    openOptions: (hash) => open.openOwn(`/options.html${hash === undefined ? '' : `#${hash}`}`),
    openApp: (contactId) => open.openOwn(`/app.html${contactId === undefined ? '' : `#${contactId}`}`),
    allowHost,
    switchOn: async (site) => {
      const { hostname, protocol } = new URL(site);
      await allowHost(`${protocol}//${hostname}/*`);
      const settings = await open.openOwn('/options.html');
      await settings.type('#sites input[name=site]', site);
      await press(settings, '#sites form button');
      await settings.waitForSelector(`[data-site="${hostname}"]`);
      await settings.close();
    },
    worker: async () => {
      const target = await open.browser.waitForTarget(
        (each) => each.type() === 'service_worker' && each.url().startsWith(EXTENSION_ORIGIN),
      );
      const worker = await target.worker();
      if (worker === null) throw new Error('the extension has no service worker');
      return worker;
    },
    close: async () => {
      await open.close();
      if (options.profile === undefined)
        await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
