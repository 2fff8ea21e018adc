import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText } from '../../../automation-engine/records/csv-text.ts';

/** As RFC 4180 says: a cell in quotes, or one without any of its marks. */
function cellsOf(csv: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain = '', end] of csv.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') lines.push([]);
  }
  return lines;
}

describe('a CSV text', () => {
  it('has all columns that any row has, and lines that end as RFC 4180 says', () => {
    expect(csvText([{ name: 'Dana' }, { name: 'Eli', country: 'SE' }])).toBe(
      '\ufeffname,country\r\nDana,\r\nEli,SE\r\n',
    );
  });

  it.each(['=1+1', '+cmd()', '-2+3', '@SUM(A1)', '\t=1', ' =1', '\r=1'])('makes %j text for a spreadsheet', (value) => {
    expect(
      csvText([{ a: value }])
        .split('\n')[1]
        ?.replace(/^"/, ''),
    ).toMatch(/^'/);
  });

  it.each(['+46 70 174 06 05', '-5', '+46701740605', 'Fox'])('leaves %j as it is', (value) => {
    expect(csvText([{ a: value }])).toBe(`\ufeffa\r\n${value}\r\n`);
  });

  it('is read back by a parser as it was written, and no cell begins a formula', () => {
    const row = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.string({ unit: 'binary' }), { minKeys: 1 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const [head = [], ...lines] = cellsOf(csvText(rows));
        for (const [at, wanted] of rows.entries()) {
          for (const [column, name] of head.entries()) {
            const cell = lines[at]?.[column] ?? '';
            const value = Object.hasOwn(wanted, name) ? (wanted[name] ?? '') : '';
            expect([value, `'${value}`]).toContain(cell);
            expect(/^\s*[=@]/.test(cell)).toBe(false);
          }
        }
      }),
    );
  });
});
