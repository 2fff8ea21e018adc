/** Reads CRM records. Inside a transaction pass the transaction: the database has one connection, and waiting for it would be for ever. */
import type { Kysely } from 'kysely';
import type { Kind, RecordByKind } from '../../shared/model/kinds.ts';
import { readRecord } from '../../shared/model/mutation.ts';
import type { RecordState } from '../../shared/model/record.ts';
import { listed } from '../storage/bulk.ts';
import type { Database, Row } from '../storage/schema.ts';
import { readStamps } from './stamps.ts';

type StateRow = Pick<Row<'records'>, 'kind' | 'id' | 'values_json' | 'stamps_json'>;

/** The record as it is stored, tombstones too. */
export async function readState(db: Kysely<Database>, kind: Kind, id: string): Promise<RecordState | undefined> {
  const row = await db
    .selectFrom('records')
    .select(['kind', 'id', 'values_json', 'stamps_json'])
    .where('kind', '=', kind)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : stateOf(row);
}

/** Those that there are of the records with these ids, tombstones too. */
export async function readStates(db: Kysely<Database>, kind: Kind, ids: Iterable<string>): Promise<RecordState[]> {
  const rows = await db
    .selectFrom('records')
    .select(['kind', 'id', 'values_json', 'stamps_json'])
    .where('kind', '=', kind)
    .where('id', 'in', listed(ids))
    .execute();
  return rows.map(stateOf);
}

/** Neither deleted nor merged into another. */
export const isThere = (record: RecordByKind[Kind]): boolean =>
  record.deletedAt === undefined && !('mergedInto' in record);

/** The record as code reads it; `undefined` when there is none, or it was deleted or merged into another. */
export async function readTyped<K extends Kind>(
  db: Kysely<Database>,
  kind: K,
  id: string,
): Promise<RecordByKind[K] | undefined> {
  const state = await readState(db, kind, id);
  if (state === undefined) return undefined;
  const record = readRecord(kind, state);
  return isThere(record) ? record : undefined;
}

/** The records of one kind that belong to a contact, the oldest first; deleted ones are left out. */
export async function listForContact<K extends Kind>(
  db: Kysely<Database>,
  kind: K,
  contactId: string,
): Promise<RecordByKind[K][]> {
  const rows = await db
    .selectFrom('records')
    .select(['kind', 'id', 'values_json', 'stamps_json'])
    .where('contact_id', '=', contactId)
    .where('kind', '=', kind)
    .where('deleted', '=', 0)
    .orderBy('id')
    .execute();
  return rows.map((row) => readRecord(kind, stateOf(row)));
}

/** The people who have this mail address, in any case of letters; several when a mailbox is shared. */
export async function contactsWithAddress(db: Kysely<Database>, address: string): Promise<RecordByKind['contact'][]> {
  const rows = await db
    .selectFrom('contact_addresses')
    .innerJoin('records', 'records.id', 'contact_addresses.contact_id')
    .select(['records.kind', 'records.id', 'records.values_json', 'records.stamps_json'])
    .where('contact_addresses.address', '=', address.toLowerCase())
    .where('records.kind', '=', 'contact')
    .where('records.deleted', '=', 0)
    .orderBy('records.id')
    .execute();
  return rows.map((row) => readRecord('contact', stateOf(row)));
}

/** What was written by writeRecords; its fields were checked before. */
export function stateOf(row: StateRow): RecordState {
  const values = JSON.parse(row.values_json) as RecordState['values'];
  return { kind: row.kind, id: row.id, values, stamps: readStamps(row.stamps_json, values) };
}
