import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnKinds } from '../../../shared/reading/csv-columns.ts';
import { isVCardFile, readCards, readRows, readTable } from '../../../shared/reading/contacts-file.ts';
import { contact } from '../../../shared/model/contact.ts';
import { plain, reading } from './reading.ts';

const rest = () => Promise.resolve();
const read = async (text: string) => {
  const table = readTable(text);
  return { table, ...(await readRows(table, table.columns, reading, rest)) };
};

/** As LinkedIn writes it, with made-up people. */
const CONNECTIONS = `Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Dana,Fox,https://www.linkedin.com/in/dana-fox,dana@globex.test,"Globex, Inc.",Head of Sales,02 Mar 2026
Lee,Ng,https://www.linkedin.com/in/lee-ng,,Initech,Buyer,14 Feb 2026
,,,,,,01 Jan 2026
`;

describe('a file of contacts', () => {
  it('is LinkedIn’s own export', async () => {
    const { people, unread } = await read(CONNECTIONS);
    expect(people.map((one) => [one.key, plain(one)])).toEqual([
      [
        'dana@globex.test',
        {
          name: 'Dana Fox',
          givenName: 'Dana',
          familyName: 'Fox',
          links: ['https://www.linkedin.com/in/dana-fox'],
          emails: ['dana@globex.test'],
          companyName: 'Globex, Inc.',
          title: 'Head of Sales',
        },
      ],
      ['line 6', expect.objectContaining({ name: 'Lee Ng', companyName: 'Initech' })],
    ]);
    expect(unread).toEqual([{ line: 7, why: 'nobody' }]);
    expect(people[0]?.fields.find(({ path }) => path === 'title')?.evidence).toMatchObject([
      { source: 'imported-file', snippet: 'Position: Head of Sales' },
    ]);
  });

  it('is a German spreadsheet with semicolons, several values in a cell, and a row that says no address', async () => {
    const { people, unread } = await read(
      'Name;E-Mail;Telefon;Anschrift\r\nJana Roth;jana@globex.test, j.roth@globex.test;+49 30 901820;"Hauptstr. 1\r\n10115 Berlin"\r\nOtto Frei;otto(at)globex;;\r\n',
    );
    expect(plain(people[0])).toMatchObject({
      emails: ['jana@globex.test', 'j.roth@globex.test'],
      phones: ['+4930901820'],
      address: 'Hauptstr. 1\n10115 Berlin',
    });
    expect(unread).toEqual([{ line: 4, why: 'bad-email' }]);
  });

  it('says from which line on it is no table', async () => {
    const { table, people } = await read('Name,Email\nDana,dana@globex.test\n"Lee,lee@globex.test\n');
    expect(table.brokenFrom).toBe(3);
    expect(people).toHaveLength(1);
  });

  it('is read by other columns when the person says so', async () => {
    const table = readTable('a,b\nDana,Fox\n');
    expect(table.columns).toEqual(['', '']);
    const { people } = await readRows(table, ['givenName', 'familyName'], reading, rest);
    expect(plain(people[0])['name']).toBe('Dana Fox');
  });

  it('is a .vcf file', async () => {
    const text =
      'BEGIN:VCARD\nVERSION:3.0\nFN:Dana Fox\nEMAIL:dana@globex.test\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nNOTE:x\nEND:VCARD\n';
    expect([isVCardFile(text), isVCardFile(CONNECTIONS)]).toEqual([true, false]);
    const { people, unread } = await readCards(text, reading, rest);
    expect(people.map(({ key }) => key)).toEqual(['dana@globex.test']);
    expect(unread).toEqual([{ line: 2, why: 'nobody' }]);
  });

  it('gives only what fits a contact, whatever it holds', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a@b.test', '+1 415 555 0132', 'https://x.test', '"', '\r\n'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 5 }),
        fc.array(fc.constantFrom(...columnKinds), { maxLength: 5 }),
        async (rows, columns) => {
          const table = readTable(rows.map((cells) => cells.join(',')).join('\n'));
          for (const { fields } of (await readRows(table, columns, reading, rest)).people)
            for (const { path, value } of fields) expect(contact.problemWith(path, value)).toBeUndefined();
        },
      ),
      { numRuns: 150 },
    );
  });
});
