/**
 * `npm run screenshots`: makes the README's pictures anew. It plays the demo, and sets the message and the side panel beside each other as a
 * browser window does, since a browser takes pictures of one page at a time.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import puppeteer from 'puppeteer';
import { z } from 'zod';
import { ensureBrowser } from '../../automation-engine/cli/browser.mjs';

const root = resolve(import.meta.dirname, '../..');
const pictures = join(import.meta.dirname, 'pictures');
const resultSchema = z.object({ screenshots: z.array(z.string()) });

const scratch = await mkdtemp(join(tmpdir(), 'larder-screenshots-'));
try {
  const demo = spawn(
    process.execPath,
    [join(root, 'automation-engine/cli/demo.ts'), '--json', '--screenshots', scratch],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const { screenshots } = resultSchema.parse(JSON.parse(await text(demo.stdout)));
  const asData = async (name: string) => {
    const path = screenshots.find((each) => each.endsWith(`${name}.png`));
    if (path === undefined) throw new Error(`the demo took no picture ${name}`);
    return `data:image/png;base64,${(await readFile(path)).toString('base64')}`;
  };
  await mkdir(pictures, { recursive: true });
  const browser = await puppeteer.launch({
    executablePath: await ensureBrowser(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const page = await browser.newPage();
  await page.setViewport({ width: 1120, height: 760, deviceScaleFactor: 1 });
  for (const [name, panel] of [
    ['draft', '2-draft'],
    ['result', '3-result'],
  ] as const) {
    await page.setContent(`<style>
      body { margin: 0; display: flex; height: 760px; background: #d9d9d4; gap: 1px; overflow: hidden }
      div { overflow: hidden; background: #fff } div:first-child { flex: 1 } div:last-child { width: 400px } img { display: block }
    </style><div><img src="${await asData('1-message')}"></div><div><img src="${await asData(panel)}"></div>`);
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  }
  await browser.close();
  console.info(`The README's pictures are in ${pictures}`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
