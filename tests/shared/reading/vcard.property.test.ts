/** No vCard or calendar file makes an error or takes more than linear time, and a card that was written reads as it was. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInvites } from '../../../shared/reading/calendar-invite.ts';
import { readVCards } from '../../../shared/reading/vcard.ts';
import { vcardFindings } from '../../../shared/reading/vcard-findings.ts';
import { writeVCards } from '../../../shared/reading/vcard-write.ts';
import { reading } from './reading.ts';

const pieces = fc.constantFrom(
  'BEGIN:VCARD\n',
  'END:VCARD\n',
  'VERSION:2.1\n',
  'VERSION:4.0\n',
  'FN:',
  'N:',
  'ADR;LABEL=',
  'TEL;CELL:',
  'AGENT:\n',
  'item1.',
  'X-A',
  'PHOTO;ENCODING=b;TYPE=JPEG:',
  'KEY;BASE64:',
  'NOTE;ENCODING=QUOTED-PRINTABLE:',
  'CHARSET=ISO-8859-1',
  ';',
  ':',
  ',',
  '=',
  '"',
  '^n',
  '\\',
  '\\n',
  '\r\n',
  '\n',
  '\n ',
  '\n\t',
  '\r',
  '=\n',
  '=C3=',
  'AAAA',
  ' ',
  'PREF=1',
  'TYPE=pref,',
  'VALUE=uri:data:',
  ';TYPE=a b',
  'é',
  '田',
  '\ud800',
  '\u0000',
  '\ufeff',
  'BEGIN:VEVENT\n',
  'DTSTART;TZID=Europe/Berlin:20260105T100000\n',
  'END:VEVENT\n',
  'ATTENDEE;CN="',
  'mailto:a@b.test',
);
const file = fc.array(
  fc.oneof({ weight: 4, arbitrary: pieces }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) }),
  { maxLength: 40 },
);
const inCard = file.map((parts) => `BEGIN:VCARD\n${parts.join('')}\nEND:VCARD\n`);
const bytes = fc.uint8Array({ maxLength: 300 }).map((noise) => {
  const head = new TextEncoder().encode('BEGIN:VCARD\nFN:');
  return Uint8Array.from([...head, ...noise]);
});

const unversioned = (cards: ReturnType<typeof readVCards>) => cards.map((card) => ({ ...card, version: '' }));

describe('files of any text', () => {
  it.each(['3.0', '4.0'] as const)(
    'give cards that are the same when written in version %s and read again',
    (version) => {
      fc.assert(
        fc.property(fc.oneof(inCard, bytes), (input) => {
          const cards = readVCards(input);
          const written = writeVCards(cards, version);
          expect(unversioned(readVCards(new TextEncoder().encode(written)))).toEqual(unversioned(cards));
          for (const card of cards) vcardFindings(card, { ...reading, confidence: 0.9 });
        }),
        { numRuns: 500 },
      );
    },
  );

  it('never make an error of an invitation', () => {
    fc.assert(
      fc.property(fc.oneof(inCard, bytes), (input) => void readInvites(input)),
      { numRuns: 300 },
    );
  });
});

describe('reading is quick', () => {
  it.each([
    '\n',
    '\r',
    ' ',
    '\n ',
    ':',
    ';',
    'a',
    'A:\n',
    'A;',
    'A=',
    '"',
    ',',
    '\\',
    '=\n',
    '=',
    'é',
    '\n\n x',
    'BEGIN:VCARD\n',
    'AGENT:\nBEGIN:VCARD\n',
    'NOTE;ENCODING=QUOTED-PRINTABLE:=\n',
    'PHOTO;BASE64:\nAAAA\n',
    'a.',
    'END:VCARD\n',
    'VERSION:2.1\n',
    'TYPE=a,',
    '^',
    'N:;',
    'TEL:+1\n',
    'X;TYPE=a:b\n',
    'BEGIN:VEVENT\n',
    'BEGIN:VTIMEZONE\n',
    'DTSTART:20260101T100000\n',
    'ATTENDEE:mailto:a@b.test\n',
  ])('with %j, thirty thousand times', (unit) => {
    const input = `BEGIN:VCARD\nNOTE:${unit.repeat(30_000)}`;
    const start = performance.now();
    writeVCards(readVCards(input));
    readInvites(input);
    expect(performance.now() - start).toBeLessThan(2_500);
  });
});
