import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growTree, type PageTree } from '../../../shared/reading/page-tree.ts';
import { readWritten, type WrittenPage } from '../../../shared/reading/written-page.ts';
import { parseHtml } from './reading.ts';

function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
const read = (html: string): WrittenPage | undefined => finish(readWritten(html));
const page = (body: string) => `<html><head></head><body>${body}</body></html>`;

/** What two trees of one page must have in common; a parser may cut one text in two. */
function facts({ tags, texts, parents, ends, elements, styled, fields, linking, links }: PageTree) {
  const names = ['class', 'href', 'style', 'data-user', 'type'];
  const attributes = elements.map((element) => names.map((name) => element?.getAttribute(name) ?? ''));
  const found = links.map(({ element, place, parent }) => [element.getAttribute('href'), place, parent]);
  return { tags, texts, parents, ends, attributes, styled, fields, linking, found };
}

describe('the tree of HTML as browsers write it', () => {
  it('holds what is shown, as the tree of the document does', () => {
    const html = page(
      '<p class="a b">Dana</p><p hidden=""><a href="mailto:a@globex.test?x=1&amp;y=2">a</a></p><br>' +
        '<div style="display: none"><i>no</i></div><b itemprop="name"><a href="tel:+1">c</a></b><a data-user="d">d</a>',
    );
    const { tree } = read(html) ?? {};
    expect(tree?.texts.join('')).toBe('Danacd');
    const [link] = tree?.links ?? [];
    expect(link?.element.getAttribute('href')).toBe('mailto:a@globex.test?x=1&y=2');
    expect(tree?.links).toHaveLength(3);
    expect(tree && facts(tree)).toEqual(facts(finish(growTree(parseHtml(html)))));
  });

  it('takes what a parser takes for text as text, and what is in templates for nothing', () => {
    const { tree } =
      read(
        page(
          '<iframe><p></iframe><template><a href="mailto:b@globex.test">b</a></template><!-- > -->&lt;c &amp;&nbsp;d',
        ),
      ) ?? {};
    expect(tree?.tags).toEqual(['html', 'body', 'iframe', '', '']);
    expect(tree?.texts.join('')).toBe('<p><c &\u00a0d');
    expect(tree?.links).toEqual([]);
  });

  it('gives the blocks of JSON-LD as they stand there', () => {
    const block = '{"name":"A & <b> &amp; \\u003c"}';
    expect(read(page(`<script type="application/ld+json">${block}</script>`))?.jsonLd).toEqual([block]);
    expect(read(page(`<template><script type="application/ld+json">${block}</script></template>`))?.jsonLd).toEqual([]);
  });

  it('does not read what no browser wrote, or not to its end', () => {
    for (const body of [
      '<p>',
      '</p>',
      '<p><b></p></b>',
      '<p class=a></p>',
      '<p hidden></p>',
      '&copy;',
      '<!-- ',
      '<p a="',
      '<?x?>',
      '<P></P>',
      '<plaintext></plaintext>',
    ])
      expect(read(page(body)), body).toBeUndefined();
    for (const html of ['', 'a', '<p>a', ' <p></p>', '<p></p><p></p>', '<!doctype html><p></p>'])
      expect(read(html), html).toBeUndefined();
  });

  it('gives the same tree as the document, or none', () => {
    const tags = [
      '<div>',
      '<b class="x">',
      '<p hidden="">',
      '<pre>',
      '<x-a style="visibility:hidden">',
      '<a href="mailto:a@b.test">',
    ];
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(' Dana', ' Fox', '<br>', '<img alt="&quot;">', '<script>"p"</script>'),
        fc.tuple(fc.constantFrom(...tags), fc.array(tie('node'), { maxLength: 4 })).map(
          ([tag, inner]) =>
            // A paragraph or a link ends where the next one begins: parsers mend what no browser writes.
            `${tag}${inner.join('').replaceAll(/<\/?(?:p|pre|div|a)\b[^>]*>/g, '')}</${/[a-z-]+/.exec(tag)?.[0]}>`,
        ),
      ),
    })).node;
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 8 }), (parts) => {
        const html = page(parts.join(''));
        const written = read(html);
        expect(written && facts(written.tree)).toEqual(facts(finish(growTree(parseHtml(html)))));
      }),
    );
  });

  it('reads any text without failing, in time that grows with its length', () => {
    const sign = fc.constantFrom(
      '<',
      '>',
      '"',
      '="',
      ' a',
      '/',
      '</',
      'p',
      '<p',
      '<p>',
      '</p>',
      '<!--',
      '-->',
      '&',
      '<script>',
      '<html>',
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 60 }), (signs) => {
        read(`<html>${signs.join('')}</html>`);
      }),
    );
    expect(read(`<p${' a="'.repeat(50_000)}`)).toBeUndefined();
    expect(read(`${'<p>'.repeat(50_000)}${'</p>'.repeat(50_000)}`)?.tree.tags).toHaveLength(50_000);
  });
});
