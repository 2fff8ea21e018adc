/** Who is stored already, or may be: asked of the index of match keys, so that it takes as long in a large store as in a small one. */
import type { Contact } from '../../shared/model/contact.ts';
import { judgeLikeliest, type Duplicate } from '../../shared/reading/matching/find-duplicates.ts';
import { KEY_COMMON, likeliest, questionOf, type Posting } from '../../shared/reading/matching/match-keys.ts';
import { personOfContact, type Person } from '../../shared/reading/matching/person-records.ts';
import { peopleCount } from './people-count.ts';
import { fromRow } from './rows.ts';
import type { Store } from './store.ts';

export interface Stored extends Person {
  contact: Contact;
}

export const asStored = (contact: Contact): Stored => ({ ...personOfContact(contact), contact });

/**
 * The stored people whom a person may be, those with a rare name in common included: a person decides.
 * @param self the contact that the person is, when asked about somebody stored; it and those said to be somebody else are left out
 */
export async function duplicatesOf(store: Store, person: Person, self?: Contact): Promise<Duplicate<Stored>[]> {
  const { contacts, device } = store.db;
  const question = questionOf(person);
  if (question.keys.length === 0) return [];
  const [stored, ...postings] = await store.db.transaction('r', contacts, device, () =>
    Promise.all([
      peopleCount(store),
      ...question.keys.map(async (key): Promise<Posting> => {
        const holders = contacts.where('matchKeys').equals(key.key);
        return { key, ids: await holders.limit(KEY_COMMON + 1).primaryKeys() };
      }),
    ]),
  );
  const rows = await contacts.bulkGet(likeliest(postings, Math.max(stored, 1)));
  const people = rows.flatMap((row) => (row === undefined ? [] : asStored(fromRow('contact', row))));
  return judgeLikeliest(
    question,
    postings,
    stored,
    people.filter(({ contact }) => self === undefined || !areTwo(self, contact)),
    { namesakes: true },
  );
}

/** Whether they are one contact, or two of whom somebody said so. */
export const areTwo = (a: Contact, b: Contact): boolean =>
  a.id === b.id || Object.hasOwn(a.distinctFrom, b.id) || Object.hasOwn(b.distinctFrom, a.id);
