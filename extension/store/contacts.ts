/** Finding people. Every query goes through an index and stops at its limit. */
import { Dexie } from 'dexie';
import type { Contact } from '../../shared/model/contact.ts';
import type { RecordState } from '../../shared/model/record.ts';
import { fromRow, stateOf, wordsOf, type ContactRow } from './rows.ts';
import type { Store } from './store.ts';

const toContact = (row: ContactRow): Contact => fromRow('contact', row);

/** More merges than this in a row are a circle. */
const HOPS_MAX = 10;

/** A contact that is not deleted; for one that was merged, the contact that it is part of now. */
export async function contactById(store: Store, id: string): Promise<Contact | undefined> {
  let row = await store.db.contacts.get(id);
  for (let hops = 0; row?.mergedInto !== undefined && hops < HOPS_MAX; hops++) {
    row = await store.db.contacts.get(row.mergedInto);
  }
  return row?.changedKey === undefined ? undefined : toContact(row);
}

/** A contact as it is stored, whether deleted, merged or neither. */
export async function contactState(store: Store, id: string): Promise<RecordState | undefined> {
  const row = await store.db.contacts.get(id);
  return row && stateOf('contact', row);
}

/** The contacts that were merged into this one, directly; as they were. */
export async function mergedInto(store: Store, contactId: string): Promise<Contact[]> {
  const rows = await store.db.contacts.where('mergedInto').equals(contactId).toArray();
  return rows.map(toContact);
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

/** The contacts of any of these very names. */
export async function contactsByNames(store: Store, nameKeys: readonly string[]): Promise<Contact[]> {
  const rows = await store.db.contacts
    .where('nameKey')
    .anyOf([...nameKeys])
    .toArray();
  return rows.map(toContact);
}

/** The contacts changed last. */
export async function recentContacts(store: Store, limit: number): Promise<Contact[]> {
  const rows = await store.db.contacts.where('changedKey').above(Dexie.minKey).reverse().limit(limit).toArray();
  return rows.map(toContact);
}

/** As many hits of one word are looked at one by one; a word with more narrows too little to start from. */
const FEW = 400;

/** The contacts that have, for each word of the question, a word that begins with it: in name, company, title or address. */
export async function searchContacts(store: Store, question: string, limit: number): Promise<Contact[]> {
  const words = wordsOf([question]);
  if (words.length === 0) return recentContacts(store, limit);
  const hasAll = (row: ContactRow) => words.every((word) => row.words.some((own) => own.startsWith(word)));
  const rows = await rowsWith(store, words, hasAll, limit);
  return rows.map(toContact).sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
}

async function rowsWith(
  { db }: Store,
  words: readonly string[],
  hasAll: (row: ContactRow) => boolean,
  limit: number,
): Promise<ContactRow[]> {
  const startingWith = (word: string) => db.contacts.where('words').startsWith(word);
  if (words.length > 1) {
    // The keys of an index are read fast, its rows are not: begin with the word that the fewest have.
    const keys = await Promise.all(words.map((word) => startingWith(word).limit(FEW).primaryKeys()));
    const fewest = keys.reduce((a, b) => (b.length < a.length ? b : a));
    if (fewest.length < FEW) {
      const rows = await db.contacts.bulkGet([...new Set(fewest)]);
      return rows.filter((row): row is ContactRow => row !== undefined && hasAll(row)).slice(0, limit);
    }
  }
  // Every word is common, so rows that have them all come soon.
  return startingWith(words[0] ?? '')
    .distinct()
    .filter(hasAll)
    .limit(limit)
    .toArray();
}

/** How many people there are. Counting rows is several times faster than counting an index of most of them. */
export async function countContacts({ db }: Store): Promise<number> {
  const [rows, gone] = await Promise.all([db.contacts.count(), db.contacts.where('gone').equals(1).count()]);
  return rows - gone;
}

/** Tags in use that begin with some letters, for suggestions. */
export async function tagsInUse(store: Store, beginning = '', limit = 12): Promise<string[]> {
  const keys = await store.db.contacts.where('tagKeys').startsWith(beginning).uniqueKeys();
  return keys.slice(0, limit).map(String);
}
