/** What the extension does with messages of people who are known, in a real Chromium, with pages as Roundcube makes them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser, type LarderBrowser } from './browser.ts';
import { startSite, type Site } from './site.ts';
import { rowsOf } from './roundcube/panel.ts';
import { press } from './press.ts';

const fixture = (path: string) => readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8');
const LIST = '/?_task=mail&_mbox=INBOX';
const MESSAGE = '/?_task=mail&_action=show&_uid=4&_mbox=INBOX';
const OTHER = '/?_task=mail&_action=show&_uid=5&_mbox=INBOX';
const SOURCE = fixture('mail/html-reply.eml');

let server: Site;
let site: string;
let larder: LarderBrowser;
const pages: Record<string, string> = {
  [LIST]: fixture('pages/roundcube/2026-11-22-preview.html'),
  [MESSAGE]: fixture('pages/roundcube/2026-11-22-full-view.html'),
  '/?_task=mail&_action=viewsource&_uid=4&_mbox=INBOX': SOURCE,
  [OTHER]: fixture('pages/roundcube/2026-11-22-full-view.html').replaceAll('_uid=4', '_uid=5'),
  '/?_task=mail&_action=viewsource&_uid=5&_mbox=INBOX': SOURCE.replace(/^Message-ID: </im, 'Message-ID: <later.'),
};

beforeAll(async () => {
  server = await startSite(pages);
  site = server.origin;
  larder = await startBrowser();
  await larder.switchOn('http://127.0.0.1');
});
afterAll(async () => {
  await larder.close();
  server.close();
});

const bodies = async (panel: Page) =>
  (await rowsOf(panel, 'interactions')).map((row) => (row['values'] as Record<string, unknown>)['body']);

describe('evidence in the page', () => {
  const highlighted = (page: Page) =>
    page.evaluate(() =>
      [...(CSS.highlights.get('larder-evidence') ?? [])].map((range) =>
        (range as Range).toString().replace(/\s+/g, ' ').trim(),
      ),
    );
  const becomes = (page: Page, words: string[]) =>
    expect.poll(() => highlighted(page), { interval: 50 }).toEqual(words);
  const treeOf = (page: Page) => page.evaluate(() => document.documentElement.outerHTML);
  const scrollOf = (page: Page) => page.evaluate(() => Math.round(scrollY));

  it('is highlighted while a field is pointed at or edited, without touching the page, and scrolled to on a click', async () => {
    const page = await larder.openTab(`${site}${MESSAGE}`);
    await page.setViewport({ width: 700, height: 200 });
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('form[data-person=new]');
    const tree = await treeOf(page);
    await panel.hover('[data-field=title] .field-line');
    await becomes(page, ['Senior Category Manager | Global Procurement']);
    expect(await scrollOf(page)).toBe(0);
    await panel.hover('h1');
    await becomes(page, []);
    expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);

    // The address is in no text of the page's header, only beside the name.
    await panel.focus('[data-field=emails] input');
    await expect.poll(() => highlighted(page), { interval: 50 }).not.toEqual([]);
    await panel.keyboard.press('Tab');
    await panel.focus('[data-field=name] input');
    await becomes(page, ['Tess Whitlock']);

    await press(panel, '[data-field=title] button.evidence');
    await press(panel, '[data-field=title] [data-action=go-to-evidence]');
    await expect.poll(() => scrollOf(page), { interval: 50 }).toBeGreaterThan(0);
    expect(await treeOf(page)).toBe(tree);
    await panel.close();
    await becomes(page, []);
    await page.close();
  });
});

describe('logging by itself', () => {
  it('is off at first, logs mail of known people where it is on, keeps the text only when asked, and can be undone', async () => {
    const page = await larder.openTab(`${site}${MESSAGE}`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('form[data-person=new]');
    await press(panel, '.log-line input');
    await press(panel, 'form[data-person=new] button[type=submit]');
    await panel.waitForSelector('[data-person=known] [data-action=save-found]');
    expect(await rowsOf(panel, 'interactions')).toEqual([]);

    const settings = await larder.openOptions();
    await settings.waitForSelector('[data-site="127.0.0.1"] input[name=log]');
    expect(await settings.$('input[name=keep-text]')).toBeNull();
    await press(settings, 'input[name=log]');
    await settings.waitForSelector('input[name=keep-text]');
    await page.bringToFront();
    await page.goto(`${site}${MESSAGE}`);
    await panel.waitForSelector('[data-logged=by-itself]');
    await panel.waitForSelector('[data-interaction] ::-p-text(logged by itself)');
    expect(await bodies(panel)).toEqual([undefined]);
    await settings.waitForSelector('.readings ::-p-text(1 message logged by itself)');

    await press(panel, '[data-action=undo-logging]');
    await panel.waitForSelector('main ::-p-text(Taken back.)');
    await page.goto(`${site}${MESSAGE}`);
    await panel.waitForSelector('[data-not-logged=taken-back]');

    await settings.bringToFront();
    await press(settings, 'input[name=keep-text]');
    await page.bringToFront();
    await page.goto(`${site}/nobody`);
    await panel.waitForSelector('[data-skipped=nobody-found]');
    await page.goto(`${site}${MESSAGE}`);
    await panel.waitForSelector('[data-not-logged=taken-back]');
    await press(panel, '[data-action=save-found]');
    await panel.waitForSelector('[data-interaction]');
    expect(await bodies(panel)).toEqual([expect.stringContaining('\n')]);
    await settings.close();
    await panel.close();
    await page.close();
  });

  it('needs no open panel: what the person looks at is read without a window', async () => {
    const app = await larder.openApp();
    const idsOf = async () => (await rowsOf(app, 'interactions')).map((row) => row['id']);
    const before = await idsOf();
    expect(before).toHaveLength(1);
    const page = await larder.openTab(`${site}${OTHER}`);
    await expect.poll(idsOf, { interval: 100, timeout: 20_000 }).toHaveLength(2);
    // The same message again is the same interaction.
    await page.reload();
    await page.goto(`${site}/nobody`);
    await expect
      .poll(async () => (await rowsOf(app, 'readings')).at(-1)?.['url'], { interval: 100, timeout: 20_000 })
      .toBe(`${site}/nobody`);
    expect(await idsOf()).toHaveLength(2);

    const settings = await larder.openOptions();
    await press(settings, 'input[name=log]');
    await settings.waitForSelector('input[name=log]:not(:checked)');
    const readings = await rowsOf(app, 'readings');
    await page.bringToFront();
    await page.goto(`${site}${MESSAGE}`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('[data-person=known]');
    // The panel's own, and nothing was logged.
    expect((await rowsOf(app, 'readings')).slice(readings.length)).toEqual([expect.objectContaining({ logged: 0 })]);
    for (const each of [settings, app, panel, page]) await each.close();
  });
});

describe('the message list', () => {
  it('offers everybody in it, saves whom the person chose, and takes them back', async () => {
    const page = await larder.openTab(`${site}${LIST}`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('[data-action=many-list]');
    await press(panel, '[data-action=many-list]');
    await panel.waitForSelector('.many label[data-key]');
    expect(
      await panel.$$eval('.many label[data-key]', (labels) => labels.map((label) => label.dataset['key'])),
    ).toEqual(['nora.quist@fjel1vik-mail.test', 'nora.quist@fjellvik.test']);
    await press(panel, 'label[data-key="nora.quist@fjel1vik-mail.test"]');
    await press(panel, '.many .primary');
    await panel.waitForSelector('[data-saved="1"]');
    await press(panel, '[data-action=undo]');
    await panel.waitForSelector('main ::-p-text(1 person removed again.)');
    await panel.close();
    await page.close();
  });
});

describe('a file of contacts', () => {
  const COUNT = 2_000;
  const file = (folder: string) => {
    const path = join(folder, 'Connections.csv');
    const rows = Array.from(
      { length: COUNT },
      (_, at) => `Ann ${at},Berg,https://www.linkedin.com/in/ann-${at},,Globex ${at},Buyer`,
    );
    const header = 'Notes:\n"Some addresses are missing."\n\nFirst Name,Last Name,URL,Email Address,Company,Position\n';
    writeFileSync(path, `${header}Lee,Ng,,lee(at)globex,,\n${rows.join('\n')}\n${rows[0]}\n`);
    return path;
  };

  it('is shown before it is saved, saved in pieces while the page answers, and taken back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'larder-import-'));
    const settings = await larder.openOptions();
    const chooser = await settings.waitForSelector<'input'>('input[name=contacts]' as 'input');
    // The longest time for which nothing else could happen in the page.
    await settings.evaluate(() => {
      const seen = globalThis as unknown as { longest: number };
      seen.longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
      }).observe({ type: 'longtask' });
    });
    await chooser?.uploadFile(file(folder));
    await settings.waitForSelector(`[data-fresh="${COUNT}"]`);
    expect(await settings.$eval('#import [data-known]', (line) => line.textContent)).toContain(
      '1 is known already or twice in the file',
    );
    await press(settings, '[data-unread] summary');
    await settings.waitForSelector('[data-unread] ::-p-text(Line 5: what stands in the e-mail column is no address)');

    await settings.select('select[data-column="Position"]', '');
    await settings.waitForSelector(`[data-fresh="${COUNT}"]`);
    await press(settings, '[data-action=import]');
    await settings.waitForSelector('[data-import=importing]');
    const begun = Date.now();
    await settings.waitForSelector(`[data-imported="${COUNT}"]`, { timeout: 90_000 });
    const longest = await settings.evaluate(() => (globalThis as unknown as { longest: number }).longest);
    console.info(`${COUNT} rows saved in ${Date.now() - begun} ms; longest task of the page ${longest} ms`);
    await press(settings, '[data-action=undo-import]');
    await settings.waitForSelector(`#import ::-p-text(2,000 people removed again.)`, { timeout: 90_000 });
    await settings.close();
    rmSync(folder, { recursive: true });
  }, 240_000);
});
