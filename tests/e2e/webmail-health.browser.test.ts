/** A webmail that the extension knows, and the same one after a change: in a real Chromium, from the page to the panel. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser, type LarderBrowser } from './browser.ts';
import { press } from './press.ts';
import { startSite, type Site } from './site.ts';

const FOLDER = resolve(import.meta.dirname, '../fixtures/pages/snappymail');
const known = readFileSync(join(FOLDER, '2026-11-22-hebrew-html.html'), 'utf8').replace(
  /^<!--.*-->\n/u,
  '<!doctype html>\n<meta charset="utf-8">',
);
/** What the next version of it may look like: other names for everything, and the same words. */
const changed = known
  .replaceAll('messageItem', 'readingPane')
  .replaceAll('subjectParent', 'topLine')
  .replaceAll('informationShort', 'people')
  .replaceAll('bodyText', 'letter')
  .replaceAll('class="from"', 'class="writer"')
  .replace('<menu', '<button title="השב"></button><button title="העבר"></button><menu');

let server: Site;
let site: string;
let larder: LarderBrowser;

beforeAll(async () => {
  server = await startSite({ '/': known, '/changed': changed });
  site = server.origin;
  larder = await startBrowser();
});
afterAll(async () => {
  await larder.close();
  server.close();
});

const open = async (path: string) => larder.openPanel(await larder.openTab(`${site}${path}`));

describe('the health of a webmail’s adapter', () => {
  it('is green while everything is found', async () => {
    const panel = await open('/');
    await panel.waitForSelector('[data-health=green]');
    await panel.waitForSelector('[data-field=name] input');
    expect(await panel.$eval('[data-field=name] input', (input) => input.value)).toBe('דנה לוי');
    expect(await panel.$eval('[data-field=emails] input', (input) => input.value)).toBe('dana.levi@galil.test');
  });

  it('is amber after a change: the general reader takes over, and a report without words can be saved', async () => {
    const panel = await open('/changed');
    await panel.waitForSelector('[data-health=amber]');
    await panel.waitForSelector('[data-warning=reader-outdated]');
    expect(await panel.$eval('[data-field=emails] input', (input) => input.value)).toBe('dana.levi@galil.test');
    await panel.evaluate(() => {
      const make = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob) => {
        if (blob instanceof Blob) void blob.text().then((text) => document.body.setAttribute('data-report', text));
        return make(blob);
      };
    });
    await press(panel, '[data-action=save-report]');
    await panel.waitForSelector('body[data-report]');
    const report = await panel.$eval('body', (body) => body.getAttribute('data-report') ?? '');
    expect(report).toContain('adapter snappymail: amber');
    expect(report).toContain('class="letter"');
    expect(report).not.toMatch(/דנה|galil|@/u);
  });
});
