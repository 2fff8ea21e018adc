import { describe, expect, it } from 'vitest';
import { readMicroformats } from '../../../shared/reading/microformats.ts';
import { parseHtml } from './reading.ts';

const read = (html: string) => readMicroformats(parseHtml(html), 'https://page.test/');
const items = (html: string) => read(html).items;
const properties = (html: string) => items(html)[0]?.properties;

describe('microformats2', () => {
  it('takes each property by its prefix, as words, an address, a time or markup', () => {
    expect(
      properties(`<div class="h-card"><abbr class="p-name" title="Dana Whitfield">DW</abbr> <img class="u-photo" src="d.png" alt="Dana">
        <data class="p-note" value="hi"></data> <time class="dt-bday" datetime="1980-01-02">x</time>
        <div class="e-bio"><a href="/x">X</a><script>y</script></div> <a class="u-url" href="https://dana.test">z</a></div>`),
    ).toEqual({
      name: ['Dana Whitfield'],
      photo: [{ value: 'https://page.test/d.png', alt: 'Dana' }],
      note: ['hi'],
      bday: ['1980-01-02'],
      bio: [{ value: 'X', html: '<a href="https://page.test/x">X</a><script>y</script>' }],
      url: ['https://dana.test'],
    });
  });

  it('puts values together from their parts', () => {
    expect(
      properties(`<p class="h-event"><b class="p-name"><i class="value">A</i> x <i class="value">B</i></b>
        <b class="dt-start"><i class="value">2026-11-22</i> at <i class="value">8:30 pm</i></b></p>`),
    ).toEqual({ name: ['AB'], start: ['2026-11-22 20:30'] });
  });

  it.each([
    [
      '<img class="h-card" src="a.png" alt="Dana">',
      { name: ['Dana'], photo: [{ value: 'https://page.test/a.png', alt: 'Dana' }] },
    ],
    ['<a class="h-card" href="/d">Dana</a>', { name: ['Dana'], url: ['https://page.test/d'] }],
    ['<p class="h-card"><b><a href="/d">Dana</a></b></p>', { name: ['Dana'], url: ['https://page.test/d'] }],
    ['<p class="h-card">Dana <b class="p-org">Globex</b></p>', { org: ['Globex'] }],
    ['<p class="h-card"><a class="h-card" href="/d">Dana</a></p>', {}],
  ])('implies what is not said: %s', (html, expected) => {
    expect(properties(html)).toEqual(expected);
  });

  it('nests items as values and as children', () => {
    expect(
      items(
        '<p class="h-card"><b class="p-name">Dana</b> <a class="p-org h-card" id="g" href="/g">Globex</a> <i class="h-adr">1 Quay</i></p>',
      ),
    ).toEqual([
      {
        type: ['h-card'],
        properties: {
          name: ['Dana'],
          org: [
            {
              type: ['h-card'],
              id: 'g',
              value: 'Globex',
              properties: { name: ['Globex'], url: ['https://page.test/g'] },
            },
          ],
        },
        children: [{ type: ['h-adr'], properties: { name: ['1 Quay'] } }],
      },
    ]);
  });

  it('is no microformat with capitals, digits at the end, or in a template', () => {
    expect(
      items('<p class="H-card h-Card h-c1 h- x-h-card">A</p><template><p class="h-card">B</p></template>'),
    ).toEqual([]);
  });

  it('lists relations, each address once', () => {
    expect(read('<a rel="me nofollow" href="/d">D</a><a rel="me" href="/d">E</a>')).toMatchObject({
      rels: { me: ['https://page.test/d'], nofollow: ['https://page.test/d'] },
      'rel-urls': { 'https://page.test/d': { rels: ['me', 'nofollow'], text: 'D' } },
    });
  });
});

describe('classic microformats', () => {
  it('give the same form, and imply nothing', () => {
    expect(
      items(`<base href="https://other.test/"><div class="vcard"><b class="fn n"><i class="given-name">Dana</i> Whitfield</b> <i class="title">CTO</i>
        <span class="tel"><i class="type">work</i> <i class="value">+1 415 555 0132</i></span> <img class="photo" src="d.png" alt="D">
        <span class="adr"><i class="locality">Bristol</i></span></div><p class="vcard">Nobody</p>`),
    ).toEqual([
      {
        type: ['h-card'],
        properties: {
          name: ['Dana Whitfield'],
          'given-name': ['Dana'],
          'job-title': ['CTO'],
          tel: ['+1 415 555 0132'],
          photo: ['https://other.test/d.png'],
          adr: [{ type: ['h-adr'], value: 'Bristol', properties: { locality: ['Bristol'] } }],
        },
      },
      { type: ['h-card'], properties: {} },
    ]);
  });

  it('are left alone where a new name stands beside', () => {
    expect(properties('<p class="h-card vcard"><b class="fn">A</b> <b class="p-name">B</b></p>')).toEqual({
      name: ['B'],
    });
  });
});
