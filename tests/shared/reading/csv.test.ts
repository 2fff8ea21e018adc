import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCsv, readCsvRows, separatorOf, writeCsv } from '../../../shared/reading/csv.ts';

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

it('tells the line where each row begins', () => {
  expect([...readCsvRows('a;"x\n\ny"\r\n\r\nb;c', ';')]).toEqual([
    { line: 1, cells: ['a', 'x\n\ny'] },
    { line: 5, cells: ['b', 'c'] },
  ]);
});

it.each([
  ['a,b;c\n', ','],
  ['"a,b,c";d\n', ';'],
  ['a\tb\n', '\t'],
])('finds the separator of %j', (text, separator) => {
  expect(separatorOf(text)).toBe(separator);
});

it('writes nothing that a spreadsheet would run', () => {
  expect(writeCsv([['=1+1', '+1 415', '-x', '@y', '\tz', '\rz', 'a,"b"', ' c']])).toBe(
    `'=1+1,'+1 415,'-x,'@y,'\tz,"'\rz","a,""b"""," c"\r\n`,
  );
});

it('reads what it wrote', () => {
  const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@\t\r]/u.test(text));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      expect([...readCsvRows(writeCsv(rows))].map(({ cells }) => cells)).toEqual(rows);
    }),
  );
});
