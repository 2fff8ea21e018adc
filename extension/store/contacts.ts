/** Finding people. Every query goes through an index and stops at its limit. */
import { Dexie } from 'dexie';
import type { Contact } from '../../shared/model/contact.ts';
import { fromRow, wordsOf, type ContactRow } from './rows.ts';
import type { Store } from './store.ts';

const toContact = (row: ContactRow): Contact => fromRow('contact', row);

/** A contact that is not deleted. */
export async function contactById(store: Store, id: string): Promise<Contact | undefined> {
  const row = await store.db.contacts.get(id);
  return row?.changedKey === undefined ? undefined : toContact(row);
}

/** The contacts that have one of these addresses. */
export async function contactsByEmail(store: Store, addresses: readonly string[]): Promise<Contact[]> {
  if (addresses.length === 0) return [];
  const rows = await store.db.contacts
    .where('emailKeys')
    .anyOf(addresses.map((address) => address.toLowerCase()))
    .distinct()
    .toArray();
  return rows.map(toContact);
}

/** The contacts that have one of these phone numbers. */
export async function contactsByPhone(store: Store, numbers: readonly string[]): Promise<Contact[]> {
  if (numbers.length === 0) return [];
  const rows = await store.db.contacts.where('phoneKeys').anyOf(numbers).distinct().toArray();
  return rows.map(toContact);
}

/** The contacts of this very name, whatever its case and accents. */
export async function contactsByName(store: Store, nameKey: string, limit = 10): Promise<Contact[]> {
  const rows = await store.db.contacts.where('nameKey').equals(nameKey).limit(limit).toArray();
  return rows.map(toContact);
}

/** The contacts changed last. */
export async function recentContacts(store: Store, limit: number): Promise<Contact[]> {
  const rows = await store.db.contacts.where('changedKey').above(Dexie.minKey).reverse().limit(limit).toArray();
  return rows.map(toContact);
}

/** The contacts that have, for each word of the question, a word that begins with it: in name, company, title or address. */
export async function searchContacts(store: Store, question: string, limit: number): Promise<Contact[]> {
  const [first, ...rest] = wordsOf([question]).sort((a, b) => b.length - a.length);
  if (first === undefined) return recentContacts(store, limit);
  // The longest word narrows most; the others are checked on the rows that it found.
  const rows = await store.db.contacts
    .where('words')
    .startsWith(first)
    .distinct()
    .filter((row) => rest.every((word) => row.words.some((own) => own.startsWith(word))))
    .limit(limit)
    .toArray();
  return rows.map(toContact).sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
}

/** How many people there are. */
export const countContacts = (store: Store): Promise<number> =>
  store.db.contacts.where('changedKey').above(Dexie.minKey).count();

/** Tags in use that begin with some letters, for suggestions. */
export async function tagsInUse(store: Store, beginning = '', limit = 12): Promise<string[]> {
  const keys = await store.db.contacts.where('tagKeys').startsWith(beginning).uniqueKeys();
  return keys.slice(0, limit).map(String);
}
