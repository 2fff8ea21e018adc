/** What a migration is. Its file's number is the version; files are only ever added, never changed once released. */
import type { Transaction } from 'dexie';

export interface Migration {
  /** The indexes of each new or changed table, as Dexie writes them; `null` drops a table. */
  stores: Record<string, string | null>;
  /** Brings the rows of the version before into the new shape. */
  upgrade?: (transaction: Transaction) => Promise<void>;
}
