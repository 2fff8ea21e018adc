/** Saves what a person chose of a draft: the one way from a page into the store. */
import { draftToMutations, type ContactToSave } from '../capture/draft-to-mutations.ts';
import { companyDomainsOf, namesOf, worksAt } from '../capture/company-changes.ts';
import type { Company } from '../../shared/model/company.ts';
import type { DraftCompany, DraftContact, DraftInteraction } from '../../shared/model/draft.ts';
import { findCompany, saveCompany } from './companies.ts';
import { stateOf } from './rows.ts';
import type { Store } from './store.ts';
import { write } from './write.ts';

/** One person to save; with `existingId`, what is new about somebody known. */
export type ToSave = Omit<ContactToSave, 'existing' | 'companyId'> & { existingId?: string };

export interface Saved {
  contactIds: string[];
  interactionIds: string[];
}

export const digest = async (text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));

/**
 * @param companies those to save along; whoever works there, or at a stored company with the domain of their address, is filed under it
 */
export async function saveDraft(
  store: Store,
  contacts: readonly ToSave[],
  interactions: readonly DraftInteraction[],
  url: string,
  companies: readonly DraftCompany[] = [],
): Promise<Saved> {
  const employers = await Promise.all(
    companies.map(async (company) => ({ names: namesOf(company), id: await saveCompany(store, company) })),
  );
  const withRows = await Promise.all(
    contacts.map(async ({ existingId, ...draftToSave }): Promise<ContactToSave> => {
      const person = { ...draftToSave.draft, fields: [...draftToSave.fields] };
      const companyId =
        employers.find(({ names }) => worksAt(person, names))?.id ?? (await storedEmployer(store, person))?.id;
      const contact = { ...draftToSave, companyId };
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

async function storedEmployer(store: Store, person: DraftContact): Promise<Company | undefined> {
  for (const domain of companyDomainsOf(person)) {
    const company = await findCompany(store, { domain });
    if (company !== undefined) return company;
  }
  return undefined;
}
