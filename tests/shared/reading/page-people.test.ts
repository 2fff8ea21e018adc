import { describe, expect, it } from 'vitest';
import { readHCards } from '../../../shared/reading/h-card.ts';
import { parseTolerant, readJsonLd } from '../../../shared/reading/json-ld.ts';
import { readMicrodata } from '../../../shared/reading/microdata.ts';
import { readPeople } from '../../../shared/reading/page-people.ts';
import { textsOf } from '../../../shared/reading/structured-data.ts';
import { parseHtml, plain, reading } from './reading.ts';

const people = (html: string, selectedText?: string) =>
  readPeople({ ...reading, document: parseHtml(html), selectedText });
const ld = (json: string) =>
  `<html><head><script type="application/ld+json">${json}</script></head><body></body></html>`;

describe('JSON-LD', () => {
  it.each([
    ['comments', '/* a */ {"a": "b//c", // d\n "e": 1}', { a: 'b//c', e: 1 }],
    ['CDATA', '//<![CDATA[\n{"a":1}\n//]]>', { a: 1 }],
    ['HTML comments', '<!-- {"a":1} -->', { a: 1 }],
    ['line ends in texts', '{"a":"x\ny\tz"}', { a: 'x\ny\tz' }],
    ['trailing commas', '{"a":[1,2,],}', { a: [1, 2] }],
    ['a semicolon', '{"a":1};', { a: 1 }],
    ['bad escapes', String.raw`{"a":"\d"}`, { a: String.raw`\d` }],
    ['entities', '{&quot;a&quot;:&quot;b &amp; c&quot;}', { a: 'b & c' }],
    ['half of it', '{"a":', undefined],
  ])('is repaired: %s', (_, text, data) => {
    expect(parseTolerant(text)).toEqual(data);
  });

  it('is found in graphs, arrays and nested things, with references resolved', () => {
    const things = readJsonLd(
      parseHtml(
        ld(
          '[{"@graph":[{"@type":"https://schema.org/Person","name":"Dana","worksFor":{"@id":"#g"}},{"@id":"#g","@type":"Organization","name":"Globex"}]}]',
        ),
      ),
    );
    const dana = things.find(({ types }) => types.includes('Person'));
    expect(dana && textsOf(dana, 'worksFor')).toEqual(['Globex']);
  });

  it('may go in circles and may be as deep as it likes', () => {
    expect(
      people(ld('{"@id":"#a","@type":"Person","name":"Eve Circle","worksFor":{"@id":"#a"}}')).map(({ key }) => key),
    ).toEqual(['Eve Circle']);
    expect(people(ld(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`))).toEqual([]);
  });
});

describe('microdata', () => {
  it('reads nested items, references by id, and values where each element keeps them', () => {
    const html = `<div itemscope itemtype="https://schema.org/Person" itemref="more"><span itemprop="name">Dana Whitfield</span>
      <div itemprop="worksFor" itemscope itemtype="https://schema.org/Organization"><span itemprop="name">Globex</span></div>
      <a itemprop="url" href="/dana">x</a></div><p id="more"><meta itemprop="jobTitle" content="CTO"></p>`;
    const [person, company] = readMicrodata(parseHtml(html), 'https://globex.test/');
    expect(person && textsOf(person, 'worksFor')).toEqual(['Globex']);
    expect(person && textsOf(person, 'url')).toEqual(['https://globex.test/dana']);
    expect(person && textsOf(person, 'jobTitle')).toEqual(['CTO']);
    expect(company?.types).toEqual(['Organization']);
  });
});

describe('h-card', () => {
  it('and hCard give the same', () => {
    const [card, old] = readHCards(
      parseHtml(`<div class="h-card"><a class="p-name u-url" href="https://dana.test/">Dana Whitfield</a> <a class="u-email" href="mailto:dana@globex.test">mail</a> <span class="p-org">Globex</span></div>
        <div class="vcard"><a class="fn url" href="https://dana.test/">Dana Whitfield</a> <a class="email" href="mailto:dana@globex.test">mail</a> <span class="org">Globex</span></div>`),
      'https://x.test/',
    );
    expect(Object.fromEntries(card?.properties ?? [])).toEqual(Object.fromEntries(old?.properties ?? []));
  });

  it('may be its text alone', () => {
    const [card] = readHCards(
      parseHtml('<a class="h-card" href="https://dana.test">Dana Whitfield</a>'),
      'https://x.test/',
    );
    expect(card && [textsOf(card, 'name'), textsOf(card, 'url')]).toEqual([['Dana Whitfield'], ['https://dana.test/']]);
  });
});

describe('the people of a page', () => {
  it('are one contact each, and surer where syntaxes agree', () => {
    const html = `<html><head><script type="application/ld+json">{"@type":"Person","name":"Dana Whitfield","email":"dana@globex.test"}</script></head><body>
      <div class="h-card"><span class="p-name">Dana Whitfield</span> <a class="u-email" href="mailto:dana@globex.test">dana@globex.test</a></div></body></html>`;
    const contacts = people(html);
    expect(contacts).toHaveLength(1);
    const email = contacts[0]?.fields.find(({ path }) => path.startsWith('emails/'));
    expect(email?.evidence.map(({ source }) => source)).toEqual(
      expect.arrayContaining(['json-ld', 'h-card', 'mailto-link']),
    );
    expect(email?.evidence[0]?.confidence).toBeGreaterThan(0.95);
  });

  it('on a team page keep their own titles and numbers', () => {
    const html = `<h1>Our People</h1><div><h3>Marcus Oyelaran</h3><p>Director of IT</p><a href="mailto:marcus@initech.test">mail</a> <a href="tel:+442079460112">call</a></div>
      <div><h3>Ruth Adeyemi</h3><p>Pilot Manager</p><a href="mailto:ruth@initech.test">mail</a></div><footer><a href="mailto:info@initech.test">info@initech.test</a></footer>`;
    expect(people(html).map(plain)).toEqual([
      {
        emails: ['marcus@initech.test'],
        name: 'Marcus Oyelaran',
        givenName: 'Marcus',
        familyName: 'Oyelaran',
        title: 'Director of IT',
        phones: ['+442079460112'],
      },
      {
        emails: ['ruth@initech.test'],
        name: 'Ruth Adeyemi',
        givenName: 'Ruth',
        familyName: 'Adeyemi',
        title: 'Pilot Manager',
      },
    ]);
  });

  it('may be named in plain text, with a title below', () => {
    expect(people('<article><h2>Dana Whitfield</h2><p>Head of Procurement</p></article>').map(plain)).toMatchObject([
      { name: 'Dana Whitfield', title: 'Head of Procurement' },
    ]);
  });

  it('are none on a page of headings and figures', () => {
    expect(
      people('<h1>Annual Report</h1><h2>Key Figures</h2><p>1,234,567,890 in 2025-2026</p><h2>Global Markets</h2>'),
    ).toEqual([]);
  });

  it('are an organisation when there is nobody else to write to', () => {
    expect(
      people(ld('{"@type":"LocalBusiness","name":"Castel & Fils","email":"info@castel.test"}')).map(plain),
    ).toEqual([{ companyName: 'Castel & Fils', emails: ['info@castel.test'] }]);
    expect(people(ld('{"@type":"NewsMediaOrganization","name":"The Daily"}'))).toEqual([]);
  });

  it('in a selection are the only ones', () => {
    const html = '<p>Someone Else, someone@else.test</p>';
    expect(
      people(html, 'Priya Nair\nVP Operations\npriya.nair@hooli.test').map(({ role, key }) => [role, key]),
    ).toEqual([['selected', 'priya.nair@hooli.test']]);
    expect(people(html, 'priya nair').map(plain)).toEqual([{ name: 'priya nair' }]);
    expect(people(html, 'a@x.test Ann Lee\n\nb@y.test Bo Ng').map(({ key }) => key)).toEqual(['a@x.test', 'b@y.test']);
  });

  it('never come with links that run', () => {
    const text = JSON.stringify(
      people(
        ld(
          `{"@type":"Person","name":"Eve Lee","url":"javascript:alert(1)","sameAs":["data:text/html,x","https://user:secret@eve.test/"]}`,
        ),
      ),
    );
    expect(text).not.toMatch(/javascript:|data:|secret/u);
    expect(text).toContain('https://eve.test/');
  });
});
