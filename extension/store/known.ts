/** Who of a draft is stored already, and which messages are on the timeline. */
import { interactionIdOf } from '../capture/draft-to-mutations.ts';
import { findKnown } from '../capture/find-known.ts';
import type { Contact } from '../../shared/model/contact.ts';
import type { DraftContact, DraftInteraction } from '../../shared/model/draft.ts';
import { contactsByEmail } from './contacts.ts';
import { digest } from './save-draft.ts';
import type { Store } from './store.ts';

/** The contact of each candidate, by the candidate's key. */
export async function knownOf(store: Store, candidates: readonly DraftContact[]): Promise<Map<string, Contact>> {
  const matches = await findKnown(candidates, (addresses) => contactsByEmail(store, addresses));
  return new Map([...matches].map(([key, { contact }]) => [key, contact]));
}

/** The ids that a draft's messages have or will have. One without a Message-ID gets an id of its own, good for this draft. */
export const interactionIdsOf = (store: Store, interactions: readonly DraftInteraction[]): Promise<string[]> =>
  Promise.all(interactions.map((interaction) => interactionIdOf(interaction, digest, store.newId)));

/** Which of these messages are on a timeline. */
export async function loggedOf(store: Store, ids: readonly string[]): Promise<boolean[]> {
  const rows = await store.db.interactions.bulkGet([...ids]);
  return rows.map((row) => row?.at !== undefined);
}
