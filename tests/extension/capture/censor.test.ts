import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { censor } from '../../../extension/capture/censor.ts';
import { parsePage } from '../../../extension/capture/parse-page.ts';
import { FIXTURES, parseHtml, readFixture } from './fixture-page.ts';

const report = (html: string) =>
  censor(
    parsePage(
      { url: 'https://mail.test/', title: 'Secret', language: 'en', html, frames: [], truncated: false },
      parseHtml,
    ),
    { adapter: 'gmail', state: 'amber', missing: ['sender'] },
  );

describe('a censored report', () => {
  it('shows what the page is made of, and what was missing', () => {
    expect(report('<html><body><div id=":m1" class="a3s aiL" role="document"><p>Hi Sam</p></div></body></html>')).toBe(
      'larder structure report 1\nadapter gmail: amber no-sender\nhtml\n body\n  div id=":m1" class="a3s aiL" role="document"\n   p\n    …\n',
    );
  });

  it.each([
    ['texts', '<p>Dana Whitfield</p>', 'Dana'],
    ['addresses in attributes', '<span email="dana@globex.test" title="Dana">x</span>', 'dana'],
    ['addresses in test marks', '<i data-testid="recipients:item-dana@globex.test">x</i>', 'dana'],
    ['subjects in test marks', '<i data-testid="message-header-expanded:Quarterly numbers">x</i>', 'Quarterly'],
    ['words of people in ids', '<i id="row-dana@globex.test" class="דנה">x</i>', 'dana'],
    ['numbers', '<i id="msg-4711">x</i>', '4711'],
    ['keys', '<i id="AAQkADExYmZkNzE2LTQ5">x</i>', 'AAQk'],
    ['what scripts hold', '<script>const token = "s3cret"</script>', 's3cret'],
    ['addresses of links', '<a href="https://globex.test/dana">x</a>', 'globex'],
    ['names of unknown attributes’ values', '<i data-person="dana">x</i>', 'dana'],
  ])('does not tell %s', (_, html, secret) => {
    expect(report(`<html><body>${html}</body></html>`)).not.toContain(secret);
  });

  it('says a run of the same once', () => {
    expect(report(`<body>${'<br>'.repeat(500)}</body>`).match(/br/gu)).toHaveLength(1);
  });

  it('keeps every address and name of all page fixtures to itself', () => {
    for (const folder of readdirSync(join(FIXTURES, 'pages'), { withFileTypes: true }).filter((each) =>
      each.isDirectory(),
    )) {
      for (const name of readdirSync(join(FIXTURES, 'pages', folder.name)).filter((each) => each.endsWith('.html'))) {
        const path = join(FIXTURES, 'pages', folder.name, name);
        const text = censor(parsePage(readFixture(path).snapshot, parseHtml), undefined);
        const addresses = readFileSync(path, 'utf8').match(/[\w.+-]+@[\w.-]+\.\w+/gu) ?? [];
        for (const address of addresses) expect(text, path).not.toContain(address);
        expect(text, path).not.toMatch(/@|Nora|Quist|Fjellvik|Große|דנה|田中/u);
      }
    }
  });
});
