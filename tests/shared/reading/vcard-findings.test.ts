import { describe, expect, it } from 'vitest';
import { draftContact } from '../../../shared/reading/evidence.ts';
import { readVCards } from '../../../shared/reading/vcard.ts';
import { dayOf, nameOf, vcardFindings } from '../../../shared/reading/vcard-findings.ts';
import { plain, reading } from './reading.ts';

const cardOf = (lines: string) => {
  const [card] = readVCards(`BEGIN:VCARD\nVERSION:3.0\n${lines}\nEND:VCARD`);
  if (card === undefined) throw new Error('no card was read');
  return card;
};
const contactOf = (lines: string) =>
  draftContact('x', 'listed', vcardFindings(cardOf(lines), { ...reading, country: 'US', confidence: 0.9 }));

describe('a contact of a card', () => {
  it('has all that the card says, the preferred first', () => {
    const contact = contactOf(
      `FN:Dana van der Whitfield\nN:van der Whitfield;Dana;;;\nORG:Globex Inc.;Sales\nTITLE:Head of Sales\nBDAY:19800322
EMAIL;TYPE=HOME:dana@home.test\nEMAIL;TYPE=PREF,WORK:Dana@Globex.test\nTEL;TYPE=FAX:415-555-0199\nTEL;TYPE=CELL:415-555-0132
TEL;VALUE=uri:tel:+44-20-7946-0123;ext=12\nitem1.URL:globex.test/dana\nADR;TYPE=WORK:;Suite 5;1 Main St;Austin;TX;73301;USA`,
    );
    expect(plain(contact)).toEqual({
      name: 'Dana van der Whitfield',
      givenName: 'Dana',
      familyName: 'van der Whitfield',
      title: 'Head of Sales',
      companyName: 'Globex Inc.',
      emails: ['dana@globex.test', 'dana@home.test'],
      phones: ['+14155550132', '+442079460123'],
      links: ['https://globex.test/dana'],
      address: 'Suite 5\n1 Main St\nAustin, TX 73301\nUSA',
      birthday: '1980-03-22',
    });
    const email = contact.fields.find(({ path }) => path === 'emails/dana@globex.test');
    expect(email).toMatchObject({
      value: { label: 'work' },
      evidence: [{ source: 'vcard', snippet: 'EMAIL: Dana@Globex.test' }],
    });
  });

  it('has numbers of the country that its address says', () => {
    expect(plain(contactOf('TEL:030 901820\nADR:;;Hauptstr. 1;Berlin;;10115;Germany'))['phones']).toEqual([
      '+4930901820',
    ]);
  });

  it('has the labels of the address book', () => {
    const contact = contactOf('item2.EMAIL:dana@globex.test\nitem2.X-ABLabel:_$!<School>!$_');
    expect(contact.fields[0]?.value).toEqual({ label: 'School' });
  });

  it('has no family name where a telephone put the whole name there', () => {
    expect(plain(contactOf('N:Zoë;;;;'))).toEqual({ name: 'Zoë' });
  });

  it.each([
    ['FN:田中 由紀\nN:田中;由紀;;;', '田中 由紀'],
    ['N:Doe;Jo;Ann;Dr.;Jr.', 'Dr. Jo Ann Doe Jr.'],
    ['FN:\nNICKNAME:Jo', 'Jo'],
    ['TEL:1', undefined],
  ])('%j is named %s', (lines, name) => {
    expect(nameOf(cardOf(lines))).toBe(name);
  });

  it.each([
    ['ADR:;;Hauptstr. 1;Berlin;;10115;Deutschland', 'Hauptstr. 1\n10115 Berlin\nDeutschland'],
    ['ADR;TYPE=home:;;A 1;X;;1;\nADR;TYPE=work:;;B 2;Y;;2;', 'B 2\n2 Y'],
    ['ADR;TYPE=home,pref:;;A 1;X;;1;\nADR;TYPE=work:;;B 2;Y;;2;', 'A 1\n1 X'],
    ['LABEL:1 Quay St\\nLeeds', '1 Quay St\nLeeds'],
  ])('%j has the address %j', (lines, address) => {
    expect(plain(contactOf(lines))['address']).toBe(address);
  });

  it.each([
    ['1980-03-22', '1980-03-22'],
    ['19800322T000000Z', '1980-03-22'],
    ['--0203', undefined],
    ['1980-02-31', undefined],
    ['soon', undefined],
  ])('the birthday %s is %s', (written, day) => {
    expect(dayOf(written)).toBe(day);
  });
});
