/** The built extension in a real Chromium, with no engine anywhere: what it may do, what it reads, what it keeps. */
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXTENSION_ID, startBrowser, waitFor, type LarderBrowser } from './browser.ts';
import { press } from './press.ts';
import { startSite, type Site } from './site.ts';

const person = (name: string, email: string) =>
  JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Person',
    name,
    email,
    jobTitle: 'Head of Procurement',
    telephone: '+1 415 555 0132',
    worksFor: { '@type': 'Organization', name: 'Globex Corporation' },
  });
const html = (name: string, email: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title>
  <script type="application/ld+json">${person(name, email)}</script><h1>${name}</h1><p>Head of Procurement at Globex</p>`;

let server: Site;
let site: string;
const pages: Record<string, string> = {
  '/dana': html('Dana Whitfield', 'dana@globex.example'),
  '/bo': html('Bo Ek', 'bo@initech.example'),
};
let larder: LarderBrowser;

beforeAll(async () => {
  server = await startSite(pages);
  site = server.origin;
  larder = await startBrowser();
});
afterAll(async () => {
  await larder.close();
  server.close();
});

const valueOf = (page: Page, field: string) => page.$eval(`[data-field=${field}] input`, (input) => input.value);
const textOf = (page: Page, selector: string) => page.$eval(selector, (element) => element.textContent);

/** Waits until nothing matches; by the clock, because a tab in the background paints no frames to wait for. */
const isGone = (page: Page, selector: string) =>
  page.waitForFunction((wanted) => document.querySelector(wanted) === null, { polling: 100 }, selector);

describe('trust', () => {
  it('asks for no site at install, and registers no script', async () => {
    const worker = await larder.worker();
    const facts = await worker.evaluate(async () => ({
      granted: (await chrome.permissions.getAll()).origins,
      scripts: await chrome.scripting.getRegisteredContentScripts(),
      manifest: chrome.runtime.getManifest(),
    }));
    expect(facts.granted).toEqual([]);
    expect(facts.scripts).toEqual([]);
    expect(facts.manifest.host_permissions).toBeUndefined();
    expect(facts.manifest.content_scripts).toBeUndefined();
    expect(facts.manifest.web_accessible_resources).toBeUndefined();
  });

  it('runs nothing on a page of a site that was not switched on', async () => {
    const page = await larder.openTab(`${site}/dana`);
    const worlds: string[] = [];
    const client = await page.createCDPSession();
    client.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context.origin));
    await client.send('Runtime.enable');
    server.asked.length = 0;
    await page.reload({ waitUntil: 'networkidle0' });
    const seen = await page.evaluate(() => ({
      html: document.documentElement.outerHTML.replace(/\s+/g, ' '),
      names: Object.keys(globalThis).filter((name) => /larder|chrome-extension/i.test(name)),
      resources: performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    }));
    expect(worlds.filter((origin) => origin.includes('extension'))).toEqual([]);
    expect(seen.names).toEqual([]);
    expect(seen.resources.filter((path) => path !== '/favicon.ico')).toEqual([]);
    expect(seen.html).not.toContain('chrome-extension');
    expect(server.asked.filter((line) => !line.endsWith('favicon.ico'))).toEqual(['GET /dana']);
    const worker = await larder.worker();
    const error = await worker.evaluate(async () => {
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      return chrome.scripting.executeScript({ target: { tabId: tab!.id! }, func: () => document.title }).then(
        () => 'it ran',
        (refused: Error) => refused.message,
      );
    });
    expect(error).toContain('Cannot access');
    await page.close();
  });
});

describe('quick clip', () => {
  it('saves the person of the page in the popup, with what else was found', async () => {
    const page = await larder.openTab(`${site}/bo`);
    const popup = await larder.openPopup(page);
    await popup.waitForSelector('form[data-person=new]');
    expect(await valueOf(popup, 'name')).toBe('Bo Ek');
    expect(await valueOf(popup, 'emails')).toBe('bo@initech.example');
    expect(await valueOf(popup, 'companyName')).toBe('Globex Corporation');
    // Twice at once: one person all the same.
    await popup.$eval('button[type=submit]', (button) => {
      button.click();
      button.click();
    });
    await popup.waitForSelector('[data-saved]');
    await popup.close();
    const app = await larder.openApp();
    await app.waitForSelector('.person-line');
    expect(await app.$$eval('.person-line', (lines) => lines.map((line) => line.textContent))).toEqual([
      'BEBo EkHead of Procurement · Globex Corporation',
    ]);
    await app.close();
    await page.close();
  });
});

describe('the side panel', () => {
  it('shows the person with evidence, saves an edit, and knows them after opening anew', async () => {
    const page = await larder.openTab(`${site}/dana`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('form[data-person=new]');
    expect(await valueOf(panel, 'name')).toBe('Dana Whitfield');
    expect(await valueOf(panel, 'emails')).toBe('dana@globex.example');
    expect(await textOf(panel, '[data-field=emails] .evidence')).toBe('page data · sure');
    await press(panel, '[data-field=title] .evidence');
    expect(await textOf(panel, '[data-field=title] .evidence-list')).toContain('Head of Procurement');

    await panel.type('[data-field=title] input', ' EMEA');
    expect(await textOf(panel, '[data-field=title] .badge')).toBe('typed by you');
    await panel.keyboard.down('Control');
    await panel.keyboard.press('Enter');
    await panel.keyboard.up('Control');
    await panel.waitForSelector('[data-person=known]');
    const contactId = await panel.$eval('[data-contact]', (element) => element.getAttribute('data-contact'));
    expect(await textOf(panel, '[data-person=known] header')).toContain('Head of Procurement EMEA');
    expect(await textOf(panel, '[data-sync]')).toBe('Works on this device alone');

    await panel.reload();
    await panel.waitForSelector(`[data-contact="${contactId}"]`);
    // The page says another title than the one that was typed: offered, not taken.
    expect(await panel.$eval('[data-new-fact=title] input', (input) => input.checked)).toBe(false);
    await panel.close();
    await page.close();
  });

  it('adds tags, tasks and notes, and shows them at once and on the page with all people', async () => {
    const page = await larder.openTab(`${site}/dana`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('[data-person=known]');
    const app = await larder.openApp(
      (await panel.$eval('[data-contact]', (element) => element.getAttribute('data-contact'))) ?? undefined,
    );
    await page.bringToFront();
    await panel.waitForSelector('[data-person=known]');
    await panel.type('[aria-label="Add a tag"]', 'VIP customer');
    await panel.keyboard.press('Enter');
    await panel.waitForSelector('[data-tag=vip-customer]');
    await panel.type('[aria-label="Add a task"]', 'Send the quote');
    await panel.keyboard.press('Enter');
    await panel.waitForSelector('[data-task]');
    await panel.type('[aria-label="Add a note"]', 'Wants 400 units');
    await press(panel, '[aria-label="Notes"] button');
    await panel.waitForSelector('[data-note]');
    await app.waitForSelector('[data-tag=vip-customer]');
    await app.waitForSelector('[data-note]');
    await press(panel, '[data-task] input');
    await isGone(panel, '[data-task]');
    await isGone(app, '[data-task]');
    await press(panel, '[aria-label="Remove the tag vip-customer"]');
    await isGone(app, '[data-tag]');
    await app.close();
    await panel.close();
    await page.close();
  });

  it('says that a page was not read, and reads it when the icon is clicked', async () => {
    const first = await larder.openTab(`${site}/dana`);
    const panel = await larder.openPanel(first);
    await panel.waitForSelector('[data-person=known]');
    const second = await larder.openTab(`${site}/bo`);
    await panel.waitForSelector('main ::-p-text(This page was not read)');
    const popup = await larder.openPopup(second);
    await panel.waitForSelector('main ::-p-text(Bo Ek)');
    await popup.close();
    await first.bringToFront();
    await panel.waitForSelector('main ::-p-text(Dana Whitfield)');
    const third = await larder.openTab(`${site}/nobody`);
    const other = await larder.openPopup(third);
    await other.waitForSelector('form[data-person]');
    await other.close();
    await panel.waitForSelector('main ::-p-text(Nobody to clip here)');
    await panel.close();
    for (const page of [first, second, third]) await page.close();
  });

  it('keeps what was typed when the page changes, and shows the new page when asked', async () => {
    pages['/carol'] = html('Carol Diaz', 'carol@globex.example');
    pages['/dave'] = html('Dave Lind', 'dave@globex.example');
    await larder.switchOn('http://127.0.0.1');
    const page = await larder.openTab(`${site}/carol`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('form[data-person=new]');
    await panel.type('[data-field=name] input', ' Ruiz');
    await page.goto(`${site}/dave`);
    await panel.waitForSelector('main ::-p-text(You opened another page)');
    expect(await valueOf(panel, 'name')).toBe('Carol Diaz Ruiz');
    await press(panel, 'button ::-p-text(Show it)');
    await panel.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[data-field=name] input')?.value === 'Dave Lind',
    );
    await panel.close();
    await page.close();
  });
});

describe('a clipped selection', () => {
  /** What the context menu does after opening the panel; headless Chromium shows no native menu to click in. */
  const clip = async (as: string, text: string) => {
    const worker = await larder.worker();
    await worker.evaluate(
      async (kind, words, at) => {
        const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
        await chrome.storage.session.set({
          clip: { as: kind, text: words, url: 'https://x.example/', title: 'X', tabId: tab!.id, at },
        });
      },
      as,
      text,
      new Date().toISOString(),
    );
  };

  it('becomes a note of the person in view, a task of somebody chosen, and a person', async () => {
    const page = await larder.openTab(`${site}/dana`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('[data-person=known]');
    await clip('note', 'Prefers calls in the morning');
    await panel.waitForSelector('main ::-p-text(Note added to Dana Whitfield.)');
    await panel.waitForSelector('[data-note] ::-p-text(Prefers calls in the morning)');

    await page.goto(`${site}/nobody`);
    await panel.waitForSelector('main ::-p-text(Nobody to clip here)');
    await clip('task', 'Book the demo room');
    await panel.waitForSelector('main ::-p-text(Whose task is it?)');
    await panel.type('[aria-label="Search people"]', 'bo ek');
    await panel.waitForFunction(() => document.querySelectorAll('.hit').length === 1);
    await press(panel, '.hit');
    await panel.waitForSelector('main ::-p-text(Task added to Bo Ek.)');

    await clip('contact', 'Grace Okafor\nHead of IT, Lagos Freight\ngrace@lagosfreight.example\n+234 803 555 0123');
    await panel.waitForSelector('form[data-person=new]');
    expect(await valueOf(panel, 'emails')).toBe('grace@lagosfreight.example');
    await press(panel, 'form[data-person=new] button[type=submit]');
    await panel.waitForSelector('[data-person=known] ::-p-text(grace@lagosfreight.example)');
    await panel.close();
    await page.close();
  });
});

describe('sites', () => {
  it('are switched on one at a time; the panel then follows, and the script goes when it is switched off', async () => {
    const worker = await larder.worker();
    const scripts = () =>
      worker.evaluate(async () =>
        (await chrome.scripting.getRegisteredContentScripts()).map(({ matches, allFrames }) => ({
          matches,
          allFrames,
        })),
      );
    expect(await scripts()).toEqual([{ matches: ['http://127.0.0.1/*'], allFrames: false }]);
    expect(await worker.evaluate(async () => (await chrome.permissions.getAll()).origins)).toEqual([
      'http://127.0.0.1/*',
    ]);

    const page = await larder.openTab(`${site}/dana`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('main ::-p-text(Dana Whitfield)');
    // No click, no reload: the page itself shows somebody else.
    await page.evaluate(
      (data) => {
        document.querySelector('script')!.textContent = data;
        document.querySelector('h1')!.textContent = 'Eve Moss';
      },
      person('Eve Moss', 'eve@globex.example'),
    );
    // By time, not by frames: a panel that is not in front paints none.
    await panel.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[data-field=name] input')?.value === 'Eve Moss',
      { polling: 100 },
    );
    await panel.close();
    await page.close();

    const settings = await larder.openOptions();
    await settings.waitForSelector('[data-site="127.0.0.1"]');
    await press(settings, '[aria-label="Switch off 127.0.0.1"]');
    await settings.waitForSelector('#sites ::-p-text(No site is switched on.)');
    await waitFor('the script to go', async () => ((await scripts()).length === 0 ? true : undefined));
    await settings.close();
  });

  it('that were read are listed, and the list can be cleared', async () => {
    const settings = await larder.openOptions();
    await settings.waitForSelector(`[data-reading="${site}/dana"]`);
    expect(await textOf(settings, `[data-reading="${site}/dana"]`)).toContain('Dana Whitfield');
    await press(settings, '#readings button');
    await settings.waitForSelector('#readings ::-p-text(No page was read yet.)');
    await settings.close();
  });
});

describe('what leaves the extension', () => {
  it('is nothing: its pages load nothing from elsewhere', async () => {
    const page = await larder.openApp();
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(loaded.filter((name) => !name.startsWith(`chrome-extension://${EXTENSION_ID}/`))).toEqual([]);
    await page.close();
  });
});
