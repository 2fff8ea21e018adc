/**
 * Many rows with one statement. This is the narrow place where databases differ: SQLite is fastest with one prepared statement that is
 * carried out row by row inside the process (see sqlite.ts), a database behind a socket with one statement that unpacks a list.
 */
import { CompiledQuery, sql, type RawBuilder } from 'kysely';
import type { Tx } from '../core.ts';
import type { Database, NewRow } from './schema.ts';

/** Stands for the parameters of a statement that is carried out once for each row of them. */
export class ParameterRows {
  readonly rows: readonly (readonly unknown[])[];
  constructor(rows: readonly (readonly unknown[])[]) {
    this.rows = rows;
  }
}

/** Carries the statement out for each row, in order, and returns how many rows of the table it changed in all. */
export async function forEachRow(tx: Tx, text: string, rows: readonly (readonly unknown[])[]): Promise<number> {
  if (rows.length === 0) return 0;
  const result = await tx.executeQuery(CompiledQuery.raw(text, [new ParameterRows(rows)]));
  return Number(result.numAffectedRows ?? 0n);
}

type Column<T extends keyof Database> = keyof Database[T] & string;

/** Rows in one statement: more of them make it no faster. */
const ROWS_AT_ONCE = 50;

/**
 * Inserts rows, in order, and returns how many were.
 * @param columns every row has all of them
 * @param onConflict what to do with a row whose key is taken; without it that throws
 */
export async function insertRows<T extends keyof Database>(
  tx: Tx,
  table: T,
  columns: readonly (Column<T> & keyof NewRow<T>)[],
  rows: readonly NewRow<T>[],
  onConflict = '',
): Promise<number> {
  const valuesOf = (some: readonly NewRow<T>[]) => some.flatMap((row) => columns.map((column) => row[column]));
  const places = `(${columns.map(() => '?').join(', ')})`;
  const insert = async (count: number, lists: readonly (readonly unknown[])[]) => {
    if (lists.length === 0) return 0;
    const values = Array.from({ length: count }, () => places).join(', ');
    return forEachRow(tx, `insert into ${table} (${columns.join(', ')}) values ${values} ${onConflict}`, lists);
  };
  const whole = rows.length - (rows.length % ROWS_AT_ONCE);
  const chunks: unknown[][] = [];
  for (let at = 0; at < whole; at += ROWS_AT_ONCE) chunks.push(valuesOf(rows.slice(at, at + ROWS_AT_ONCE)));
  const rest = rows.slice(whole).map((row) => valuesOf([row]));
  return (await insert(ROWS_AT_ONCE, chunks)) + (await insert(1, rest));
}

/** `on conflict (KEY) do update`, with the values of the row that came. */
export const overwrite = (key: readonly string[], columns: readonly string[]): string =>
  `on conflict (${key.join(', ')}) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`;

/** For `where('id', 'in', listed(ids))`: a list of any length as one parameter, so that the statement stays the same. */
export const listed = (values: Iterable<string | number>): RawBuilder<never> =>
  sql`(select value from json_each(${JSON.stringify([...values])}))`;
