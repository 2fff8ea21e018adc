/** The extension's database. Dexie is imported in this folder only. */
import { Dexie, type EntityTable, type Table, type Transaction } from 'dexie';
import type { Kind } from '../../shared/model/kinds.ts';
import type { DeviceRow } from './device.ts';
import type { Migration } from './migrations/define-migration.ts';
import type { OutboxRow } from './outbox.ts';
import type { ReadingRow } from './readings.ts';
import { stateOf, toRow, type RowBase, type RowByKind } from './rows.ts';
import type { TemplateRow } from './templates.ts';

const files = import.meta.glob<Migration>('./migrations/[0-9]*.ts', { eager: true, import: 'migration' });

/** Every migration with its version, the number that its file's name begins with. */
export const migrations = Object.entries(files)
  .map(([path, migration]) => ({ version: Number(/(\d+)-[^/]*$/.exec(path)?.[1]), path, migration }))
  .sort((a, b) => a.version - b.version);

export type LarderDb = Dexie & { [K in Kind as TableOf<K>]: Table<RowByKind[K], string> } & {
  outbox: EntityTable<OutboxRow, 'order'>;
  readings: EntityTable<ReadingRow, 'order'>;
  device: Table<DeviceRow, string>;
  templates: Table<TemplateRow, string>;
};

const TABLES = {
  contact: 'contacts',
  company: 'companies',
  interaction: 'interactions',
  task: 'tasks',
  note: 'notes',
  tag: 'tags',
  deal: 'deals',
  segment: 'segments',
  run: 'runs',
  notification: 'notifications',
} as const satisfies Record<Kind, string>;
type TableOf<K extends Kind> = (typeof TABLES)[K];

/**
 * Opens the database, or makes it.
 * @param options where IndexedDB is, when it is not the browser's own
 * @param upTo only the migrations up to this version, for their tests
 */
export function openDb(
  name = 'larder',
  options: { indexedDB?: IDBFactory; IDBKeyRange?: typeof IDBKeyRange } = {},
  upTo = Infinity,
): LarderDb {
  const db = new Dexie(name, options);
  for (const { version, migration } of migrations) {
    if (version > upTo) continue;
    db.version(version)
      .stores(migration.stores)
      .upgrade(async (transaction) => {
        for (const kind of migration.filesAnew ?? []) await fileAnew(transaction, kind);
        await migration.upgrade?.(transaction);
      });
  }
  // Dexie adds the tables named in `stores` as properties; the migrations' test compares them with the type.
  return db as LarderDb;
}

async function fileAnew(transaction: Transaction, kind: Kind): Promise<void> {
  await transaction
    .table<RowBase, string>(TABLES[kind])
    .toCollection()
    .modify((row, change) => {
      change.value = toRow(kind, stateOf(kind, row));
    });
}

/** The table of a kind. */
export function tableOf<K extends Kind>(db: LarderDb, kind: K): Table<RowByKind[K], string> {
  return db.table(TABLES[kind]);
}

/** The tables of all kinds, for transactions over any of them. */
export const recordTables = (db: LarderDb): Table[] => Object.values(TABLES).map((name) => db.table(name));
