/** Teach mode in a real Chromium: point at fields once, and Larder reads such pages from then on. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser, type LarderBrowser } from './browser.ts';
import { press } from './press.ts';
import { startSite, type Site } from './site.ts';

const card = (name: string, role: string, email: string) =>
  `<div class="css-${name.length}x9f card-holder"><span class="sc-bdVaJa">${name}</span><em>${role}</em><a href="mailto:${email}"><b>write</b></a></div>`;
const people = (title: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>
  <h1>${title}</h1><div class="grid">${card('Dana Whitfield', 'Buyer', 'dana@globex.example')}${card('Bo Ek', 'Seller', 'bo@globex.example')}${card('Eve Moss', 'Driver', 'eve@globex.example')}</div>
  <a id="away" href="/elsewhere">away</a>
  <script>window.heard = []; for (const name of ['click', 'mousedown', 'pointerdown', 'mouseup', 'keydown']) addEventListener(name, (event) => heard.push(event.type));</script></html>`;

let server: Site;
let site: string;
let larder: LarderBrowser;
let folder: string;

beforeAll(async () => {
  server = await startSite({
    '/crew/a': people('Crew A'),
    '/crew/b': people('Crew B'),
    '/elsewhere': people('Crew A'),
  });
  site = server.origin;
  folder = await mkdtemp(join(tmpdir(), 'larder-teach-'));
  larder = await startBrowser();
});
afterAll(async () => {
  await larder.close();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const textOf = (page: Page, selector: string) => page.$eval(selector, (element) => element.textContent);
const listOf = (page: Page, selector: string) =>
  page.$$eval(selector, (elements) => elements.map((element) => element.textContent));

/** Chooses a field in the panel, then points at an element of the page. */
async function teach(panel: Page, page: Page, field: string, selector: string): Promise<void> {
  await press(panel, `[data-teach=${field}]`);
  await page.waitForSelector('larder-pointer');
  await page.hover(selector);
  await page.click(selector);
  await panel.waitForSelector(`[data-teach=${field}][data-taught=true]`);
}

describe('teaching a page', () => {
  let page: Page;
  let panel: Page;

  it('begins in the panel; Escape in the page gives up, and leaves the page as it was', async () => {
    page = await larder.openTab(`${site}/crew/a`);
    const before = await page.content();
    panel = await larder.openPanel(page);
    await panel.waitForSelector('[data-action=teach]');
    // Pressed where it is, not where it was: what the panel finds out about the page may still move it.
    await panel.$eval('[data-action=teach]', (button) => (button as HTMLButtonElement).click());
    await panel.waitForSelector('[data-teach=name]');
    await press(panel, '[data-teach=name]');
    await page.waitForSelector('larder-pointer');
    await page.hover('.sc-bdVaJa');
    // A click that the page makes is the page's own, and chooses nothing.
    await page.evaluate(() => document.querySelector('h1')?.click());
    expect(await page.evaluate('heard.splice(0)')).toEqual(['click']);
    expect(await page.$('larder-pointer')).not.toBeNull();
    await page.keyboard.press('Escape');
    await panel.waitForSelector('[data-teach=name][aria-pressed=false]');
    expect(await page.content()).toBe(before);
    expect(await page.evaluate('heard')).toEqual([]);
  });

  it('takes a click on a field, which the page does not see, and shows what is read', async () => {
    await teach(panel, page, 'name', '.card-holder:nth-child(2) span');
    expect(await listOf(panel, '[data-preview]')).toEqual(['Name Bo Ek']);
    await teach(panel, page, 'emails', '.card-holder:nth-child(2) a b');
    await teach(panel, page, 'title', '.card-holder:nth-child(2) em');
    await panel.waitForFunction(() => document.querySelectorAll('[data-preview]').length === 3);
    expect(await listOf(panel, '[data-preview]')).toEqual([
      'Name Dana WhitfieldE-mail dana@globex.exampleJob title Buyer',
      'Name Bo EkE-mail bo@globex.exampleJob title Seller',
      'Name Eve MossE-mail eve@globex.exampleJob title Driver',
    ]);
    expect(await page.evaluate('heard')).toEqual([]);
    expect(await page.$('larder-pointer')).toBeNull();
    expect(page.url()).toBe(`${site}/crew/a`);
  });

  it('saves a template, by which this page and its neighbours are read, and says so', async () => {
    await panel.select('[name=pattern]', `${new URL(site).host}/crew/*`);
    await panel.$eval('input[name=title]', (input) => (input.value = ''));
    await panel.type('input[name=title]', 'Crew pages');
    await press(panel, 'form.teach button.primary');
    await panel.waitForSelector('[data-template]');
    expect(await textOf(panel, '[data-template]')).toBe(
      `Read by your template “Crew pages” because of address ${new URL(site).host}/crew/*.`,
    );
    expect(await listOf(panel, '.candidates .grow')).toEqual(['Dana Whitfield', 'Bo Ek', 'Eve Moss']);
    await panel.waitForSelector('[data-field=title] .evidence');
    expect(await textOf(panel, '[data-field=title] .evidence')).toContain('taught by you');
    await panel.close();
    await page.close();

    const neighbour = await larder.openTab(`${site}/crew/b`);
    const popup = await larder.openPanel(neighbour);
    await popup.waitForSelector('[data-template]');
    expect(await listOf(popup, '.candidates .grow')).toHaveLength(3);
    await popup.close();
    await neighbour.close();
  });
});

describe('templates in the settings', () => {
  it('still read what they read; are renamed, ordered, switched off and deleted', async () => {
    const settings = await larder.openOptions();
    await settings.waitForSelector('#templates [data-template]');
    expect(await textOf(settings, '[data-passes]')).toBe('✓ Still reads what it read when it was made');

    const client = await settings.createCDPSession();
    await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    await press(settings, '#templates button ::-p-text(Export templates)');
    const path = join(folder, 'larder-templates.json');
    const file = await waitForFile(path);
    expect(file).not.toMatch(/dana|whitfield|moss/iu);

    const upload = async (text: string) => {
      await writeFile(path, text);
      const input = await settings.$('#templates input[type=file]');
      await input?.uploadFile(path);
    };
    await upload(file.replace('Crew pages', 'Copied').replace('"mailto"', '"run:alert"').replace('"name"', '"nom"'));
    await settings.waitForSelector('[data-problem]');
    expect(
      await settings.$$eval('[data-problem]', (all) => all.map((each) => each.getAttribute('data-problem'))),
    ).toEqual(['templates[0].fields[0].field', 'templates[0].fields[1].filters[0]']);
    await upload(file.replace('Crew pages', 'Copied'));
    await settings.waitForFunction(() => document.querySelectorAll('#templates [data-template]').length === 2);
    const titles = () => settings.$$eval('#templates li input[maxlength]', (all) => all.map((each) => each.value));
    expect(await titles()).toEqual(['Crew pages', 'Copied']);
    await press(settings, '[aria-label="Try Copied earlier"]');
    await settings.waitForFunction(
      () => document.querySelector<HTMLInputElement>('#templates li input[maxlength]')?.value === 'Copied',
    );
    await press(settings, '[aria-label="Use Crew pages"]');
    await press(settings, '[aria-label="Delete Copied"]');
    await settings.waitForFunction(() => document.querySelectorAll('#templates [data-template]').length === 1);
    await settings.close();

    // None is in use: the page is read as any other.
    const page = await larder.openTab(`${site}/crew/a`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('[data-action=teach]');
    expect(await panel.$('[data-template]')).toBeNull();
    await panel.close();
    await page.close();
  });
});

async function waitForFile(path: string): Promise<string> {
  for (let n = 0; n < 100; n++) {
    const text = await readFile(path, 'utf8').catch(() => '');
    if (text.endsWith('}\n')) return text;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no file was downloaded');
}
