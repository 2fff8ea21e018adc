/**
 * `npm run bench:store [-- --json]`: what a clip costs in a small and in a large store, in Chromium's IndexedDB. A raw get of one row is timed
 * beside it, since machines differ: `lookup` and `save` are given as so many gets, and `growth` as the large store's time by the small one's.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer';
import { build, type Rolldown } from 'vite';
import { ensureBrowser } from '../../automation-engine/cli/browser.mjs';
import type { StoreFigures } from './stores/in-page.ts';

const SIZES = [1_000, 100_000];
/** Filling a large store takes minutes on a slow machine. */
const PATIENCE_MS = 15 * 60_000;
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

/** The store as one script for a plain page; Vite, since the store finds its migrations by a glob. */
async function bundle(): Promise<string> {
  const entry = resolve(import.meta.dirname, 'stores/in-page.ts');
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'larderBench' } },
  })) as Rolldown.RolldownOutput[];
  return built[0]?.output[0].code ?? '';
}

// IndexedDB needs an origin.
const server = createServer((_, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end('<!doctype html><title>Store</title>');
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const { port } = server.address() as AddressInfo;
const browser = await puppeteer.launch({
  executablePath: await ensureBrowser(),
  protocolTimeout: PATIENCE_MS,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${port}/`);
await page.evaluate((await bundle()).replace(/^var larderBench/mu, 'globalThis.larderBench'));
const round = (value: number) => Math.round(value * 100) / 100;
const measured: StoreFigures[] = [];
for (const size of SIZES) measured.push((await page.evaluate(`larderBench.measureStore(${size})`)) as StoreFigures);
await browser.close();
server.close();

const [small, large] = measured;
if (small === undefined || large === undefined) throw new Error('nothing was measured');
const result = {
  sizes: Object.fromEntries(
    SIZES.map((size, at) => {
      const { getMs, lookupMs, saveMs, found } = measured[at] ?? small;
      const gets = { lookup: round(lookupMs / getMs), save: round(saveMs / getMs) };
      return [
        size,
        { getMs: round(getMs), lookupMs: round(lookupMs), saveMs: round(saveMs), gets, found: round(found) },
      ];
    }),
  ),
  growth: { lookup: round(large.lookupMs / small.lookupMs), save: round(large.saveMs / small.saveMs) },
};
if (values.json) console.info(JSON.stringify(result, null, 2));
else console.dir(result, { depth: 3 });
