import { describe, expect, it } from 'vitest';
import { readVCards, type VCard } from '../../../shared/reading/vcard.ts';

const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const card = (lines: string, version = '3.0') => `BEGIN:VCARD\nVERSION:${version}\n${lines}\nEND:VCARD\n`;
const read = (lines: string, version = '3.0'): VCard => {
  const [first] = readVCards(card(lines, version));
  if (first === undefined) throw new Error('no card was read');
  return first;
};
const values = (entries: readonly { value: unknown }[]) => entries.map(({ value }) => value);

describe('a card of version 2.1', () => {
  it('has quoted-printable with soft breaks inside of characters, and a charset', () => {
    const old = read(
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=85ngstr=C3=\n=B6m;Zo=C3=AB;;;\nNOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\ntwo=3D=0D=\n\nTITLE;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Gesch=E4ftsf=FChrerin',
      '2.1',
    );
    expect(values(old.names)).toEqual([[['Ångström'], ['Zoë'], [''], [''], ['']]]);
    expect(values(old.notes)).toEqual(['one\ntwo=\n']);
    expect(values(old.titles)).toEqual(['Geschäftsführerin']);
  });

  it('has bare words as types and encodings', () => {
    const old = read(
      'TEL;CELL;PREF;VOICE:+1 415 555 0132\nPHOTO;JPEG;BASE64:\n /9j/\n  4AAQ\n\nEMAIL;INTERNET:dana@globex.test',
      '2.1',
    );
    expect(old.phones[0]).toEqual({ value: '+1 415 555 0132', types: ['cell', 'voice'], preference: 1, params: [] });
    expect(old.other).toEqual([{ name: 'PHOTO', types: [], params: [], value: 'data:image/jpeg;base64,/9j/4AAQ' }]);
    expect(values(old.emails)).toEqual(['dana@globex.test']);
  });

  it('has commas that cut nothing, and paths that are no escapes', () => {
    const old = read(
      'ORG:Globex, The;Sales\nNOTE;ENCODING=QUOTED-PRINTABLE:C:\\new=20files\nN:Doe;Jo;Ann,Lee;;',
      '2.1',
    );
    expect(values(old.organizations)).toEqual([['Globex, The', 'Sales']]);
    expect(values(old.notes)).toEqual(['C:\\new files']);
    expect(old.names[0]?.value[2]).toEqual(['Ann,Lee']);
  });

  it('keeps the agent, a card inside of the card', () => {
    const cards = readVCards(
      card('FN:Dana Whitfield\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nFN:Ada, the agent\nEND:VCARD\nTITLE:Buyer', '2.1'),
    );
    expect(cards).toHaveLength(1);
    expect(values(cards[0]?.titles ?? [])).toEqual(['Buyer']);
    expect(cards[0]?.other[0]?.value).toBe('BEGIN:VCARD\\nVERSION:2.1\\nFN:Ada\\, the agent\\nEND:VCARD');
  });

  it('may have Base64 with wrong padding', () => {
    expect(values(read('FN;BASE64:=\nNOTE;BASE64:QQ=', '2.1').notes)).toEqual(['A']);
  });

  it('may have its text in Base64, or in the charset of an old telephone', () => {
    const packed = read('FN;ENCODING=BASE64;CHARSET=UTF-8:55Sw5LitIOeUsee0gA==', '2.1');
    expect(values(packed.formattedNames)).toEqual(['田中 由紀']);
    const [shift] = readVCards(latin1(card('FN;CHARSET=SHIFT_JIS:\u0093c\u0092\u0086', '2.1')));
    expect(values(shift?.formattedNames ?? [])).toEqual(['田中']);
  });
});

describe('a card of version 3.0 and 4.0', () => {
  it('has escapes, lists and parts', () => {
    const modern = read(
      'FN:Whitfield\\, Dana\nN:Whitfield;Dana;Ann\\,Lee,Mae;Dr.;ing. jr,M.Sc.\nORG:Globex\\; Inc.;Sales\nNOTE:a\\nb\\Nc\\\\n \\"d\\"\nURL:http\\://globex.test\nCATEGORIES:a\\,b,c',
    );
    expect(values(modern.formattedNames)).toEqual(['Whitfield, Dana']);
    expect(values(modern.names)).toEqual([
      [['Whitfield'], ['Dana'], ['Ann,Lee', 'Mae'], ['Dr.'], ['ing. jr', 'M.Sc.']],
    ]);
    expect(values(modern.organizations)).toEqual([['Globex; Inc.', 'Sales']]);
    expect(values(modern.notes)).toEqual(['a\nb\nc\\n "d"']);
    expect(values(modern.urls)).toEqual(['http://globex.test']);
    expect(values(modern.categories)).toEqual([['a,b', 'c']]);
  });

  it('has types in every form, preferences, groups and carets', () => {
    const modern = read(
      'item1.TEL;VALUE=uri;TYPE="work,voice";type=PREF:tel:+1-418-555-0132;ext=102\nitem1.X-ABLabel:_$!<Direct>!$_\nEMAIL;PREF=2;X-ID="a:b;c":dana@globex.test\nADR;LABEL="1 Quay St^nLeeds ^\'N^\'":;;1 Quay St;Leeds;;LS1 4DY;UK',
      '4.0',
    );
    expect(modern.phones[0]).toEqual({
      group: 'item1',
      types: ['work', 'voice'],
      preference: 1,
      params: [{ name: 'VALUE', values: ['uri'] }],
      value: 'tel:+1-418-555-0132;ext=102',
    });
    expect(modern.other[0]).toMatchObject({ group: 'item1', name: 'X-ABLabel', value: '_$!<Direct>!$_' });
    expect(modern.emails[0]).toMatchObject({ preference: 2, params: [{ name: 'X-ID', values: ['a:b;c'] }] });
    expect(modern.addresses[0]?.params[0]?.values).toEqual(['1 Quay St\nLeeds "N"']);
    expect(modern.addresses[0]?.value.map((each) => each.join(','))).toEqual([
      '',
      '',
      '1 Quay St',
      'Leeds',
      '',
      'LS1 4DY',
      'UK',
    ]);
  });

  it('keeps what has no field as it is in the file', () => {
    const { other } = read(
      'X-FOO;X-A=1:a\\,b;c\nGEO:1;2\nitem2.X-ABDATE:2026-01-01\nTHIS is junk\nPHOTO;VALUE=uri:https://globex.test/p.jpg',
    );
    expect(other.map(({ name, value }) => [name, value])).toEqual([
      ['X-FOO', 'a\\,b;c'],
      ['GEO', '1;2'],
      ['X-ABDATE', '2026-01-01\\nTHIS is junk'],
      ['PHOTO', 'https://globex.test/p.jpg'],
    ]);
  });
});

describe('a file', () => {
  const written = card('FN:Zoë Ångström\nNOTE:a long\n  fold');
  it.each([
    ['LF', written],
    ['CRLF', written.replaceAll('\n', '\r\n')],
    ['CR', written.replaceAll('\n', '\r')],
    ['CR CR LF', written.replaceAll('\n', '\r\r\n')],
    ['a byte order mark', `\ufeff${written}`],
    ['the indentation of an RFC', written.replaceAll(/^/gmu, '   ')],
    ['blank lines between properties', written.replaceAll('\n', '\n\n').replace('\n\n  ', '\n  ')],
    ['small letters', written.replace('BEGIN:VCARD', 'begin:vCard').replace('END', 'end').replace('FN', 'fn')],
    ['no end', written.replace('END:VCARD\n', '')],
    ['text around the card', `Hello,\n\n${written}\nGoodbye\n`],
  ])('with %s', (_, file) => {
    const cards = readVCards(file);
    expect(cards).toHaveLength(1);
    expect(values(cards[0]?.formattedNames ?? [])).toEqual(['Zoë Ångström']);
    expect(values(cards[0]?.notes ?? [])).toEqual(['a long fold']);
  });

  it('in UTF-16, in Windows-1252, or folded inside of a character', () => {
    const utf16 = Uint8Array.from(
      `\ufeff${written}`.split('').flatMap((sign) => [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8]),
    );
    const folded = latin1(card('FN:Zo\u00c3\n \u00ab'));
    for (const [file, name] of [
      [utf16, 'Zoë Ångström'],
      [latin1(written), 'Zoë Ångström'],
      [folded, 'Zoë'],
    ] as const)
      expect(values(readVCards(file)[0]?.formattedNames ?? [])).toEqual([name]);
  });

  it('with several cards, one of them cut off by the next', () => {
    const cards = readVCards(`BEGIN:VCARD\nFN:A\n${card('FN:B')}${card('FN:C')}`);
    expect(cards.map(({ formattedNames }) => formattedNames[0]?.value)).toEqual(['A', 'B', 'C']);
  });

  it('with folds that were forgotten: a full line goes on, a short one was ended by hand', () => {
    const full = `NOTE:${'x'.repeat(70)}`;
    expect(values(read(`${full}\nyyy\nTITLE:Buyer`).notes)).toEqual([`${'x'.repeat(70)}yyy`]);
    expect(values(read('NOTE:first\nsecond line\nTITLE:Buyer').notes)).toEqual(['first\nsecond line']);
  });

  it('with Base64 in lines without folds, and with Base64 that is none', () => {
    const { other, titles } = read(
      'PHOTO;ENCODING=b;TYPE=image/webp:AAAA\nBBBB\n\nCC==\nTITLE:Buyer\nKEY;ENCODING=b:not base64!',
    );
    expect(other.map(({ value }) => value)).toEqual(['data:image/webp;base64,AAAABBBBCC==', 'not base64!']);
    expect(values(titles)).toEqual(['Buyer']);
  });

  it.each(['', '\u0000', 'BEGIN:VCARD', 'BEGIN:VCALENDAR\nEND:VCALENDAR', ':::\n;;;', 'END:VCARD\nEND:VCARD'])(
    'of %j is no error',
    (file) => {
      expect(readVCards(file).length).toBeLessThanOrEqual(1);
    },
  );
});
