import { describe, expect, it } from 'vitest';
import { readVCards } from '../../../shared/reading/vcard.ts';
import { emptyCard } from '../../../shared/reading/vcard-card.ts';
import { writeVCards } from '../../../shared/reading/vcard-write.ts';

const card = {
  ...emptyCard(),
  formattedNames: [{ value: 'Zoë "Zo" Ångström', types: [], params: [] }],
  names: [{ value: [['Ångström'], ['Zoë', 'Anna'], [''], ['Dr.'], ['']], types: [], params: [] }],
  organizations: [{ value: ['Globex; Inc.', 'Sales, North'], types: [], params: [] }],
  emails: [{ value: 'zoe@globex.test', types: ['work'], preference: 1, params: [] }],
  notes: [{ value: 'one\ntwo\\three', types: [], params: [{ name: 'X-WHY', values: ['a "b"; c\nd^'] }] }],
  other: [
    { name: 'PHOTO', value: 'data:image/jpeg;base64,/9j/4AAQ', types: [], params: [] },
    { name: 'LOGO', value: 'data:image/svg+xml,<svg/>', types: [], params: [] },
  ],
};

describe('writing a card', () => {
  it('follows RFC 6350 in version 4.0', () => {
    expect(writeVCards([card])).toBe(
      [
        'BEGIN:VCARD',
        'VERSION:4.0',
        'FN:Zoë "Zo" Ångström',
        'N:Ångström;Zoë,Anna;;Dr.;',
        'ORG:Globex\\; Inc.;Sales\\, North',
        'EMAIL;TYPE=work;PREF=1:zoe@globex.test',
        'NOTE;X-WHY="a ^\'b^\'; c^nd^^":one\\ntwo\\\\three',
        'PHOTO:data:image/jpeg;base64,/9j/4AAQ',
        'LOGO:data:image/svg+xml,<svg/>',
        'END:VCARD',
        '',
      ].join('\r\n'),
    );
  });

  it('follows RFC 2426 in version 3.0', () => {
    const written = writeVCards([card], '3.0');
    expect(written).toContain('\r\nVERSION:3.0\r\n');
    expect(written).toContain('\r\nEMAIL;TYPE=work,pref:zoe@globex.test\r\n');
    expect(written).toContain('\r\nPHOTO;TYPE=JPEG;ENCODING=b:/9j/4AAQ\r\n');
    expect(written).toContain('\r\nLOGO;VALUE=uri:data:image/svg+xml,<svg/>\r\n');
  });

  it('names nobody whose card names nobody, as both versions demand a name', () => {
    expect(writeVCards([emptyCard()])).toBe('BEGIN:VCARD\r\nVERSION:4.0\r\nFN:\r\nEND:VCARD\r\n');
    expect(readVCards(writeVCards([emptyCard()], '3.0'))).toEqual([emptyCard('3.0')]);
  });

  it.each(['x'.repeat(300), 'ü'.repeat(200), '田'.repeat(100), '👩‍👩‍👧‍👦'.repeat(30), ' '.repeat(200)])(
    'folds at 75 octets and never inside of a character: %s',
    (value) => {
      const written = writeVCards([{ ...emptyCard(), notes: [{ value, types: [], params: [] }] }]);
      for (const line of written.split('\r\n')) {
        expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
        expect(line).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/u);
      }
      expect(readVCards(new TextEncoder().encode(written))[0]?.notes[0]?.value).toBe(value);
    },
  );

  it.each(['4.0', '3.0'] as const)('in version %s and reading it again gives the same card', (version) => {
    expect(readVCards(writeVCards([card, card], version))).toEqual([
      { ...card, version },
      { ...card, version },
    ]);
  });
});
