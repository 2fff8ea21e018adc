import { describe, expect, it } from 'vitest';
import { readPage } from '../../../shared/reading/page-people.ts';
import { parseHtml, reading } from './reading.ts';

const companies = (html: string) =>
  readPage({ ...reading, document: parseHtml(html) }).companies.map(({ fields }) =>
    Object.fromEntries(fields.map(({ path, value }) => [path, typeof value === 'string' ? value : true])),
  );

describe('the companies of a page', () => {
  it('have name, domain, logo, address, country and phones', () => {
    const html = `<html><head><script type="application/ld+json">{"@type":"Hotel","name":"Hotel Castel","url":"https://www.castel.test/","email":"info@castel.test",
      "logo":"/logo.svg","telephone":"030 23125-0","address":{"@type":"PostalAddress","streetAddress":"Ringstraße 1","postalCode":"10115","addressLocality":"Berlin","addressCountry":"Deutschland"}}</script></head><body></body></html>`;
    expect(companies(html)).toEqual([
      {
        name: 'Hotel Castel',
        domain: 'castel.test',
        logo: 'https://page.test/logo.svg',
        address: 'Ringstraße 1\n10115 Berlin\nDeutschland',
        country: 'DE',
        'phones/+4930231250': true,
        'links/https://www.castel.test/': true,
      },
    ]);
  });

  it('are the one that the site names when no data tells of any', () => {
    expect(
      companies('<html><head><meta property="og:site_name" content="Globex"></head><body><p>Hello</p></body></html>'),
    ).toEqual([{ name: 'Globex', domain: 'page.test' }]);
    expect(companies('<p>Nobody here</p>')).toEqual([]);
  });
});
