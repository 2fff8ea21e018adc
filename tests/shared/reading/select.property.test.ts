/** Our own selecting finds what CSS finds, and its cost is bounded on any page. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { select } from '../../../shared/reading/select.ts';
import { parseSelector } from '../../../shared/reading/selector.ts';
import { parseHtml } from './reading.ts';

const name = fc.constantFrom('a', 'b', 'p', 'li');
const tree = fc.letrec<{ node: string }>((tie) => ({
  node: fc
    .record({
      tag: name,
      cls: fc.constantFrom('', 'x', 'x y', 'yx'),
      id: fc.constantFrom('', 'i'),
      below: fc.oneof({ depthSize: 'small' }, fc.constant([]), fc.array(tie('node'), { maxLength: 4 })),
    })
    // Spans: what parsers close by themselves must not differ between them.
    .map(({ tag, cls, id, below }) => `<x-${tag} class="${cls}" ${id && `id="${id}"`}>${below.join('t')}</x-${tag}>`),
})).node;
const test = fc.constantFrom(
  '',
  '.x',
  '.y',
  '#i',
  '[class]',
  '[class="x"]',
  '[class^="y"]',
  '[class$="x"]',
  '[class*="x y"]',
);
const nth = fc.constantFrom('', ':nth-of-type(1)', ':nth-of-type(2)', ':nth-child(2)');
const step = fc
  .tuple(
    fc.oneof(
      fc.constant('*'),
      name.map((tag) => `x-${tag}`),
    ),
    test,
    nth,
  )
  .map((parts) => parts.join(''));
const selector = fc
  .array(fc.tuple(step, fc.constantFrom(' ', ' > ', ' + ')), { minLength: 1, maxLength: 4 })
  .map((steps) => steps.map(([text, sign], at) => (at === 0 ? text : sign + text)).join(''));

const parsed = (text: string) => {
  const steps = parseSelector(text);
  if (typeof steps === 'string') throw new Error(steps);
  return steps;
};

describe('selecting', () => {
  it('finds what the document itself finds', () => {
    fc.assert(
      fc.property(
        fc.array(tree, { maxLength: 4 }),
        fc.array(selector, { minLength: 1, maxLength: 3 }),
        (nodes, texts) => {
          const document = parseHtml(`<html><head></head><body>${nodes.join('')}</body></html>`);
          const found = select(document, texts.map(parsed), 1_000, { left: 1e6 });
          texts.forEach((text, at) => {
            const own = [...document.querySelectorAll(text)];
            expect(found[at]?.length, text).toBe(own.length);
            expect(found[at]?.every((element, index) => element === own[index])).toBe(true);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('begins below the block, whatever is around it', () => {
    const document = parseHtml('<div class="a"><div class="b"><p>1</p></div></div><p>2</p>');
    const block = document.querySelector('.b')!;
    const found = select(block, ['p', 'div p', '.b > p', ':scope'].map(parsed), 9, { left: 1e5 });
    expect(found.map((list) => list.map((element) => element.textContent))).toEqual([['1'], [], [], ['1']]);
  });

  it('stops when its budget is spent, on deep pages and with long selectors', () => {
    const deep = parseHtml('<html><body></body></html>');
    let at: Element = deep.body;
    for (let n = 0; n < 20_000; n++) at = at.appendChild(deep.createElement('div'));
    const long = parsed(Array.from({ length: 12 }, () => 'div').join(' '));
    const start = performance.now();
    const budget = { left: 1_000_000 };
    expect(
      select(
        deep,
        Array.from({ length: 150 }, () => long),
        10,
        budget,
      ).every((list) => list.length === 10),
    ).toBe(true);
    expect(budget.left).toBeLessThan(0);
    expect(performance.now() - start).toBeLessThan(8_000);
  });
});
