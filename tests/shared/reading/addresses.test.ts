import { describe, expect, it } from 'vitest';
import {
  findAddresses,
  isNoReply,
  isSameMailbox,
  normaliseAddress,
  parseAddressList,
  poses,
  registrableDomain,
} from '../../../shared/reading/addresses.ts';

describe('normalising an address', () => {
  it.each([
    ['SALLY@ACME.TEST', 'sally@acme.test'],
    ['lena@Müller.test', 'lena@xn--mller-kva.test'],
    ['lena@xn--mller-kva.test', 'lena@xn--mller-kva.test'],
    ['<mailto:dana@globex.test>', 'dana@globex.test'],
    ["patrick.o'brien+sales@shamrock.test", "patrick.o'brien+sales@shamrock.test"],
    ['dana@globex.test.', 'dana@globex.test'],
  ])('%s is %s', (written, address) => {
    expect(normaliseAddress(written)).toBe(address);
  });

  it.each([
    '',
    'dana',
    '@globex.test',
    'dana@globex',
    'dana@1.2.3.4',
    'a@b@c.test',
    'dana@glo bex.test',
    'da\nna@globex.test',
    `${'x'.repeat(400)}@globex.test`,
  ])('%j is no address', (written) => {
    expect(normaliseAddress(written)).toBeUndefined();
  });
});

describe('an address header', () => {
  it('is read with groups, quotes, comments, encoded words and stray commas', () => {
    const header = `Team: Sally <SALLY@ACME.TEST>, ben@acme.test;, undisclosed-recipients:;, "O'Neil, Aoife" <aoife@acme.test>,
      =?UTF-8?B?Wm/DqyDDhW5n?= =?UTF-8?B?c3Ryw7Zt?= <zoe@angstrom.test>, pat@shamrock.test (Pat), "trailing@comma.test" <trailing@comma.test>,`;
    expect(parseAddressList(header)).toEqual([
      { name: 'Sally', address: 'sally@acme.test' },
      { name: '', address: 'ben@acme.test' },
      { name: "O'Neil, Aoife", address: 'aoife@acme.test' },
      { name: 'Zoë Ångström', address: 'zoe@angstrom.test' },
      { name: 'Pat', address: 'pat@shamrock.test' },
      { name: '', address: 'trailing@comma.test' },
    ]);
  });
});

describe('addresses in text', () => {
  it('are found between signs and in scripts without blanks', () => {
    const text = 'Write to <dana@globex.test>, (ben@acme.co.uk) or メールはyuki@sakura.jpへ. Ends: ada@example.com.';
    expect(findAddresses(text).map(({ address }) => address)).toEqual(
      expect.arrayContaining(['dana@globex.test', 'ben@acme.co.uk', 'ada@example.com']),
    );
  });

  it('are not file names, packages or user names', () => {
    expect(findAddresses('first.last@globex.test').map(({ address }) => address)).toEqual(['first.last@globex.test']);
    expect(findAddresses('We are firstname.lastname@globex.test, f.nachname@x.test or prénom.nom@y.test')).toEqual([]);
    expect(findAddresses('logo@2x.png react@18.2.0 @dana user@host a@b.notatld')).toEqual([]);
  });
});

describe('addresses that nobody reads', () => {
  it.each([
    'no-reply@x.test',
    'noreply@x.test',
    'donotreply@x.test',
    'do-not-reply+1@x.test',
    'notifications@x.test',
    'mailer-daemon@x.test',
    'nicht-antworten@x.test',
    'ne-pas-repondre@x.test',
    'invoice-noreply@x.test',
  ])('%s', (address) => {
    expect(isNoReply(address)).toBe(true);
  });

  it.each([
    'norah@x.test',
    'reply@x.test',
    'noel.reply-smith@x.test',
    'bounty@x.test',
    'answer@x.test',
    'info@x.test',
    'dana@noreply.test',
  ])('not %s', (address) => {
    expect(isNoReply(address)).toBe(false);
  });
});

describe('impostors', () => {
  it('are names that show another address', () => {
    expect(poses({ name: 'Dana <dana@globex.test>', address: 'dana@g1obex.test' })).toBe('dana@globex.test');
    expect(poses({ name: 'dana@globex.test', address: 'dana+x@globex.test' })).toBeUndefined();
    expect(poses({ name: 'Dana Whitfield', address: 'x@y.test' })).toBeUndefined();
  });
});

it('a tag does not make another mailbox', () => {
  expect(isSameMailbox('sally+demo@acme.test', 'sally@acme.test')).toBe(true);
  expect(isSameMailbox('sal@acme.test', 'sally@acme.test')).toBe(false);
});

describe('internationalised domains', () => {
  it.each([
    ['lena@Müller.test', 'lena@xn--mller-kva.test'],
    ['lena@MÜLLER.TEST', 'LENA@XN--MLLER-KVA.TEST'],
    ['lena@mu\u0308ller.test', 'lena@m\u00fcller.test'],
    ['yuki@例え.test', 'yuki@xn--r8jz45g.test'],
    ['yuki@例え。test', 'yuki@xn--r8jz45g.test'],
    ['olga@пример.test.', 'olga@xn--e1afmkfd.test'],
    ['noa@דוגמה.test', 'noa@xn--6dbbec0c.test'],
    ['jo\u0301@globex.test', 'j\u00f3@globex.test'],
    ['jörg@mail.größe.test', 'jörg@mail.xn--gre-6ka8i.test'],
  ])('%s and %s are one address', (unicode, ascii) => {
    expect(normaliseAddress(unicode)).toBeDefined();
    expect(normaliseAddress(unicode)).toBe(normaliseAddress(ascii));
  });

  it('are equal in headers, in text and as the domain of a company', () => {
    const ascii = 'lena@xn--mller-kva.test';
    expect(
      parseAddressList('Lena <lena@müller.test>, Lena <LENA@XN--MLLER-KVA.test>').map(({ address }) => address),
    ).toEqual([ascii, ascii]);
    expect(findAddresses('lena@müller.test or lena@xn--mller-kva.test').map(({ address }) => address)).toEqual([
      ascii,
      ascii,
    ]);
    expect(registrableDomain('mail.müller.test')).toBe(registrableDomain('MAIL.xn--mller-kva.test'));
    expect(poses({ name: 'lena@müller.test', address: ascii })).toBeUndefined();
  });

  it('stay apart where letters of two scripts look alike', () => {
    expect(normaliseAddress('dana@globex.test')).not.toBe(normaliseAddress('dana@glоbex.test'));
    expect(normaliseAddress('ute@strasse.test')).not.toBe(normaliseAddress('ute@straße.test'));
  });
});

it('the registrable domain follows the public suffix list', () => {
  expect(registrableDomain('mail.globex.co.uk')).toBe('globex.co.uk');
  expect(registrableDomain('www.globex.test')).toBe('globex.test');
});
