/** Merges two contacts and takes it back. Both keep their ids; what belongs to the other one stays its own and is shown with both. */
import { mergedFields, unmergedFields, type Choices } from '../capture/merge-contacts.ts';
import type { FieldPath, FieldValue } from '../../shared/model/record.ts';
import { recordTables } from './db.ts';
import { readFact, writeFact } from './device.ts';
import type { Store } from './store.ts';
import { write, type Change } from './write.ts';

/** A mutation may change 500 fields. */
const FIELDS_MAX = 400;
const KEPT_MERGES = 100;

/** @param choices the single fields for which the other contact's value replaces the kept one's */
export async function mergeContacts(store: Store, keepId: string, otherId: string, choices: Choices): Promise<void> {
  await together(store, async () => {
    const [keep, other] = await store.db.contacts.bulkGet([keepId, otherId]);
    if (keepId === otherId || keep === undefined || other === undefined || keep.gone === 1 || other.gone === 1)
      throw new Error('one of the two is not here any more');
    const after = mergedFields(keep.values, other.values, choices);
    const before = Object.fromEntries(Object.keys(after).map((path) => [path, keep.values[path] ?? null]));
    await write(store, [
      ...changes(keepId, after, { [`mergedFrom/${otherId}`]: true }),
      { kind: 'contact', recordId: otherId, fields: { mergedInto: keepId } },
    ]);
    const list = (await readFact(store, 'merges'))?.list ?? [];
    await writeFact(store, 'merges', { list: [...list, { keepId, otherId, before, after }].slice(-KEPT_MERGES) });
  });
}

/** Brings the other contact back. What the merge wrote is taken back where nobody changed it since; known on the device that merged. */
export async function separate(store: Store, otherId: string): Promise<void> {
  await together(store, async () => {
    const list = (await readFact(store, 'merges'))?.list ?? [];
    const merge = list.findLast((each) => each.otherId === otherId);
    const keep = merge === undefined ? undefined : await store.db.contacts.get(merge.keepId);
    const back =
      merge === undefined || keep === undefined ? {} : unmergedFields(keep.values, merge.before, merge.after);
    await write(store, [
      ...(merge === undefined ? [] : changes(merge.keepId, back, { [`mergedFrom/${otherId}`]: null })),
      { kind: 'contact', recordId: otherId, fields: { mergedInto: null } },
    ]);
    await writeFact(store, 'merges', { list: list.filter((each) => each !== merge) });
  });
}

const together = (store: Store, act: () => Promise<void>): Promise<void> =>
  store.db.transaction('rw', [...recordTables(store.db), store.db.outbox, store.db.device], act);

/** @param mark goes into every part: by it the engine knows that what changes is carried over, and sets no recipe off */
function changes(
  recordId: string,
  fields: Record<FieldPath, FieldValue>,
  mark: Record<FieldPath, FieldValue>,
): Change[] {
  const entries = Object.entries(fields);
  const parts: Change[] = [];
  for (let at = 0; at === 0 || at < entries.length; at += FIELDS_MAX) {
    parts.push({
      kind: 'contact',
      recordId,
      fields: { ...Object.fromEntries(entries.slice(at, at + FIELDS_MAX)), ...mark },
    });
  }
  return parts;
}
