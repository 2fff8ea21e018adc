import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlToText } from '../../../shared/reading/html-to-text.ts';
import { growTree, linksBelow, textAt, type PageTree } from '../../../shared/reading/page-tree.ts';
import { parseHtml } from './reading.ts';

/** The tree of a page, and how often its caller could rest. */
function grow(html: string): { tree: PageTree; rests: number; document: Document } {
  const document = parseHtml(`<html><body>${html}</body></html>`);
  const steps = growTree(document);
  for (let rests = 0; ; rests++) {
    const step = steps.next();
    if (step.done === true) return { tree: step.value, rests, document };
  }
}

describe('the tree of a page', () => {
  it('holds what is shown, in order, and where each element ends', () => {
    const { tree } = grow('<p>a<b>b</b></p><p hidden>c</p><script>d</script><p style="display:none">e</p>f');
    expect(tree.tags).toEqual(['html', 'body', 'p', '', 'b', '', '']);
    expect(tree.texts.join('')).toBe('abf');
    expect(tree.parents).toEqual([-1, 0, 1, 2, 2, 4, 1]);
    expect(tree.ends).toEqual([7, 7, 6, 4, 6, 6, 7]);
  });

  it('knows the links below an element, also those that are not shown, and no others', () => {
    const link = (name: string) => `<a href="mailto:${name}@globex.test"></a>`;
    const { tree } = grow(`${link('a')}<div>${link('b')}<p hidden>${link('c')}</p></div>${link('d')}`);
    const names = (place: number) => linksBelow(tree, place).map((each) => each.getAttribute('href')?.[7]);
    expect(names(0)).toEqual(['a', 'b', 'c', 'd']);
    expect(names(tree.tags.indexOf('div'))).toEqual(['b', 'c']);
    expect(names(tree.tags.indexOf('a'))).toEqual([]);
  });

  it('gives the same text as the document itself', () => {
    const tags = '<p> </p> <div> </div> <b> </b> <br> <hr> <pre> </pre> <td> <li> <button> </button> Dana --'.split(
      ' ',
    );
    const markup = fc.constantFrom(...tags, '<p hidden>', '<script>x</script>', '<!-- x -->', ' Fox', '\n\n', '-- ');
    fc.assert(
      fc.property(fc.array(markup, { maxLength: 40 }), (parts) => {
        const { tree, document } = grow(parts.join(''));
        expect(textAt(tree, 0)).toBe(htmlToText(document));
      }),
    );
  });

  it('lets its caller rest every few thousand nodes', () => {
    expect(grow('<a href="/x">x</a> '.repeat(20_000)).rests).toBeGreaterThanOrEqual(10);
  });
});
