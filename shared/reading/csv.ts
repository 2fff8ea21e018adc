/** CSV of RFC 4180, with what files in the wild add: a byte order mark, blanks after commas, any line ends, other separators. */

/** A row with the line of the file that it begins in, from 1. */
export interface CsvRow {
  line: number;
  cells: string[];
}

/** The file is no CSV from this line on. */
export class CsvProblem extends Error {
  readonly line: number;
  constructor(line: number, row: number) {
    super(`no CSV in row ${row}: a quote is never closed, or text follows a closing one (line ${line})`);
    this.name = 'CsvProblem';
    this.line = line;
  }
}

/** The cells of each row, parted by what `separatorOf` says. See `readCsvRows`. */
export const readCsv = (text: string): string[][] =>
  [...readCsvRows(text, separatorOf(text))].map(({ cells }) => cells);

/**
 * The rows one by one, blanks around unquoted cells removed; empty lines are no rows.
 * @throws CsvProblem
 */
export function* readCsvRows(text: string, separator = ','): Generator<CsvRow> {
  let cells: string[] = [];
  let line = 1;
  let first = 1;
  let rows = 0;
  const s = separator === '\t' ? '\\t' : separator;
  const blank = separator === '\t' ? '[^\\S\\r\\n\\t]' : '[^\\S\\r\\n]';
  const cell = new RegExp(
    `${blank}*(?:"((?:[^"]|"")*)"${blank}*|(?!${blank}*")([^${s}\\r\\n]*))(${s}|\\r\\n|\\n|\\r|$)`,
    'uy',
  );
  cell.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) throw new CsvProblem(line, rows + 1);
    const [whole, quoted, bare = '', end = ''] = match;
    cells.push(quoted === undefined ? bare.trim() : quoted.replaceAll('""', '"'));
    line += whole.match(/\r\n|\n|\r/gu)?.length ?? 0;
    if (end === separator && cell.lastIndex < text.length) continue;
    if (end === separator) cells.push('');
    if (cells.length > 1 || cells[0] !== '') {
      rows++;
      yield { line: first, cells };
    }
    cells = [];
    first = line;
  }
}

/** Of comma, semicolon and tab the one that the first lines have the most of: spreadsheets of many countries write semicolons. */
export function separatorOf(text: string): string {
  const start = text.slice(0, 5_000).replace(/"(?:[^"]|"")*"/gu, '');
  const count = (separator: string) => start.split(separator).length;
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

/** Cells that a spreadsheet would take for a formula, and run: OWASP, "CSV injection". */
const FORMULA = /^[=+\-@\t\r]/u;

/** A file that is safe to open in a spreadsheet: what looks like a formula gets an apostrophe before it. */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('');

function writeCell(cell: string): string {
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
