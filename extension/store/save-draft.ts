/** Saves what a person chose of a draft: the one way from a page into the store. */
import { draftToMutations, type ContactToSave } from '../capture/draft-to-mutations.ts';
import type { DraftInteraction } from '../../shared/model/draft.ts';
import { stateOf } from './rows.ts';
import type { Store } from './store.ts';
import { write } from './write.ts';

/** One person to save; with `existingId`, what is new about somebody known. */
export type ToSave = Omit<ContactToSave, 'existing'> & { existingId?: string };

export interface Saved {
  contactIds: string[];
  interactionIds: string[];
}

export const digest = async (text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));

export async function saveDraft(
  store: Store,
  contacts: readonly ToSave[],
  interactions: readonly DraftInteraction[],
  url: string,
): Promise<Saved> {
  const withRows = await Promise.all(
    contacts.map(async ({ existingId, ...contact }): Promise<ContactToSave> => {
      const row = existingId === undefined ? undefined : await store.db.contacts.get(existingId);
      return row === undefined ? contact : { ...contact, existing: stateOf('contact', row) };
    }),
  );
  const plan = await draftToMutations(withRows, interactions, {
    newId: store.newId,
    // `write` stamps the changes itself, inside its transaction.
    stamp: () => '',
    digest,
    url,
    findInteraction: async (id) => {
      const row = await store.db.interactions.get(id);
      return row && stateOf('interaction', row);
    },
  });
  await write(
    store,
    plan.mutations.map(({ kind, recordId, fields }) => ({ kind, recordId, fields })),
  );
  return { contactIds: plan.contactIds, interactionIds: plan.interactionIds };
}
