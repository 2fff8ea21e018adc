/** Everybody in a draft: the people it offers and, for a message, whoever else took part. */
import type { Draft, DraftContact, DraftField } from '../../shared/model/draft.ts';
import { isNoReply, isSameMailbox } from '../../shared/reading/addresses.ts';
import { addressesOf } from './find-known.ts';
import { partiesOf } from './never-capture.ts';

/** Parts that say who wrote or was written to; an address for answers is no person of its own. */
const TOOK_PART = new Set(['from', 'to', 'cc', 'bcc', 'attendee']);

/** @param own the person's own addresses, besides those that the reader found; they and machines are left out */
export function everybody(draft: Draft, own: readonly string[]): DraftContact[] {
  const mine = [...own, ...(draft.own ?? [])];
  const seen = new Set(draft.contacts.flatMap(addressesOf));
  const others = draft.interactions.flatMap((interaction) =>
    partiesOf(interaction).flatMap(({ address, role, name }): DraftContact[] => {
      if (!TOOK_PART.has(role) || seen.has(address) || isNoReply(address)) return [];
      if (mine.some((each) => isSameMailbox(each, address))) return [];
      seen.add(address);
      const evidence = interaction.fields.find(({ path }) => path === `parties/${address}`)?.evidence ?? [];
      const fields: DraftField[] = [{ path: `emails/${address}`, value: {}, evidence }];
      if (name !== undefined && name !== '') fields.unshift({ path: 'name', value: name, evidence });
      return [{ key: address, role: role === 'from' ? 'sender' : 'recipient', fields }];
    }),
  );
  return [...draft.contacts, ...others];
}

/** The same people once: whoever shares an address with somebody before them is left out. */
export function onceEach<T extends { person: DraftContact }>(people: readonly T[]): T[] {
  const seen = new Set<string>();
  return people.filter(({ person }) => {
    const addresses = addressesOf(person);
    if (addresses.some((address) => seen.has(address))) return false;
    for (const address of addresses) seen.add(address);
    return true;
  });
}
