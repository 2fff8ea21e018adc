/** Saves many people at once, and takes exactly those back. */
import type { DraftContact } from '../../shared/model/draft.ts';
import { knownOf } from './known.ts';
import { saveDraft } from './save-draft.ts';
import { timeOf, type Store } from './store.ts';
import { write } from './write.ts';

export interface ManySaved {
  /** The contacts that were made, in order. */
  made: string[];
  /** How many were known already, and are as they were. */
  known: number;
  failed: { key: string; why: string }[];
}

export interface ManyOptions {
  onProgress?: (done: number) => void;
  /** What was made until then stays. */
  signal?: AbortSignal;
}

/** One after the other, so that it can be stopped, and so that two entries of one person make one contact. */
export async function saveMany(
  store: Store,
  people: readonly { person: DraftContact; url: string }[],
  { onProgress, signal }: ManyOptions = {},
): Promise<ManySaved> {
  const saved: ManySaved = { made: [], known: 0, failed: [] };
  for (const [at, { person, url }] of people.entries()) {
    if (signal?.aborted === true) break;
    try {
      if ((await knownOf(store, [person])).size > 0) saved.known++;
      else {
        const { contactIds } = await saveDraft(store, [{ draft: person, fields: person.fields }], [], url);
        saved.made.push(...contactIds);
      }
    } catch (error) {
      saved.failed.push({ key: person.key, why: error instanceof Error ? error.message : String(error) });
    }
    onProgress?.(at + 1);
  }
  return saved;
}

/** Leaves a tombstone of each that is still there, and gives their number. */
export async function takeBack(store: Store, contactIds: readonly string[]): Promise<number> {
  const rows = await store.db.contacts.bulkGet([...contactIds]);
  const there = rows.flatMap((row) => (row === undefined || row.gone === 1 ? [] : [row.id]));
  const deletedAt = timeOf(store);
  await write(
    store,
    there.map((recordId) => ({ kind: 'contact', recordId, fields: { deletedAt } })),
  );
  return there.length;
}
