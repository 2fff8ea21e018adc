import { describe, expect, it } from 'vitest';
import { attributeTest, isPlainName, parseSelector } from '../../../shared/reading/selector.ts';

describe('a selector', () => {
  it('is read into steps', () => {
    expect(parseSelector(' ul.team > LI:nth-of-type(2)  [data-x="a\\"b"]+*#id ')).toEqual([
      { joined: 'below', tag: 'ul', tests: [{ name: 'class', op: '~=', value: 'team' }] },
      { joined: 'right-below', tag: 'li', tests: [], nth: { of: 'type', n: 2 } },
      { joined: 'below', tests: [{ name: 'data-x', op: '=', value: 'a"b' }] },
      { joined: 'right-after', tests: [{ name: 'id', op: '=', value: 'id' }] },
    ]);
    expect(parseSelector(':scope')).toEqual([]);
  });

  it.each([
    '',
    'a,b',
    'a ~ b',
    'a:has(b)',
    'a:not(b)',
    ':is(a)',
    'a:nth-child(2n+1)',
    'a:nth-child(0)',
    'a >',
    '> a',
    'a..b',
    'a[b=',
    '[a="b',
    'a:nth-child(1):nth-child(1)',
    'a{}',
    '#1',
    `${'a '.repeat(13)}`,
    'a'.repeat(301),
    '.a'.repeat(8),
    'a::before',
  ])('%s is refused with words', (text) => {
    expect(typeof parseSelector(text)).toBe('string');
  });

  it('quotes what it is told to look for', () => {
    const text = attributeTest('title', '=', 'a "b" \\ c');
    expect(parseSelector(text)).toEqual([
      { joined: 'below', tests: [{ name: 'title', op: '=', value: 'a "b" \\ c' }] },
    ]);
    expect([isPlainName('team-1'), isPlainName('1team'), isPlainName('a:b'), isPlainName('名前')]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
