/** Many contacts as the engine would have stored them, written into the database directly. */
import type { DatabaseSync } from 'node:sqlite';
import { contactOf } from '../matching/make-events.ts';
import { createDice } from '../matching/words.ts';

/** So many are made one by one; the others differ from them by their ids alone. */
const MADE = 10_000;
const STAMP = '019cc296f900-0000-019cc296-f900-7000-8000-00000000d15c';

/** The id of the contact with this number. */
export const contactId = (n: number): string =>
  `019cc296-f900-7000-8000-${hex(Math.floor(n / MADE), 4)}${hex(n % MADE, 8)}`;
const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0');

/** @param count ten thousand, or a multiple of it */
export function fillContacts(database: DatabaseSync, count: number): void {
  const pick = createDice(5);
  // Nobody needs this database after a crash.
  database.exec(
    'pragma journal_mode = off; pragma synchronous = off; pragma temp_store = memory; pragma cache_size = -65536',
  );
  const add = database.prepare('insert into records values (?, ?, ?, ?, ?, ?)');
  database.exec('begin');
  for (let n = 0; n < MADE; n++) {
    const id = contactId(n);
    // One mutation set them all: see records/stamps.ts.
    add.run('contact', id, id, JSON.stringify(contactOf(n, pick)), JSON.stringify(STAMP), 0);
  }
  const copy = database.prepare(
    `insert into records select kind, ? || substr(id, 29), ? || substr(id, 29), values_json, stamps_json, deleted
     from records where kind = 'contact' and id < ? order by id`,
  );
  for (let n = MADE; n < count; n += MADE) {
    const start = contactId(n).slice(0, 28);
    copy.run(start, start, contactId(MADE));
  }
  database.exec('commit');
}
