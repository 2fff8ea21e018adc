import { describe, expect, it } from 'vitest';
import { readPage } from '../../../shared/reading/page-people.ts';
import { parseHtml } from './reading.ts';

/** What is said about companies, and how often the whole document and a part of it were parsed. */
function read(head: string, body: string) {
  const html = `<html><head>${head}</head><body>${body}</body></html>`;
  const parsed = { whole: 0, parts: 0 };
  const { companies } = readPage({
    at: '2026-11-22T12:00:00.000Z',
    url: 'https://globex.test/',
    get document() {
      parsed.whole++;
      return parseHtml(html);
    },
    written: {
      html,
      parse: (part) => {
        parsed.parts++;
        return parseHtml(part);
      },
    },
  });
  const names = companies.map(({ fields }) => fields.find(({ path }) => path === 'name')?.value);
  return { names, ...parsed };
}
const SITE = '<meta property="og:site_name" content="Globex">';

describe('what a page says in its data', () => {
  it('is read without parsing where there is none, or only JSON-LD', () => {
    expect(read('', '<p>Hello</p>')).toEqual({ names: [], whole: 0, parts: 0 });
    const block = '<script type="application/ld+json">{"@type":"Organization","name":"Globex"}</script>';
    expect(read('', block)).toEqual({ names: ['Globex'], whole: 0, parts: 0 });
  });

  it('is read from the head when nothing in the body speaks', () => {
    expect(read(SITE, '<a href="/property=">x</a>')).toEqual({ names: ['Globex'], whole: 0, parts: 1 });
  });

  it('is read from the whole document otherwise', () => {
    expect(read('', SITE).whole).toBe(1);
    expect(read(SITE, '<p typeof="x">y</p>').whole).toBe(1);
    expect(read('', '<p class="vcard">y</p>').whole).toBe(1);
    expect(
      read('', '<p itemscope="" itemtype="https://schema.org/Organization"><b itemprop="name">Globex</b></p>'),
    ).toMatchObject({ names: ['Globex'], whole: 1 });
  });

  it('is read from the document when no browser wrote the HTML', () => {
    expect(read(SITE, '<p>Hello').names).toEqual(['Globex']);
  });
});
