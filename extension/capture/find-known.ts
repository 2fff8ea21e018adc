/** Who of a draft is stored already: by address, in the form in which addresses are stored. */
import type { DraftContact } from '../../shared/model/draft.ts';
import type { Id } from '../../shared/model/ids.ts';
import { normaliseAddress } from '../../shared/reading/addresses.ts';

/** As much of a stored contact as comparing takes. */
export interface KnownContact {
  id: Id;
  emails: Readonly<Record<string, unknown>>;
  deletedAt?: string;
}

export interface Match<C extends KnownContact> {
  contact: C;
  /** The address they share. */
  address: string;
}

/** The addresses of a draft contact, normalised; its own address first. */
export function addressesOf(draft: DraftContact): string[] {
  const written = [
    draft.key,
    ...draft.fields
      .map(({ path }) => path)
      .filter((path) => path.startsWith('emails/'))
      .map((path) => path.slice(7)),
  ];
  return [...new Set(written.map(normaliseAddress))].filter((address) => address !== undefined);
}

/**
 * Finds the stored contact of each draft contact.
 * @param lookup gives the stored contacts that have any of these addresses; asked once for all
 * @returns by the draft's key; the sender's own address counts before others, then the contact that was stored first
 */
export async function findKnown<C extends KnownContact>(
  drafts: readonly DraftContact[],
  lookup: (addresses: readonly string[]) => Promise<readonly C[]> | readonly C[],
): Promise<Map<string, Match<C>>> {
  const addresses = [...new Set(drafts.flatMap(addressesOf))];
  const known = addresses.length === 0 ? [] : await lookup(addresses);
  const byAddress = new Map<string, C>();
  for (const contact of known.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    if (contact.deletedAt !== undefined) continue;
    for (const written of Object.keys(contact.emails)) {
      const address = normaliseAddress(written) ?? written;
      if (!byAddress.has(address)) byAddress.set(address, contact);
    }
  }
  const matches = new Map<string, Match<C>>();
  for (const draft of drafts) {
    const address = addressesOf(draft).find((each) => byAddress.has(each));
    const contact = address === undefined ? undefined : byAddress.get(address);
    if (address !== undefined && contact !== undefined) matches.set(draft.key, { contact, address });
  }
  return matches;
}
