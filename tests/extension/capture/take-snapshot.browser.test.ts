/** The content script's copy of a page, in a real Chromium: what it takes, what it leaves, and what it costs the page. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stripTypeScriptTypes } from 'node:module';
import { resolve } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../automation-engine/cli/browser.mjs';
import { snapshotSchema, type Snapshot } from '../../../extension/capture/page.ts';
import { HTML_MAX } from '../../../extension/capture/take-snapshot.ts';

const chromium = findBrowser();

/** The function as it runs in a page: without types, imports and exports. */
const script = stripTypeScriptTypes(
  readFileSync(resolve(import.meta.dirname, '../../../extension/capture/take-snapshot.ts'), 'utf8'),
)
  .replaceAll(/^import .*$/gmu, '')
  .replaceAll(/^export /gmu, '');

const hostile = `<!doctype html><html lang="en"><head><title>Hostile</title>
<script>window.pwned = []; const push = window.pwned.push.bind(window.pwned);
customElements.define('x-trap', class extends HTMLElement { constructor() { super(); this.attachShadow({mode:'open'}).innerHTML = '<p>in the shadow</p>'; window.made = (window.made ?? 0) + 1; } });
new PerformanceObserver((list) => list.getEntries().forEach((entry) => push(entry.name))).observe({type: 'resource'});
</script>
<script type="application/ld+json">{"@type":"Person","name":"Dana </script>
<style>p { color: red }</style></head>
<body onload="window.loaded = true">
<p onclick="x()" style="color:red" class="kept">Hello &amp; <b>bye</b>&nbsp;&lt;tag&gt;</p>
<p style="display:none">hidden</p>
<form><input name="card" value="4111 1111 1111 1111"><input type="password" value="hunter2"><textarea>typed text</textarea><select><option value="secret">chosen</option></select></form>
<div contenteditable="true">a mail being written</div>
<img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk" alt="logo"><img src="/pixel.gif" alt=""><video src="/film.mp4"></video><audio src="/sound.mp3" preload="auto"></audio><input type="image" src="/button.gif"><object data="/object.html"></object><embed src="/embed.html">
<svg><text>drawn</text></svg><noscript>no script</noscript><template><i>in the template</i></template>
<x-trap></x-trap>
<iframe srcdoc="<p>in the frame</p><input value='frame secret'>"></iframe>
<iframe src="http://localhost:1/"></iframe>
<p id="selected">One two three</p>
<script>rcmail = { set_env() {} }; rcmail.set_env({"uid":"7","mailbox":"INBOX","username":"sam@larder.test","request_token":"t0ken"})</script>
</body></html>`;

describe('a snapshot of a page', () => {
  let server: Server;
  let browser: Browser | undefined;
  let page: Page;
  let body = hostile;

  beforeAll(async () => {
    server = createServer((request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(request.url === '/' ? body : '');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    if (chromium === undefined) return;
    browser = await puppeteer.launch({
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });

  beforeEach(async (ctx) => {
    if (browser === undefined) return ctx.skip('there is no Chrome or Chromium on this machine');
    page = await browser.newPage();
  });

  afterEach(async () => {
    if (browser !== undefined) await page.close();
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  const open = async (html: string) => {
    body = html;
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  };
  const take = async () =>
    (await page.evaluate(
      `(async () => { ${script}; const start = performance.now(); const snapshot = await takeSnapshot(document); return { ms: performance.now() - start, snapshot }; })()`,
    )) as { ms: number; snapshot: Snapshot };

  it('holds what a person sees, and nothing that runs, was typed or is secret', async () => {
    await open(hostile);
    const { snapshot } = await take();
    expect(snapshotSchema.parse(snapshot)).toEqual(snapshot);
    const { html } = snapshot;
    expect(html).toContain('<p onclick="x()" class="kept">Hello &amp; <b>bye</b>&nbsp;&lt;tag&gt;</p>');
    expect(html).toContain('in the shadow');
    expect(html).toContain('<i>in the template</i>');
    expect(html).toContain('<p style="display:none">hidden</p>');
    expect(html).toContain('src="data:,"');
    expect(html).toContain('{"uid":"7","mailbox":"INBOX","username":"sam@larder.test"}');
    expect(html).not.toMatch(
      /4111|hunter2|typed text|secret|chosen|being written|drawn|no script|color: ?red|t0ken|window\.pwned/u,
    );
    expect(snapshot.frames.map(({ url, html: inner }) => [url, inner])).toEqual([
      ['about:srcdoc', expect.stringContaining('<p>in the frame</p><input>')],
    ]);
    expect(snapshot.truncated).toBe(false);
  });

  it('leaves the page as it was: nothing loaded, nothing constructed, nothing changed', async () => {
    await open(hostile);
    await new Promise((done) => setTimeout(done, 300)); // until the page's own loading is over
    const before = await page.evaluate(
      '({ made: window.made, html: document.documentElement.outerHTML, loads: performance.getEntriesByType("resource").length })',
    );
    await take();
    await new Promise((done) => setTimeout(done, 200));
    const after = await page.evaluate(
      '({ made: window.made, html: document.documentElement.outerHTML, loads: performance.getEntriesByType("resource").length })',
    );
    expect(after).toEqual(before);
  });

  it('marks the element that was pointed at, in the copy only, and no other', async () => {
    await open('<!doctype html><p>a</p><p data-larder-picked>b</p><div id="host"></div><p>c</p>');
    const picked = (await page.evaluate(`(async () => { ${script};
      const shadow = document.getElementById('host').attachShadow({ mode: 'open' }); shadow.innerHTML = '<i>in</i><i>side</i>';
      const copies = await Promise.all([document.querySelectorAll('p')[2], shadow.querySelectorAll('i')[1]].map((element) => takeSnapshot(document, element)));
      return [...copies.map(({ html }) => html), document.documentElement.outerHTML]; })()`)) as string[];
    const marked = picked.map((html) =>
      [...html.matchAll(/<[^>]*data-larder-picked[^>]*>[^<]*/gu)].map(([tag]) => tag),
    );
    expect(marked).toEqual([
      ['<p data-larder-picked="">c'],
      ['<i data-larder-picked="">side'],
      ['<p data-larder-picked="">b'],
    ]);
  });

  it('has the selection, cut where it was cut', async () => {
    await open(hostile);
    await page.evaluate(
      `(() => { const text = document.getElementById('selected').firstChild; getSelection().setBaseAndExtent(text, 4, text, 7); })()`,
    );
    const { snapshot } = await take();
    expect(snapshot.selection).toEqual({ text: 'two', html: 'One two three' });
  });

  it('stops at its limit, between two tags, and says so', async () => {
    await open(`<!doctype html><body><p>start</p>${'<p>0123456789 0123456789 0123456789</p>'.repeat(150_000)}</body>`);
    const { snapshot } = await take();
    expect(snapshot.truncated).toBe(true);
    expect(snapshot.html.length).toBeLessThan(HTML_MAX + 1_000);
    expect(snapshot.html).toMatch(/<\/p>$|>$|\d$/u);
  });

  it('does not copy a tree so deep that copying it would crash the tab', async () => {
    await open('<!doctype html><body style="display:none"></body>');
    await page.evaluate(
      `(() => { let at = document.body; for (let n = 0; n < 5_000; n++) { const div = document.createElement('div'); at.append(div); at = div; } })()`,
    );
    const { snapshot } = await take();
    expect(snapshot.truncated).toBe(true);
    expect(snapshot.html).toMatch(/^<html>.*<\/html>$/u);
    expect(snapshot.html.length).toBeLessThan(20_000);
  });

  it('copies a large page whole, and lets the page run meanwhile', async () => {
    const row = '<tr style="padding:1px"><td>a</td><td><a href="/x">b</a></td><td hidden>c</td></tr>';
    await open(
      `<!doctype html><html lang="en"><head></head><body><table><tbody>${row.repeat(40_000)}</tbody></table></body></html>`,
    );
    await page.evaluate(
      `(() => { window.ticks = 0; const clock = new MessageChannel(); clock.port1.onmessage = () => { window.ticks++; clock.port2.postMessage(0); }; clock.port2.postMessage(0); })()`,
    );
    const ticks = () => page.evaluate('window.ticks') as Promise<number>;
    const before = await ticks();
    const { snapshot } = await take();
    expect((await ticks()) - before).toBeGreaterThan(3);
    expect(snapshot.truncated).toBe(false);
    expect(snapshot.html).toBe(
      `<html lang="en"><head></head><body><table><tbody>${row.replace(' style="padding:1px"', '').replace('hidden', 'hidden=""').repeat(40_000)}</tbody></table></body></html>`,
    );
  });

  it('looks at the clock at least every thousand elements, and goes on when the page takes away where it was', async () => {
    await open(`<!doctype html><body><p>first</p>${'<a href="/x">x</a> '.repeat(40_000)}<p>last</p></body>`);
    await page.evaluate(
      `(() => { window.looks = 0; const now = performance.now.bind(performance); performance.now = () => { window.looks++; return now(); }; })()`,
    );
    expect((await take()).snapshot.html).toContain('<p>last</p>');
    expect(await page.evaluate('window.looks')).toBeGreaterThanOrEqual(40);
    // Each look at the clock says that the time is over; at one of them the page empties itself.
    await page.evaluate(
      `(() => { let looks = 0; performance.now = () => { if (++looks === 20) document.body.replaceChildren(); return looks * 1_000; }; })()`,
    );
    const { snapshot } = await take();
    expect(snapshot.html).toMatch(/<p>first<\/p>.*<\/body><\/html>$/u);
    expect(snapshot.truncated).toBe(true);
  });

  it('leaves large editors and drawings out, too', async () => {
    const many = (tag: string) => `<${tag}>typed</${tag}>`.repeat(3_000);
    await open(
      `<!doctype html><body><div contenteditable id="e">${many('b')}</div><svg>${many('g')}</svg><p>kept</p></body>`,
    );
    const { snapshot } = await take();
    expect(snapshot.html).toBe(
      '<html><head></head><body><div contenteditable="" id="e"></div><p>kept</p></body></html>',
    );
  });
});
