/** Everybody who is not deleted, as a file for address books or for spreadsheets. */
import { isGone } from '../../shared/model/contact.ts';
import { cardOf, rowOf, TABLE_HEADER } from '../../shared/reading/contact-files.ts';
import { writeCsv } from '../../shared/reading/csv.ts';
import { writeVCards } from '../../shared/reading/vcard-write.ts';
import { fromRow } from './rows.ts';
import type { Store } from './store.ts';

const CHUNK = 1_000;

/** The parts of the file, in order. */
export async function* peopleParts({ db }: Store, format: 'vcf' | 'csv'): AsyncGenerator<string> {
  // With its mark at the beginning, Excel reads a file as UTF-8.
  if (format === 'csv') yield `\ufeff${writeCsv([TABLE_HEADER])}`;
  let after = '';
  for (;;) {
    const rows = await db.contacts.where('id').above(after).limit(CHUNK).toArray();
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    const people = rows.map((row) => fromRow('contact', row)).filter((contact) => !isGone(contact));
    yield format === 'csv' ? writeCsv(people.map(rowOf)) : writeVCards(people.map(cardOf));
  }
}
