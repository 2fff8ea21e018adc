/** Writes a CRM record and what is looked up by: its contact, its tombstone, a contact's addresses. */
import { splitPath, type FieldPath, type RecordState } from '../../shared/model/record.ts';
import type { Tx } from '../core.ts';

export interface RecordWrite {
  before: RecordState | undefined;
  state: RecordState;
  /** The fields whose value is another one than in `before`. */
  changed: FieldPath[];
  contactId: string | undefined;
}

/** Stamps may have moved although no value did, so the row is written in any case. */
export async function writeRecord(tx: Tx, { before, state, changed, contactId }: RecordWrite): Promise<void> {
  // A contact that was merged into another is found no more: the other one has its addresses.
  const deleted = ['deletedAt', 'mergedInto'].some((path) => typeof state.values[path] === 'string');
  const columns = {
    contact_id: contactId ?? null,
    values_json: JSON.stringify(state.values),
    stamps_json: JSON.stringify(state.stamps),
    deleted: deleted ? 1 : 0,
  };
  await tx
    .insertInto('records')
    .values({ kind: state.kind, id: state.id, ...columns })
    .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet(columns))
    .execute();
  if (state.kind !== 'contact') return;
  const touched =
    before === undefined ||
    changed.some((path) => ['emails', 'deletedAt', 'mergedInto'].includes(splitPath(path).field));
  if (touched) await writeAddresses(tx, state, deleted);
}

async function writeAddresses(tx: Tx, state: RecordState, deleted: boolean): Promise<void> {
  await tx.deleteFrom('contact_addresses').where('contact_id', '=', state.id).execute();
  if (deleted) return;
  const addresses = new Set<string>();
  for (const [path, value] of Object.entries(state.values)) {
    const { field, key } = splitPath(path);
    if (field === 'emails' && key !== undefined && value !== null) addresses.add(key.toLowerCase());
  }
  if (addresses.size === 0) return;
  await tx
    .insertInto('contact_addresses')
    .values([...addresses].map((address) => ({ address, contact_id: state.id })))
    .execute();
}
