import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectorsFor } from '../../../shared/reading/selector-for-element.ts';
import { parseHtml } from './reading.ts';
import { profilePage, teamPage } from './team-page.ts';

const pointAt = (html: string, selector: string) => {
  const document = parseHtml(html);
  const element = document.querySelector(selector);
  if (element === null) throw new Error('no such element');
  return { selectors: selectorsFor(element, document), element, document };
};

describe('selectors for an element', () => {
  it('say what it is before where it is, and never name what a build tool named', () => {
    expect(pointAt(profilePage, '[itemprop]').selectors).toEqual([
      'dd[itemprop="worksFor"]',
      'html > body > main > dl > dd:nth-of-type(2)',
    ]);
    expect(pointAt(profilePage, 'h1').selectors).toEqual(['h1', 'html > body > main > h1']);
    expect(pointAt(profilePage, '#contact-details p').selectors).toEqual(['#contact-details > p:nth-of-type(1)']);
    for (const selector of ['h1', 'dd', 'p', 'dl']) {
      expect(pointAt(profilePage, selector).selectors.join()).not.toMatch(/_3kfDz|_9aXxq|css-9/u);
    }
  });

  it('do not name the person', () => {
    const html =
      '<html><body><section><b id="dana-whitfield" class="danaWhitfield" data-user="Dana Whitfield">Dana Whitfield</b><b>x</b></section></body></html>';
    expect(pointAt(html, '#dana-whitfield').selectors).toEqual(
      ['b[data-user]', 'section b[data-user]', 'html > body > section > b:nth-of-type(1)'].filter(
        (each) => !each.startsWith('section '),
      ),
    );
  });

  it('select just that element, whichever it is', () => {
    for (const html of [teamPage, profilePage]) {
      const document = parseHtml(html);
      const all = [...document.body.querySelectorAll('*')];
      fc.assert(
        fc.property(fc.constantFrom(...all), (element) => {
          const selectors = selectorsFor(element, document);
          expect(selectors.length).toBeGreaterThan(0);
          for (const selector of selectors) {
            const found = [...document.querySelectorAll(selector)];
            expect(found.length === 1 && found[0] === element, selector).toBe(true);
          }
        }),
        { numRuns: 60 },
      );
    }
  });

  it('are found on hostile pages, or not, in bounded time', () => {
    const document = parseHtml('<html><body></body></html>');
    let at: Element = document.body;
    for (let n = 0; n < 3_000; n++) {
      const div = document.createElement('div');
      div.setAttribute('class', '"] *{} generic');
      at.append(document.createElement('i'), div);
      at = div;
    }
    const start = performance.now();
    expect(selectorsFor(at, document)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(8_000);
  });
});
