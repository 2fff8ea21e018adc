/** CSV of RFC 4180, with what files in the wild add: a byte order mark, blanks after commas, any line ends, semicolons or tabs for commas. */

/** The rows with their cells, blanks around unquoted cells removed; empty lines are no rows. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const comma = commaOf(text);
  const blank = comma === '\t' ? ' ' : '[^\\S\\r\\n]';
  const cell = new RegExp(
    `${blank}*(?:"((?:[^"]|"")*)"${blank}*|(?!${blank}*")([^${comma}\\r\\n]*))(${comma}|\\r\\n|\\n|\\r|$)`,
    'uy',
  );
  cell.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    // A quote that is never closed, or text after a closing one.
    if (match === null) throw new Error(`no CSV in row ${rows.length + 1}`);
    const [, quoted, bare = '', end] = match;
    row.push(quoted === undefined ? bare.trim() : quoted.replaceAll('""', '"'));
    if (end === comma && cell.lastIndex < text.length) continue;
    if (end === comma) row.push('');
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

/** What stands most often in the first line. */
function commaOf(text: string): string {
  const [first = ''] = text.split(/[\r\n]/u, 1);
  const counted = [',', ';', '\t'].map((sign) => ({ sign, count: first.split(sign).length }));
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).sign;
}
