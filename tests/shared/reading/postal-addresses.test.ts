import { describe, expect, it } from 'vitest';
import { readPostalAddress, type PostalAddress } from '../../../shared/reading/postal-addresses.ts';

const rows: [text: string, expected: Omit<PostalAddress, 'lines'>, hint?: string][] = [
  [
    '1 Main St\nAustin, TX 73301',
    { country: 'US', postcode: '73301', city: 'Austin', region: 'TX', street: '1 Main St' },
  ],
  [
    'Globex Inc.\n1 Main St, Suite 5\nNew York, NY 10001-1234\nUSA',
    {
      country: 'US',
      postcode: '10001-1234',
      city: 'New York',
      region: 'NY',
      street: 'Globex Inc.\n1 Main St, Suite 5',
    },
  ],
  [
    '1 Main St, Springfield, Illinois 62701, United States',
    { country: 'US', postcode: '62701', city: 'Springfield', region: 'Illinois', street: '1 Main St' },
  ],
  ['1 Quay Street\nLeeds\nLS1 4DY', { country: 'GB', postcode: 'LS1 4DY', city: 'Leeds', street: '1 Quay Street' }],
  [
    '1 Quay Street, London sw1a 1aa, UK',
    { country: 'GB', postcode: 'SW1A 1AA', city: 'London', street: '1 Quay Street' },
  ],
  [
    'Flat 2\n1 Quay Street\nEdinburgh EH11BB\nScotland',
    { country: 'GB', postcode: 'EH1 1BB', city: 'Edinburgh', street: 'Flat 2\n1 Quay Street' },
  ],
  [
    '12 Rue Test\nMontréal QC H2X 1Y4',
    { country: 'CA', postcode: 'H2X 1Y4', city: 'Montréal', region: 'QC', street: '12 Rue Test' },
  ],
  [
    'Hauptstr. 1\n10115 Berlin\nDeutschland',
    { country: 'DE', postcode: '10115', city: 'Berlin', street: 'Hauptstr. 1' },
  ],
  ['Hauptstr. 1, 80331 München', { country: 'DE', postcode: '80331', city: 'München', street: 'Hauptstr. 1' }, 'DE'],
  [
    'Hauptstr. 1\nD-61352 Bad Homburg v.d.H.\nGermany',
    { country: 'DE', postcode: '61352', city: 'Bad Homburg v.d.H.', street: 'Hauptstr. 1' },
  ],
  [
    '12 rue de la Paix\n75002 PARIS CEDEX 02\nFrance',
    { country: 'FR', postcode: '75002', city: 'PARIS', street: '12 rue de la Paix' },
  ],
  [
    '12 rue de la Paix, 69001 Lyon',
    { country: 'FR', postcode: '69001', city: 'Lyon', street: '12 rue de la Paix' },
    'fr',
  ],
  [
    'Storgatan 1\n114 55 Stockholm\nSverige',
    { country: 'SE', postcode: '114 55', city: 'Stockholm', street: 'Storgatan 1' },
  ],
  [
    'Storgatan 1\nSE-11455 Stockholm',
    { country: 'SE', postcode: '114 55', city: 'Stockholm', street: 'Storgatan 1' },
    'SE',
  ],
  [
    'Calle Mayor 1, 2º B\n28013 Madrid (Madrid)\nEspaña',
    { country: 'ES', postcode: '28013', city: 'Madrid', region: 'Madrid', street: 'Calle Mayor 1, 2º B' },
  ],
  [
    'Keizersgracht 1\n1015 CJ Amsterdam',
    { country: 'NL', postcode: '1015 CJ', city: 'Amsterdam', street: 'Keizersgracht 1' },
  ],
  [
    'Keizersgracht 1, NL-1015CJ Amsterdam, Nederland',
    { country: 'NL', postcode: '1015 CJ', city: 'Amsterdam', street: 'Keizersgracht 1' },
  ],
  [
    '〒100-0001\n東京都千代田区千代田1-1\n日本',
    { country: 'JP', postcode: '100-0001', city: '千代田区', region: '東京都', street: '千代田1-1' },
  ],
  [
    '〒530-0001 大阪府大阪市北区梅田1-1\n日本',
    { country: 'JP', postcode: '530-0001', city: '大阪市', region: '大阪府', street: '北区梅田1-1' },
  ],
  ['הרצל 1\nתל אביב 6688101\nישראל', { country: 'IL', postcode: '6688101', city: 'תל אביב', street: 'הרצל 1' }],
  ['1 Herzl St, Haifa 3303101, Israel', { country: 'IL', postcode: '3303101', city: 'Haifa', street: '1 Herzl St' }],
  [
    '12 MG Road\nBengaluru, Karnataka 560001\nIndia',
    { country: 'IN', postcode: '560001', city: 'Bengaluru', region: 'Karnataka', street: '12 MG Road' },
  ],
  [
    '12 Marine Drive\nMumbai - 400 020\nIndia',
    { country: 'IN', postcode: '400020', city: 'Mumbai', street: '12 Marine Drive' },
  ],
  [
    'Rua Augusta, 1\nSão Paulo - SP, 01304-001\nBrasil',
    { country: 'BR', postcode: '01304-001', city: 'São Paulo', region: 'SP', street: 'Rua Augusta, 1' },
  ],
  [
    '1 George St\nSydney NSW 2000',
    { country: 'AU', postcode: '2000', city: 'Sydney', region: 'NSW', street: '1 George St' },
  ],
  [
    '1 Swanston St, Melbourne, VIC 3000, Australia',
    { country: 'AU', postcode: '3000', city: 'Melbourne', region: 'VIC', street: '1 Swanston St' },
  ],
  [
    'Via Roma 1\n20121 Milano MI\nItalia',
    { country: 'IT', postcode: '20121', city: 'Milano', region: 'MI', street: 'Via Roma 1' },
  ],
  [
    'Bahnhofstrasse 1\nCH-8001 Zürich\nSchweiz',
    { country: 'CH', postcode: '8001', city: 'Zürich', street: 'Bahnhofstrasse 1' },
  ],
  [
    'ul. Prosta 1\n00-001 Warszawa\nPolska',
    { country: 'PL', postcode: '00-001', city: 'Warszawa', street: 'ul. Prosta 1' },
  ],
];

describe('an address is split by the rule of its country', () => {
  it.each(rows)('%j', (text, expected, hint) => {
    const { lines: _, ...found } = readPostalAddress(text, hint);
    expect(found).toEqual(expected);
  });
});

describe('an address', () => {
  it('keeps its lines as written', () => {
    expect(readPostalAddress('  Hauptstr.  1,\r\n\r\n10115 Berlin ;\n').lines).toEqual(['Hauptstr. 1', '10115 Berlin']);
  });

  it.each(['Hauptstr. 1\n10115 Berlin', '12 Some Road\nSpringfield', '', 'Paris, Texas', '1000 Sofia', 'Apt 5, 12345'])(
    'is not split where its country is unknown: %j',
    (text) => {
      expect(Object.keys(readPostalAddress(text))).toEqual(['lines']);
    },
  );

  it('has a country even where its rule is not known', () => {
    expect(readPostalAddress('1 Test Road\nDublin 2\nIreland')).toMatchObject({ country: 'IE' });
    expect(readPostalAddress('1 Test Road\nDublin 2\nIreland').city).toBeUndefined();
  });

  it('says its country louder than the hint', () => {
    expect(readPostalAddress('1 Main St\nAustin, TX 73301', 'DE').country).toBe('US');
    expect(readPostalAddress('Hauptstr. 1\n10115 Berlin\nGermany', 'US').country).toBe('DE');
  });

  it.each(['x', '1', ' ', ', ', '1 ', 'a b ', '\n', '12345 ', '〒', "'"])(
    'is read quickly with %j, a hundred thousand times',
    (unit) => {
      const start = performance.now();
      readPostalAddress(unit.repeat(100_000), 'DE');
      expect(performance.now() - start).toBeLessThan(500);
    },
  );
});
