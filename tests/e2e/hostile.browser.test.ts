/** Pages that attack, flood or confuse, read by the built extension: nothing of theirs runs, nobody hangs, and people are found all the same. */
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser, type LarderBrowser } from './browser.ts';
import { startSite, type Site } from './site.ts';
import { hostilePages, type HostilePage } from './hostile-pages.ts';

/** Loosely: the machine may be busy. What is measured is printed. */
const LONGEST_TASK_MS = 1_000;
const READ_MS = 30_000;

let server: Site;
let site: string;
let pages: Readonly<Record<string, HostilePage>>;
let larder: LarderBrowser;

beforeAll(async () => {
  const html: Record<string, string> = {};
  server = await startSite(html);
  site = server.origin;
  pages = hostilePages(site.replace('127.0.0.1', 'localhost'));
  for (const [name, page] of Object.entries(pages)) html[`/${name}`] = page.html;
  larder = await startBrowser();
});
afterAll(async () => {
  await larder.close();
  server.close();
});

/** What goes wrong in a page from now on. */
function listenTo(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return problems;
}

interface Seen {
  pwned: number;
  polluted: unknown;
}
const look = (page: Page): Promise<Seen> =>
  page.evaluate(() => ({
    pwned: (globalThis as { pwned?: unknown[] }).pwned?.length ?? 0,
    polluted: ({} as { polluted?: unknown }).polluted,
  }));

/** Watches the page's thread from now on; the function that it gives back tells the longest task, 0 when none was over 50 ms. */
async function watchTasks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    (globalThis as { larderTasks?: number[] }).larderTasks = tasks;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks[tasks.length] = duration;
    }).observe({ type: 'longtask' });
  });
  return () => page.evaluate(() => Math.max(0, ...((globalThis as { larderTasks?: number[] }).larderTasks ?? [])));
}

describe('a hostile page', () => {
  it.each(Object.keys(hostilePages('')))('%s: is read, and harms nobody', async (name) => {
    const { email, warning } = pages[name] ?? { html: '' };
    const page = await larder.openTab(`${site}/${name}`);
    await new Promise((done) => setTimeout(done, 500)); // what the page does by itself is over
    const own = await look(page);
    const longestTask = await watchTasks(page);
    const problems = listenTo(page);
    const popup = await larder.openPopup(page);
    const inPopup = listenTo(popup);
    await popup.waitForSelector('form[data-person]', { timeout: READ_MS });

    expect(await popup.$eval('[data-field=emails] input', (input) => input.value)).toBe(email);
    if (warning !== undefined) expect(await popup.$(`[data-warning="${warning}"]`)).not.toBeNull();
    expect(await look(page)).toEqual(own);
    expect(await look(popup)).toEqual({ pwned: 0 });
    if (name === 'payloads') expect(own.pwned).toBe(0);
    expect(problems).toEqual([]);
    expect(inPopup).toEqual([]);
    const longest = await longestTask();
    console.info(`${name}: the longest task in the page was ${Math.round(longest)} ms`);
    // The page that never rests makes long tasks of its own.
    if (name !== 'restless') expect(longest).toBeLessThan(LONGEST_TASK_MS);
    await popup.close();
    await page.close();
  });
});
