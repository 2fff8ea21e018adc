import { afterEach, beforeEach, expect, it } from 'vitest';
import { peopleParts } from '../../../extension/store/export-people.ts';
import { write } from '../../../extension/store/write.ts';
import { readCards, readRows, readTable } from '../../../shared/reading/contacts-file.ts';
import { plain } from '../../shared/reading/reading.ts';
import { makeStore, type TestStore } from './make-store.ts';

let store: TestStore;
beforeEach(() => {
  store = makeStore();
});
afterEach(() => store.close());

const reading = { at: '2026-03-01T09:00:00.000Z', url: '' };
const rest = () => Promise.resolve();
const dana = {
  name: '=Dana Fox',
  givenName: 'Dana',
  familyName: 'Fox',
  title: 'Head of Sales; EMEA',
  companyName: 'Globex, Inc.',
  'emails/dana@globex.test': { label: 'work' },
  'phones/+14155550132': { label: 'mobile', written: '415 555 0132' },
  'links/https://globex.test/dana': {},
  address: '1 Main St\nSpringfield',
  birthday: '1990-02-03',
};

async function exported(format: 'vcf' | 'csv'): Promise<string> {
  const ids = [store.newId(), store.newId()];
  await write(store, [
    { kind: 'contact', recordId: ids[0] ?? '', fields: dana },
    { kind: 'contact', recordId: ids[1] ?? '', fields: { name: 'Gone', deletedAt: reading.at } },
  ]);
  let text = '';
  for await (const part of peopleParts(store, format)) text += part;
  return text;
}

it('gives cards that are read again as the same person, without those who are deleted', async () => {
  const { people, unread } = await readCards(await exported('vcf'), reading, rest);
  expect(unread).toEqual([]);
  expect(people.map((person) => plain(person))).toEqual([
    {
      name: '=Dana Fox',
      givenName: 'Dana',
      familyName: 'Fox',
      title: 'Head of Sales; EMEA',
      companyName: 'Globex, Inc.',
      emails: ['dana@globex.test'],
      phones: ['+14155550132'],
      links: ['https://globex.test/dana'],
      address: '1 Main St, Springfield',
      birthday: '1990-02-03',
    },
  ]);
});

it('gives a table that no spreadsheet runs, and whose columns are known again', async () => {
  const text = await exported('csv');
  expect(text).toContain("'=Dana Fox,");
  expect(text).toContain(",'+14155550132,");
  const table = readTable(text);
  const { people } = await readRows(table, table.columns, reading, rest);
  expect(people).toHaveLength(1);
  expect(plain(people[0])).toMatchObject({
    emails: ['dana@globex.test'],
    phones: ['+14155550132'],
    address: '1 Main St\nSpringfield',
  });
});
