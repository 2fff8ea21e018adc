/**
 * `npm run bench:page [-- --json]`: what reading pages of 1 MB costs, in Chromium. `copyMs` is the copy in the page's own thread and
 * `longestTaskMs` the longest time in which it let nothing else run there; `readMs` is parsing and reading the copy as the extension
 * does, the first time in a fresh page, `warmReadMs` again in the same. Each figure is the median of fresh page loads.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import puppeteer, { type Page } from 'puppeteer';
import { rolldown } from 'rolldown';
import { ensureBrowser } from '../../automation-engine/cli/browser.mjs';
import { largePages } from './pages/large-pages.ts';

const LOADS = 9;
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

/** What one load of a page gives. */
interface Load {
  copyMs: number;
  longestTaskMs: number;
  readMs: number;
  warmReadMs: number;
}
export interface PageFigures extends Load {
  elements: number;
  bytes: number;
  people: number;
}

/** Runs in the page: the copy with a clock that ticks beside it, then the reading. */
const MEASURE = `(async () => {
  const { takeSnapshot, readSnapshot } = larderBench;
  let longest = 0, last = performance.now(), isOver = false;
  const clock = new MessageChannel();
  clock.port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) clock.port2.postMessage(0);
  };
  clock.port2.postMessage(0);
  const start = performance.now();
  const snapshot = await takeSnapshot(document);
  const copyMs = performance.now() - start;
  await new Promise((done) => setTimeout(done));
  isOver = true;
  const time = async () => { const from = performance.now(); const draft = await readSnapshot(snapshot); return [performance.now() - from, draft]; };
  const [readMs, draft] = await time();
  const warm = [];
  for (let run = 0; run < 3; run++) warm.push((await time())[0]);
  return { copyMs, longestTaskMs: longest, readMs, warmReadMs: warm.sort((a, b) => a - b)[1], elements: document.getElementsByTagName('*').length, bytes: snapshot.html.length, people: draft.contacts.length };
})()`;

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** The copying and the reading as one script for a plain page. */
async function bundle(): Promise<string> {
  const build = await rolldown({ input: resolve(import.meta.dirname, 'pages/read-in-page.ts') });
  const { output } = await build.generate({ format: 'iife', name: 'larderBench' });
  await build.close();
  return output[0].code;
}

async function measure(page: Page, code: string, address: string): Promise<PageFigures> {
  await page.goto(address);
  await page.evaluate(code.replace(/^var larderBench/mu, 'globalThis.larderBench'));
  return (await page.evaluate(MEASURE)) as PageFigures;
}

const server = createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(largePages[(request.url ?? '').slice(1)] ?? '');
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const { port } = server.address() as AddressInfo;
const browser = await puppeteer.launch({
  executablePath: await ensureBrowser(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const code = await bundle();
const result: Record<string, PageFigures> = {};
for (const name of Object.keys(largePages)) {
  const loads: PageFigures[] = [];
  for (let load = 0; load < LOADS; load++) {
    const page = await browser.newPage();
    loads.push(await measure(page, code, `http://127.0.0.1:${port}/${name}`));
    await page.close();
  }
  const of = (key: keyof PageFigures) => Math.round(median(loads.map((load) => load[key])) * 10) / 10;
  result[name] = {
    copyMs: of('copyMs'),
    longestTaskMs: of('longestTaskMs'),
    readMs: of('readMs'),
    warmReadMs: of('warmReadMs'),
    elements: of('elements'),
    bytes: of('bytes'),
    people: of('people'),
  };
}
await browser.close();
server.close();
if (values.json) console.info(JSON.stringify(result, null, 2));
else console.table(result);
