import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern, problemWithPattern, suggestPatterns } from '../../../shared/reading/address-pattern.ts';

describe('an address pattern', () => {
  it.each([
    ['globex.test/team/*', 'https://globex.test/team/dana?x=1#y', true],
    ['globex.test/team/*', 'https://globex.test/team', false],
    ['globex.test/team/*', 'https://evil.test/globex.test/team/', false],
    ['https://globex.test/team', 'http://globex.test/team', true],
    ['globex.test', 'https://globex.test:8443/anything/at/all', true],
    ['globex.test:8443/*', 'https://globex.test/', false],
    ['globex.test:443/*', 'https://globex.test/', true],
    ['*.globex.test/*/people/*', 'https://www.globex.test/de/people/7', true],
    ['*.globex.test/*', 'https://globex.test/', false],
    ['*.globex.test/*', 'https://evil.test/.globex.test/', false],
    ['globex.test/a*a', 'https://globex.test/a', false],
    ['globex.test/équipe/*', 'https://globex.test/%C3%A9quipe/1', true],
    ['127.0.0.1:81/*', 'http://127.0.0.1:81/x', true],
    ['globex.test/*', 'file:///globex.test/', false],
  ])('%s and %s: %s', (pattern, url, fits) => {
    expect(problemWithPattern(pattern)).toBeUndefined();
    expect(matchesPattern(new URL(url), pattern)).toBe(fits);
  });

  it.each([
    '',
    ' ',
    '/team',
    'globex.test/a b',
    'javascript:alert(1)',
    `a.test/${'*'.repeat(11)}`,
    'a.test/?q=1',
    'x'.repeat(400),
  ])('%s is none', (pattern) => expect(problemWithPattern(pattern)).toBeTypeOf('string'));

  it('is suggested from narrow to wide, and fits the page that it came from', () => {
    expect(suggestPatterns(new URL('https://globex.test/team/dana?x#y'))).toEqual([
      'globex.test/team/dana',
      'globex.test/team/*',
      'globex.test/*',
    ]);
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (text) => {
        const url = new URL(text);
        expect(suggestPatterns(url).every((pattern) => matchesPattern(url, pattern))).toBe(true);
      }),
    );
  });

  it('takes linear time', () => {
    const url = new URL(`https://a.test/${'a'.repeat(4_000)}b`);
    const start = performance.now();
    for (let n = 0; n < 1_000; n++) matchesPattern(url, 'a.test/*a*a*a*a*a*a*a*a*c');
    expect(performance.now() - start).toBeLessThan(8_000);
  });
});
