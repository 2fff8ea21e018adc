/** Finding in a page where a value was read, in a real Chromium. */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { resolve } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../automation-engine/cli/browser.mjs';

const chromium = findBrowser();

/** The functions as they run in a page: without types and exports. */
const script = stripTypeScriptTypes(
  readFileSync(resolve(import.meta.dirname, '../../../extension/sites/highlight-text.ts'), 'utf8'),
).replaceAll(/^export /gmu, '');

describe('where a value stands in a page', () => {
  let browser: Browser | undefined;
  let page: Page;
  beforeAll(async () => {
    if (chromium === undefined) return;
    browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] });
    page = await browser.newPage();
  });
  afterAll(() => browser?.close());
  beforeEach((context) => {
    if (chromium === undefined) context.skip('there is no Chromium');
  });

  const found = async (html: string, near: string, ...texts: string[]) => {
    await page.setContent(`<!doctype html><body>${html}`);
    const wanted = JSON.stringify({ near, texts, scroll: false });
    return page.evaluate(
      `{${script}; findRanges(document, ${wanted}).map((range) => range.toString().replace(/\\s+/g, ' ').trim())}`,
    );
  };

  it.each<[string, string, string, string[], string[]]>([
    ['within its line', '<p>Dana</p><p>Dana Fox, CEO</p>', 'Dana Fox, CEO', ['Dana Fox'], ['Dana Fox']],
    [
      'spread over cells and marks',
      '<table><tr><td>Da<b>na</b>\n Fox<td>CEO</table>',
      'Dana Fox | CEO',
      ['Dana Fox'],
      ['Dana Fox'],
    ],
    [
      'in other blanks and case',
      '<p>+44\u00a07700\u200b 900471</p>',
      '',
      ['+44 7700 900471'],
      ['+44 7700\u200b 900471'],
    ],
    [
      'not in a longer word',
      '<p>jordan@globex.test <b>dan@globex.test</b></p>',
      '',
      ['dan@globex.test'],
      ['dan@globex.test'],
    ],
    ['behind a label that is not shown', '<h1>Dana Fox</h1>', 'FN: Dana Fox', ['Dana Fox'], ['Dana Fox']],
    ['among letters without blanks', '<p>株式会社田中由紀です</p>', '', ['田中由紀'], ['田中由紀']],
    ['by an attribute', '<span title="Dana@Globex.test">Dana F.</span>', '', ['dana@globex.test'], ['Dana F.']],
    [
      'and not where nobody sees it',
      '<p style="display:none">Dana Fox</p><script>"Dana Fox"</script>',
      '',
      ['Dana Fox'],
      [],
    ],
    ['and not among endless letters', `<p>${'a'.repeat(90_000)}</p><p>${'a'.repeat(200_000)}</p>`, '', ['aa'], []],
    ['or nowhere', '<p>Lee</p>', 'Dana', ['Dana', ''], []],
  ])('is found %s', async (_, html, near, texts, ranges) => {
    expect(await found(html, near, ...texts)).toEqual(ranges);
  });

  it('is found in a frame, and taken away again', async () => {
    await page.setContent('<!doctype html><p>Mail</p><iframe srcdoc="<p>Dana Fox</p>"></iframe>');
    await page.waitForFunction('frames[0].document.querySelector("p") !== null', { polling: 100 });
    const size = 'frames[0].CSS.highlights.size';
    await page.evaluate(
      `{${script}; globalThis.shown = highlightText(window, { near: '', texts: ['Dana Fox'], scroll: true })}`,
    );
    expect(await page.evaluate(`[shown.isFound, ${size}]`)).toEqual([true, 1]);
    await page.evaluate('shown.clear()');
    expect(await page.evaluate(`[frames[0].document.adoptedStyleSheets.length, ${size}]`)).toEqual([0, 0]);
  });
});
