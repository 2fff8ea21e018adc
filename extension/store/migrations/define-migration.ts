/** What a migration is. Its file's number is the version; files are only ever added, never changed once released. */
import type { Transaction } from 'dexie';
import type { Kind } from '../../../shared/model/kinds.ts';

export interface Migration {
  /** The indexes of each new or changed table, as Dexie writes them; `null` drops a table. */
  stores: Record<string, string | null>;
  /** The kinds whose rows get their keys anew: keys are made from the record alone, so today's are right whatever the version. */
  filesAnew?: readonly Kind[];
  /** Brings the rows of the version before into the new shape. */
  upgrade?: (transaction: Transaction) => Promise<void>;
}
