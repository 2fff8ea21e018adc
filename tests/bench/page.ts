/**
 * `npm run bench:page [-- --json] [names]`: what reading large pages costs, in Chromium. `copyMs` is the copy in the page's own thread
 * and `longestTaskMs` the longest time in which it let nothing else run there; `warmUpMs` is what the panel does meanwhile, before its
 * first page. `parseMs` and `readMs` are the reading of that page; of the HTML only what readers ask for is parsed, within `readMs`.
 * `warmMs` is both together when the page has read before, and `coldMs` when it has not, and the copy left no time to warm up. These are time of the processor, which a busy machine changes little;
 * `heldMs` is the longest time for which reading held its thread. All are medians of fresh loads.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import puppeteer, { type Page } from 'puppeteer';
import { rolldown } from 'rolldown';
import { ensureBrowser } from '../../automation-engine/cli/browser.mjs';
import { largePages } from './pages/large-pages.ts';

const LOADS = 5;
const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});

export interface PageFigures {
  copyMs: number;
  longestTaskMs: number;
  warmUpMs: number;
  parseMs: number;
  readMs: number;
  warmMs: number;
  coldMs: number;
  heldMs: number;
  elements: number;
  bytes: number;
  people: number;
}

/** Runs in the page: the copy with a clock that ticks beside it. */
const COPY = `(async () => {
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
  const snapshot = await larderBench.takeSnapshot(document);
  const copyMs = performance.now() - start;
  await new Promise((done) => setTimeout(done));
  isOver = true;
  globalThis.snapshot = snapshot;
  return { copyMs, longestTaskMs: longest, elements: document.getElementsByTagName('*').length, bytes: snapshot.html.length };
})()`;
const PARSE = `(globalThis.parsed = larderBench.parseSnapshot(snapshot), 0)`;
const READ = `(async () => {
  let held = 0, last = performance.now();
  const look = async () => { const now = performance.now(); held = Math.max(held, now - last); last = now; };
  const { contacts } = await larderBench.read(parsed, look);
  await look();
  return { heldMs: held, people: contacts.length };
})()`;

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** The copying and the reading as one script for a plain page. */
async function bundle(): Promise<string> {
  const build = await rolldown({ input: resolve(import.meta.dirname, 'pages/read-in-page.ts') });
  const { output } = await build.generate({ format: 'iife', name: 'larderBench' });
  await build.close();
  return output[0].code;
}

type CpuMs = (script: string) => Promise<[ms: number, result: unknown]>;

/** Opens a page with the copying and the reading in it. */
async function open(page: Page, code: string, address: string): Promise<CpuMs> {
  await page.goto(address);
  await page.evaluate(code.replace(/^var larderBench/mu, 'globalThis.larderBench'));
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000;
  };
  return async (script) => {
    const before = await spent();
    const result = await page.evaluate(script);
    return [(await spent()) - before, result];
  };
}

/** In a tab of its own: what one tab compiled, its next page need not. */
async function measureCold(page: Page, code: string, address: string): Promise<number> {
  const cpuMs = await open(page, code, address);
  await page.evaluate(COPY);
  const [parseMs] = await cpuMs(PARSE);
  const [readMs] = await cpuMs(READ);
  return parseMs + readMs;
}

async function measure(page: Page, code: string, address: string): Promise<Omit<PageFigures, 'coldMs'>> {
  const cpuMs = await open(page, code, address);
  const copied = (await page.evaluate(COPY)) as Pick<PageFigures, 'copyMs' | 'longestTaskMs' | 'elements' | 'bytes'>;
  const [warmUpMs] = await cpuMs(`larderBench.warmUp()`);
  const [parseMs] = await cpuMs(PARSE);
  const [readMs, read] = await cpuMs(READ);
  await page.evaluate(READ);
  const [parsedAgain] = await cpuMs(PARSE);
  const [warmMs] = await cpuMs(READ);
  const { heldMs, people } = read as Pick<PageFigures, 'heldMs' | 'people'>;
  return {
    ...copied,
    warmUpMs,
    parseMs,
    readMs,
    warmMs: parsedAgain + warmMs,
    heldMs,
    people,
  };
}

const server = createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(largePages[(request.url ?? '').slice(1)]?.() ?? '');
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const { port } = server.address() as AddressInfo;
const browser = await puppeteer.launch({
  executablePath: await ensureBrowser(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const code = await bundle();
const result: Record<string, PageFigures> = {};
for (const name of positionals.length > 0 ? positionals : Object.keys(largePages)) {
  const loads: PageFigures[] = [];
  for (let load = 0; load < LOADS; load++) {
    const address = `http://127.0.0.1:${port}/${name}`;
    const page = await browser.newPage();
    const figures = await measure(page, code, address);
    await page.close();
    const cold = await browser.newPage();
    loads.push({ ...figures, coldMs: await measureCold(cold, code, address) });
    await cold.close();
  }
  const of = (key: keyof PageFigures) => Math.round(median(loads.map((load) => load[key])) * 10) / 10;
  result[name] = {
    copyMs: of('copyMs'),
    longestTaskMs: of('longestTaskMs'),
    warmUpMs: of('warmUpMs'),
    parseMs: of('parseMs'),
    readMs: of('readMs'),
    warmMs: of('warmMs'),
    coldMs: of('coldMs'),
    heldMs: of('heldMs'),
    elements: of('elements'),
    bytes: of('bytes'),
    people: of('people'),
  };
}
await browser.close();
server.close();
if (values.json) console.info(JSON.stringify(result, null, 2));
else console.table(result);
