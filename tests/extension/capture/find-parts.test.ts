import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAll, isBefore, outermost, partsAfter, scopeOf } from '../../../extension/capture/find-parts.ts';
import { parseHtml } from './fixture-page.ts';

const page = (html: string) => parseHtml(`<body>${html}</body>`);
const ids = (elements: readonly Element[]) => elements.map(({ id }) => id);

describe('finding parts of a page', () => {
  it('takes the first layer that finds something', () => {
    const document = page('<b id="x"></b><i id="y"></i><i id="z"></i>');
    const layers = [
      ['2026-11', 'u'],
      ['2025-01', 'i'],
      ['2024-01', 'b'],
    ] as const;
    expect(ids(findAll(document, layers))).toEqual(['y', 'z']);
    expect(findAll(document, [['2026-11', 'u']])).toEqual([]);
  });

  it('gives each message what follows its start, however deep either stands', () => {
    const document = page(
      '<p id="p0">a</p><div><div><h3 id="s1">A</h3></div><div><p id="p1">b</p></div></div><h3 id="s2">B</h3><section><div><p id="p2">c</p><p id="p3">d</p></div></section>',
    );
    const owned = partsAfter([...document.querySelectorAll('h3')], [...document.querySelectorAll('p')]);
    expect(owned.map(ids)).toEqual([['p1'], ['p2', 'p3']]);
  });

  it('keeps the outermost only, and finds the scope of one among others', () => {
    const document = page('<div id="a"><div id="b"><i id="x"></i></div></div><div id="c"><i id="y"></i></div>');
    expect(ids(outermost([...document.querySelectorAll('div')]))).toEqual(['a', 'c']);
    const [x, y] = [...document.querySelectorAll('i')];
    if (x === undefined || y === undefined) throw new Error('no such elements');
    expect(scopeOf(x, [x, y], document.body).id).toBe('a');
  });

  it('orders elements as the document does', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 2, maxLength: 25 }), (parents) => {
        const document = page('');
        const made: Element[] = [document.body];
        for (const parent of parents) {
          const element = document.createElement('i');
          made[parent % made.length]?.append(element);
          made.push(element);
        }
        const elements = [...document.querySelectorAll('i')];
        elements.forEach((a, at) => elements.forEach((b, other) => expect(isBefore(a, b)).toBe(at < other)));
      }),
      { numRuns: 30 },
    );
  });
});
