/** Rows that a unit of work adds and does not read again: collected, and written together when it ends. */
import type { Tx } from '../core.ts';
import { insertRows } from './bulk.ts';
import type { Database, NewRow } from './schema.ts';

export interface PendingRows<T extends keyof Database> {
  add(row: NewRow<T>): void;
  flush(): Promise<void>;
}

/** @param columns every row has all of them; `onConflict` is as insertRows takes it */
export function createPendingRows<T extends keyof Database>(
  tx: Tx,
  table: T,
  columns: readonly (keyof Database[T] & keyof NewRow<T> & string)[],
  onConflict?: string,
): PendingRows<T> {
  let rows: NewRow<T>[] = [];
  return {
    add: (row) => void rows.push(row),
    async flush() {
      await insertRows(tx, table, columns, rows, onConflict);
      rows = [];
    },
  };
}
