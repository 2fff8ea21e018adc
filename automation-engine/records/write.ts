/** Writes CRM records and what they are looked up by: their contact, their tombstone, a contact's addresses. */
import { splitPath, type FieldPath, type RecordState } from '../../shared/model/record.ts';
import type { Tx } from '../core.ts';
import { writeStamps } from './stamps.ts';
import { forEachRow, insertRows, overwrite } from '../storage/bulk.ts';

export interface RecordWrite {
  before: RecordState | undefined;
  state: RecordState;
  /** The fields whose value is another one than in `before`. */
  changed: FieldPath[];
  contactId: string | undefined;
}

const KEY = ['kind', 'id'] as const;
const COLUMNS = ['contact_id', 'values_json', 'stamps_json', 'deleted'] as const;

/** Writes each of them, whether it was there or not; stamps may have moved although no value did. */
export async function writeRecords(tx: Tx, writes: readonly RecordWrite[]): Promise<void> {
  const rows = writes.map(({ state, contactId }) => ({
    kind: state.kind,
    id: state.id,
    contact_id: contactId ?? null,
    values_json: JSON.stringify(state.values),
    stamps_json: writeStamps(state),
    deleted: isGone(state) ? 1 : 0,
  }));
  await insertRows(tx, 'records', [...KEY, ...COLUMNS], rows, overwrite(KEY, COLUMNS));
  const touched = writes.filter(touchesAddresses);
  const known = touched.filter(({ before }) => before !== undefined).map(({ state }) => [state.id]);
  await forEachRow(tx, 'delete from contact_addresses where contact_id = ?', known);
  const addresses = touched.flatMap(({ state }) =>
    addressesOf(state).map((address) => ({ address, contact_id: state.id })),
  );
  await insertRows(tx, 'contact_addresses', ['address', 'contact_id'], addresses);
}

/** A contact that was merged into another is found no more: the other one has its addresses. */
const isGone = ({ values }: RecordState): boolean =>
  typeof values['deletedAt'] === 'string' || typeof values['mergedInto'] === 'string';

const touchesAddresses = ({ before, state, changed }: RecordWrite): boolean =>
  state.kind === 'contact' &&
  (before === undefined ||
    changed.some((path) => ['emails', 'deletedAt', 'mergedInto'].includes(splitPath(path).field)));

function addressesOf(state: RecordState): string[] {
  if (isGone(state)) return [];
  const addresses = new Set<string>();
  for (const [path, value] of Object.entries(state.values)) {
    const { field, key } = splitPath(path);
    if (field === 'emails' && key !== undefined && value !== null) addresses.add(key.toLowerCase());
  }
  return [...addresses];
}
