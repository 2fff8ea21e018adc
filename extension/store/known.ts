/** Who of a draft is stored already, who may be, and which messages are on the timeline. */
import { interactionIdOf } from '../capture/draft-to-mutations.ts';
import { findKnown } from '../capture/find-known.ts';
import type { Contact } from '../../shared/model/contact.ts';
import type { DraftContact, DraftInteraction } from '../../shared/model/draft.ts';
import { contactsByEmail, contactsByName, contactsByPhone } from './contacts.ts';
import { fold } from './rows.ts';
import { digest } from './save-draft.ts';
import type { Store } from './store.ts';

/** The contact of each candidate, by the candidate's key. */
export async function knownOf(store: Store, candidates: readonly DraftContact[]): Promise<Map<string, Contact>> {
  const matches = await findKnown(candidates, (addresses) => contactsByEmail(store, addresses));
  return new Map([...matches].map(([key, { contact }]) => [key, contact]));
}

export interface Likely {
  contact: Contact;
  because: 'phone' | 'name';
}

/** Contacts that may be the same person, without sharing an address: for the person to decide. */
export async function likelyOf(store: Store, candidate: DraftContact): Promise<Likely[]> {
  const numbers = candidate.fields.flatMap(({ path }) => (path.startsWith('phones/') ? [path.slice(7)] : []));
  const name = candidate.fields.find(({ path }) => path === 'name')?.value;
  const byPhone = await contactsByPhone(store, numbers);
  const byName = typeof name === 'string' && name !== '' ? await contactsByName(store, fold(name), 5) : [];
  const seen = new Set(byPhone.map(({ id }) => id));
  return [
    ...byPhone.map((contact): Likely => ({ contact, because: 'phone' })),
    ...byName.filter(({ id }) => !seen.has(id)).map((contact): Likely => ({ contact, because: 'name' })),
  ].slice(0, 5);
}

/** The ids that a draft's messages have or will have. One without a Message-ID gets an id of its own, good for this draft. */
export const interactionIdsOf = (store: Store, interactions: readonly DraftInteraction[]): Promise<string[]> =>
  Promise.all(interactions.map((interaction) => interactionIdOf(interaction, digest, store.newId)));

/** Which of these messages are on a timeline. */
export async function loggedOf(store: Store, ids: readonly string[]): Promise<boolean[]> {
  const rows = await store.db.interactions.bulkGet([...ids]);
  return rows.map((row) => row?.at !== undefined);
}
