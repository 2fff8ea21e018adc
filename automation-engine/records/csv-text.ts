/** Rows as CSV (RFC 4180) that a spreadsheet shows and never computes. */

/** Without it some spreadsheets take the text for an old 8-bit one. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** A spreadsheet takes a cell that begins like this for a formula: with an apostrophe in front it is text. */
const FORMULA = /^[\s]*[=+\-@\t\r]/;
/** A phone number is no formula, and is better without an apostrophe. */
const NUMBER = /^[+-]?[\d\s().]+$/;

function cell(value: string): string {
  const safe = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** All columns that any of the rows has, in the order in which they first appear. */
export function csvText(rows: readonly Record<string, string>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [
    columns,
    ...rows.map((row) => columns.map((name) => (Object.hasOwn(row, name) ? (row[name] ?? '') : ''))),
  ];
  return BYTE_ORDER_MARK + lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}
