/**
 * `npm run bench:page [-- --json]`: what copying a page costs the page's own thread, in Chromium, on pages of 1 MB. Each figure is the median of
 * fresh page loads, because a page is read once, cold; beside it stands what the browser needs to write the same page as HTML (`outerHTML`).
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stripTypeScriptTypes } from 'node:module';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer';
import { ensureBrowser } from '../../automation-engine/cli/browser.mjs';

const LOADS = 15;
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

/** The function as it runs in a page: without types, imports and exports. */
const script = stripTypeScriptTypes(
  readFileSync(resolve(import.meta.dirname, '../../extension/capture/take-snapshot.ts'), 'utf8'),
)
  .replaceAll(/^import .*$/gmu, '')
  .replaceAll(/^export /gmu, '');

const fill = (row: string) => `<!doctype html><body>${row.repeat(Math.ceil(1_000_000 / row.length))}</body>`;
const pages: Record<string, string> = {
  article: fill(`<p>${'Words of a long text that somebody wrote about nothing much. '.repeat(12)}</p>\n`),
  team: fill(
    '<div class="card" style="padding:4px"><h3>Dana Whitfield</h3><p>Head of Procurement &amp; Logistics, Globex Corporation</p><a href="mailto:dana@globex.example">dana@globex.example</a> <a href="tel:+14155550132">+1 415 555 0132</a></div>\n',
  ),
  table: fill(
    '<tr class="row" data-id="17"><td style="padding:4px">0001</td><td><a href="/people/17" title="Person">Dana Whitfield</a></td><td>Head of Procurement</td></tr>\n',
  ).replace('<body>', '<body><table>'),
};

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const server = createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(pages[(request.url ?? '').slice(1)] ?? '');
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const { port } = server.address() as AddressInfo;
const browser = await puppeteer.launch({
  executablePath: await ensureBrowser(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const result: Record<string, { snapshotMs: number; outerHtmlMs: number; ratio: number; elements: number }> = {};
for (const name of Object.keys(pages)) {
  const snapshots: number[] = [];
  const own: number[] = [];
  let elements = 0;
  for (let load = 0; load < LOADS; load++) {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/${name}`);
    const measured = (await page.evaluate(
      `(() => { ${script}; const time = (work) => { const start = performance.now(); work(); return performance.now() - start; };
         const snapshot = time(() => takeSnapshot(document));
         return { snapshot, own: time(() => document.documentElement.outerHTML.length), elements: document.querySelectorAll('*').length }; })()`,
    )) as { snapshot: number; own: number; elements: number };
    snapshots.push(measured.snapshot);
    own.push(measured.own);
    elements = measured.elements;
    await page.close();
  }
  const [snapshotMs, outerHtmlMs] = [median(snapshots), median(own)];
  result[name] = { snapshotMs, outerHtmlMs, ratio: snapshotMs / outerHtmlMs, elements };
}
await browser.close();
server.close();
if (values.json) console.info(JSON.stringify(result, null, 2));
else console.table(result);
