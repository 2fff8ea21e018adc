import { expect, it } from 'vitest';
import { readCsv } from './read-csv.ts';

it.each([
  [
    'a,b\nc,d\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    '\ufeffa, b\r\n"c, ""d""" , \r\n',
    [
      ['a', 'b'],
      ['c, "d"', ''],
    ],
  ],
  ['"two\nlines",x', [['two\nlines', 'x']]],
  [
    'a,\n\n,b',
    [
      ['a', ''],
      ['', 'b'],
    ],
  ],
  [
    'a;b\nc, d;"e;f"',
    [
      ['a', 'b'],
      ['c, d', 'e;f'],
    ],
  ],
  [
    'a\tb\n\td',
    [
      ['a', 'b'],
      ['', 'd'],
    ],
  ],
  ['', []],
])('reads %j', (text, rows) => {
  expect(readCsv(text)).toEqual(rows);
});

it('says where it is no CSV', () => {
  expect(() => readCsv('a,b\n"c,d')).toThrow('row 2');
});
