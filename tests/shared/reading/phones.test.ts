import { describe, expect, it } from 'vitest';
import { findPhones, guessCountry, toE164 } from '../../../shared/reading/phones.ts';

const numbers = (text: string, country?: Parameters<typeof findPhones>[1]) =>
  findPhones(text, country).map(({ number, label }) => (label === undefined ? number : `${label} ${number}`));

describe('phone numbers in text', () => {
  it.each([
    ['+1 (415) 555-0132 | dana@globex.test', undefined, ['+14155550132']],
    ['T +44 20 7946 0112  M +44 7700 900318', undefined, ['work +442079460112', 'mobile +447700900318']],
    ['Telefon: +49 (0)30 23125-114', undefined, ['work +493023125114']],
    ['Telefax 030 23125-115', 'DE', ['fax +493023125115']],
    ['Tel.: 030/23125-114', 'DE', ['work +493023125114']],
    ['TEL: 03-5555-0121 FAX: 03-5555-0122', 'JP', ['work +81355550121', 'fax +81355550122']],
    ['טלפון: 03-555-0142 | נייד: +972 50 555 0143', 'IL', ['work +97235550142', 'mobile +972505550143']],
    ['(312) 555-0147', undefined, ['+13125550147']],
    ['Call 0044 20 7946 0112', 'DE', ['work +442079460112']],
    ['Mob: +44 7700 900471, ext. 12', undefined, ['mobile +447700900471']],
    ['Tel: ٠٣-٥٥٥٠١٤٢', 'IL', ['work +97235550142']],
    ['Tel.:030/23125-114 Fax.:030/23125-115', 'DE', ['work +493023125114', 'fax +493023125115']],
    ['TEL03-5555-0121', 'JP', ['work +81355550121']],
    ['TEL/FAX 03-5555-0121', 'JP', ['work +81355550121']],
    ['Tel. & Fax: 030 23125-114', 'DE', ['work +493023125114']],
    ['o.415.555.0132 m.415.555.0133', 'US', ['work +14155550132', 'mobile +14155550133']],
    ['Tel. 030 / 23125 - 114', 'DE', ['work +493023125114']],
    ['T +49 (0)30 / 23 12 51 14', undefined, ['work +493023125114']],
    ['020 7946 0112 / 0113', 'GB', ['+442079460112']],
    ['01 42 68 53 00 / 06 12 34 56 78', 'FR', ['+33142685300', '+33612345678']],
    ['(415) 555-0132 (415) 555-0133', 'US', ['+14155550132', '+14155550133']],
    ['030 23125114 0171 2345678', 'DE', ['+493023125114', '+491712345678']],
    ['Madrid 912 345 678', 'ES', ['+34912345678']],
    ['Telefonnummer: 030 23125114', 'DE', ['work +493023125114']],
    ['FAX番号 03-5555-0122', 'JP', ['fax +81355550122']],
    ['FR 01 42 68 53 00', 'FR', ['+33142685300']],
  ] as const)('%s', (text, country, found) => {
    expect(numbers(text, country)).toEqual(found);
  });

  it.each([
    'Invoice 20250903-1234567 of 2025-09-03 10:00',
    'IBAN DE89 3704 0044 0532 0130 00',
    'Konto: NL12 ABNA 0123 4567 89',
    '1.234.567,89 EUR on 10/12/2024',
    '〒100-0001 東京都千代田区',
    'HRB 000000 B, 10115 Berlin',
    'Order no. 415 555 0132',
    'Part number 07919, 192.168.100.100, v2025.11.22',
    'DE123456789 and #4155550132',
  ])('none in: %s', (text) => {
    expect(numbers(text, 'US')).toEqual([]);
  });

  // The kinds of Google's PhoneNumberMatcherTest, with other numbers; the last ones are dates, times and broken groups.
  it.each([
    ['(212) 5550143', 'US', '+12125550143'],
    ['212-5550143', 'US', '+12125550143'],
    ['２１２５５５０１４３', 'US', '+12125550143'],
    ['２１２-５５５ ０１４３', 'US', '+12125550143'],
    ['2125550143 x 17', 'US', '+12125550143'],
    ['212/555/0143', 'US', '+12125550143'],
    ['1 212 555 0143 x 17', 'US', '+12125550143'],
    ['Seattle WA 98052 (206) 555-0143', 'US', '+12065550143'],
    ['0800-2481632', 'DE', '+498002481632'],
    ['(0)900-1 248163', 'DE', '+499001248163'],
    ['030-2-3 12 51 14', 'DE', '+493023125114'],
    ['+49-4931-58', 'DE', '+49493158'],
    ['01 (55) 5460 2234', 'MX', '+525554602234'],
    ['1800-12-12 24', 'AU', '+611800121224'],
    ['Tel: ( 33 1) 40 20 53 00', 'FR', 'work +33140205300'],
  ] as const)('%s is one in %s', (text, country, number) => {
    expect(numbers(text, country)).toEqual([number]);
  });

  it.each([
    ['54321', 'US'],
    ['98765432', 'US'],
    ['650+253+4321', 'US'],
    ['4/11/1987', 'CA'],
    ['28/9/2013', 'US'],
    ['11/12/83', 'DE'],
    ['650x2534321', 'US'],
    ['2013-03-04 09:00', 'US'],
    ['20130304 09:00', 'US'],
    ['2015-05-13 05:06 PM', 'US'],
    ['6502531x432', 'US'],
    ['Article 2125550143 in 4 colours, from 12 EUR', 'US'],
    ['SIRET Code: 443 061 841 00039', 'FR'],
    ['52.520008, 13.404954', 'DE'],
    ['USt-IdNr. DE 123 456 789', 'DE'],
    ['Art.-Nr. 030 23125114', 'DE'],
    ['212-555-0143%', 'US'],
    ['¥212-555-0143', 'US'],
  ] as const)('%s is none in %s', (text, country) => {
    expect(numbers(text, country)).toEqual([]);
  });

  it('keep what was written', () => {
    expect(findPhones('Office: +1 415 555 0132 x12')[0]).toMatchObject({
      number: '+14155550132',
      written: '+1 415 555 0132 x12',
      label: 'work',
    });
  });

  it('keep the digits of a labelled number whose country is unknown', () => {
    expect(toE164('030 23125-114', undefined, true)).toBe('03023125114');
    expect(toE164('030 23125-114', undefined, false)).toBeUndefined();
  });

  it.each([
    ['DE 123 456 789', 'DE'],
    ['RCS Annecy 512 345 678', 'FR'],
    ['Finanzamt Köln 212/5678/1234', 'DE'],
    ['Steuer-Nr.: 21 815 08150', 'DE'],
    ['Kundennummer 030 1234567', 'DE'],
    ['Bankleitzahl: 370 400 44', 'DE'],
    ['Y-tunnus 1234567-8', 'FI'],
    ['사업자등록번호 123-45-67890', 'KR'],
    ['京ICP备12345678号', 'CN'],
    ['ИНН 7701 234 567', 'RU'],
    ['ח.פ. 51-234567-8', 'IL'],
    ['KRS 0000 123 456', 'PL'],
    ['(c) 1999-2026 030 123', 'DE'],
  ] as const)('are none in what registers and banks give: %s', (text, country) => {
    expect(numbers(text, country)).toEqual([]);
  });
});

describe('the country of numbers', () => {
  it.each([
    [{ text: 'M +972 50 555 0143', domain: 'globex.de' }, 'IL'],
    [{ domain: 'globex.co.uk' }, 'GB'],
    [{ domain: 'globex.io', languages: ['en-GB'] }, 'GB'],
    [{ text: 'Bristol BS1 4ND', languages: ['en'] }, 'GB'],
    [{ text: 'Springfield, IL 62704' }, 'US'],
    [{ text: 'F-75002 Paris', languages: ['en'] }, 'FR'],
    [{ text: '38 Long Road, 1010 Vienna, Austria', languages: ['en'] }, 'AT'],
    [{ languages: ['de'] }, 'DE'],
    [{ text: 'Freundliche Grüsse', languages: ['de'] }, 'CH'],
    [{ text: 'Herrengasse 1\n1010 Wien', languages: ['de'] }, undefined],
    [{ text: 'Im Jahr 2031 Neues', languages: ['de'] }, 'DE'],
    [{ text: 'Schöne Grüße\n2031 Berlin\n10117 Berlin', languages: ['de'] }, 'DE'],
    [{ languages: ['es'], utcOffsetMinutes: -300 }, undefined],
    [{ languages: ['es'], utcOffsetMinutes: 60 }, 'ES'],
    [{ languages: ['en'] }, undefined],
    [{}, undefined],
  ])('%j', (hints, country) => {
    expect(guessCountry(hints)).toBe(country);
  });
});
