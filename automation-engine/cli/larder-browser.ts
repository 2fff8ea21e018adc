/**
 * A browser window with Larder's extension in it, and the ways a person reaches each of its parts: a click on the toolbar icon, the
 * button in the popup, the pages' own addresses. `npm start` opens one; the demo and the browser tests drive one.
 */
import { setTimeout as pause } from 'node:timers/promises';
import puppeteer, { type Browser, type Extension, type Page, type Target } from 'puppeteer';
import { ensureBrowser } from './browser.mjs';

/** The id that the key in wxt.config.ts gives the unpacked extension, wherever it lies. */
export const EXTENSION_ID = 'kgkjnhfimibiijjinlekejpbabjolgik';
export const EXTENSION_ORIGIN = `chrome-extension://${EXTENSION_ID}`;

export interface BrowserOptions {
  /** The folder of the built extension. */
  extension: string;
  headless: boolean;
  /** The folder of the browser's profile; one that is deleted at the end when left out. */
  profile?: string;
  args?: string[];
}

export interface LarderBrowser {
  browser: Browser;
  extension: Extension;
  /** Opens a page in a new tab, in front. */
  openTab(url: string): Promise<Page>;
  /** Clicks the toolbar icon while this page is in front, which lets the extension read it once; the popup that opens. */
  openPopup(page: Page): Promise<Page>;
  /** The same, and on to the side panel by the popup's button. The panel stays open and follows the active tab. */
  openPanel(page: Page): Promise<Page>;
  /** The open side panel, if there is one. */
  panel(): Promise<Page | undefined>;
  /** A page of the extension in a new tab: `/options.html`, `/app.html`. */
  openOwn(path: string): Promise<Page>;
  close(): Promise<void>;
}

const START_MS = 15_000;
const LOOK_EVERY_MS = 50;
const LOOKS = 300;

/** @throws Error when there is no browser, or the extension does not load */
export async function openLarderBrowser(options: BrowserOptions): Promise<LarderBrowser> {
  const browser = await puppeteer.launch({
    executablePath: await ensureBrowser(),
    headless: options.headless,
    enableExtensions: [options.extension],
    pipe: true,
    defaultViewport: null,
    ...(options.profile === undefined ? {} : { userDataDir: options.profile }),
    // Whoever opens the browser closes it, in order: it must outlive a first Ctrl-C for that.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ignoreDefaultArgs: ['--enable-automation'],
    args: [
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Chromium has no sandbox for root; containers and test machines are where that happens.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(options.args ?? []),
    ],
  });
  try {
    await browser.waitForTarget((target) => target.type() === 'service_worker' && isOurs(target), {
      timeout: START_MS,
    });
    const extension = await waitFor('the extension', async () => (await browser.extensions()).get(EXTENSION_ID));
    return drive(browser, extension);
  } catch (error) {
    await browser.close();
    throw new Error(`the extension in ${options.extension} did not load`, { cause: error });
  }
}

function drive(browser: Browser, extension: Extension): LarderBrowser {
  const openTab = async (url: string) => {
    const page = await browser.newPage();
    await page.goto(url);
    await page.bringToFront();
    return page;
  };
  const pageAt = async (path: string) => {
    const target = browser.targets().find((each) => isOurs(each) && new URL(each.url()).pathname === path);
    return await target?.asPage();
  };
  const openPopup = async (page: Page) => {
    await page.bringToFront();
    await page.triggerExtensionAction(extension);
    return await waitFor('the popup', () => pageAt('/popup.html'));
  };
  return {
    browser,
    extension,
    openTab,
    openPopup,
    async openPanel(page) {
      const popup = await openPopup(page);
      await popup.waitForSelector('button:not([disabled]) ::-p-text(Open panel)');
      const gone = new Promise((closed) => popup.once('close', closed));
      // The popup goes away while it is being clicked.
      await popup.click('button ::-p-text(Open panel)').catch(() => undefined);
      const panel = await waitFor('the side panel', () => pageAt('/sidepanel.html'));
      await gone;
      await panel.waitForSelector('main');
      return panel;
    },
    panel: () => pageAt('/sidepanel.html'),
    openOwn: (path) => openTab(`${EXTENSION_ORIGIN}${path}`),
    close: () => browser.close(),
  };
}

const isOurs = (target: Target) => target.url().startsWith(`${EXTENSION_ORIGIN}/`);

/** Looks until something is there: for what only the browser's own windows show, there is no event to wait for. */
export async function waitFor<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (let turn = 0; turn < LOOKS; turn++) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`${what} did not come within ${(LOOKS * LOOK_EVERY_MS) / 1000} seconds`);
}
