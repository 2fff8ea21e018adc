import { describe, expect, it } from 'vitest';
import { readPage, readPeople } from '../../../shared/reading/page-people.ts';
import { parseHtml, plain, reading } from './reading.ts';

const people = (html: string, selectedText?: string) =>
  readPeople({ ...reading, document: parseHtml(html), selectedText });
const ld = (json: string) =>
  `<html><head><script type="application/ld+json">${json}</script></head><body></body></html>`;

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

  it('are not glued to the field before, where a page has no blanks between them', () => {
    const html =
      '<div itemscope itemtype="https://schema.org/Person"><span itemprop="name">Dana Whitfield</span><span itemprop="jobTitle">CTO</span><span itemprop="email">dana@globex.test</span></div>';
    expect(people(html).map(plain)).toMatchObject([{ name: 'Dana Whitfield', emails: ['dana@globex.test'] }]);
  });

  it('are 500 at most, and the rest is not left out without a word', () => {
    const cards = Array.from(
      { length: 501 },
      (_, at) =>
        `<div class="h-card"><a class="p-name u-email" href="mailto:p${at}@globex.test">Ann Berg ${at}</a></div>`,
    );
    const read = (count: number) =>
      readPage({ ...reading, document: parseHtml(`<body>${cards.slice(0, count).join('')}</body>`) });
    expect(read(500)).toMatchObject({ warnings: [] });
    const { contacts, warnings } = read(501);
    expect(contacts).toHaveLength(500);
    expect(warnings).toEqual([{ kind: 'page-truncated', text: expect.stringContaining('has 501 people') }]);
  });

  it('in one text with several addresses, such as a quoted mail, each have their own line', () => {
    const html = '<pre>From: Dana Whitfield <dana@globex.test>\nTo: Ruth Adeyemi <ruth@initech.test>\n</pre>'.replace(
      /<(\w+@[\w.]+)>/gu,
      '&lt;$1&gt;',
    );
    expect(people(html).map(plain)).toMatchObject([
      { name: 'Dana Whitfield', emails: ['dana@globex.test'] },
      { name: 'Ruth Adeyemi', emails: ['ruth@initech.test'] },
    ]);
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

  it('are found by what collectors do not see', () => {
    const html = `<p>Write: dana<span style="display:none">x</span><b>@</b>globex.test</p>
      <p>Write to priya [at] hooli [dot] test</p><p><a href="/cdn-cgi/l/email-protection" data-cfemail="4226232c23022523302c273036">[email&#160;protected]</a></p>
      <p><span style="unicode-bidi: bidi-override; direction: rtl">tset.llodnyl@htur</span> <a data-user="marcus" data-domain="initech.test">mail</a></p>
      <p>logo@2x.png react@18.2.0 sprite@3x.mov</p>`;
    expect(people(html).flatMap((contact) => plain(contact).emails ?? [])).toEqual(
      expect.arrayContaining(['dana@globex.test', 'priya@hooli.test', 'ruth@lyndoll.test', 'marcus@initech.test']),
    );
    expect(JSON.stringify(people(html))).not.toMatch(/@[23]x|18\.2/u);
  });

  it('have addresses without soft hyphens, and those of links with a name in them', () => {
    const emails = (html: string) => plain(people(html)[0]).emails;
    expect(emails('<p>Mail d\u00ada\u00adna@globex.test</p>')).toEqual(['dana@globex.test']);
    expect(emails('<a href="mailto:Dana%20Whitfield%20%3Cdana@globex.test%3E">Mail</a>')).toEqual(['dana@globex.test']);
  });

  it('have no fax, also where a cell of its own says so', () => {
    const row = (label: string, value: string) => `<tr><th>${label}</th><td>${value}</td></tr>`;
    const html = `<table>${row('Mail', 'info@globex.test')}${row('Fax', '+44 20 7946 0113')}${row('Tel', '+44 20 7946 0112')}</table>`;
    expect(plain(people(html)[0]).phones).toEqual(['+442079460112']);
  });

  it('may have their title before their name, or a sentence after it', () => {
    const said = (html: string) => people(html).map((contact) => [plain(contact).name, plain(contact).title]);
    expect(said('<p>Treasurer: Dana Whitfield, Tel. +44 20 7946 0112, dana@globex.test</p>')).toEqual([
      ['Dana Whitfield', 'Treasurer'],
    ]);
    expect(said('<p>Dana Whitfield, jefa de ventas. Teléfono: +34 976 11 22 33. Correo: dana@globex.test</p>')).toEqual(
      [['Dana Whitfield', 'jefa de ventas']],
    );
    expect(said('<p>Dana Whitfield<br>Geschäftsführerin<br>dana@globex.test</p>')).toEqual([
      ['Dana Whitfield', 'Geschäftsführerin'],
    ]);
  });

  it('are told by the vocabularies before schema.org, too', () => {
    const foaf =
      '<div typeof="foaf:Person"><p property="foaf:name">Dana Whitfield</p><p property="foaf:title">Dr</p><a rel="foaf:mbox" href="mailto:dana@globex.test">m</a></div>';
    const vcard =
      '<div xmlns:v="http://www.w3.org/2006/vcard/ns#" typeof="v:Individual"><p property="v:fn">Dana Whitfield</p><p property="v:title">CTO</p><a rel="v:hasEmail" href="mailto:dana@globex.test">m</a></div>';
    const hcard =
      '<div itemscope itemtype="http://microformats.org/profile/hcard"><p itemprop="fn">Dana Whitfield</p><p itemprop="title">CTO</p><p itemprop="email">dana@globex.test</p></div>';
    for (const html of [foaf, vcard, hcard])
      expect(people(html).map(plain)).toMatchObject([{ name: 'Dana Whitfield', emails: ['dana@globex.test'] }]);
    expect([foaf, vcard, hcard].map((html) => plain(people(html)[0]).title)).toEqual([undefined, 'CTO', 'CTO']);
  });

  it('work for the company that an imprint names, without what the law wants said of it', () => {
    const company = (line: string) => plain(people(`<p>${line}<br>info@globex.test</p>`)[0]).companyName;
    expect(company('Globex SARL au capital de 20 000 €')).toBe('Globex SARL');
    expect(company('Titular: Globex, S.L.')).toBe('Globex, S.L.');
  });

  it('keep both sides where the page contradicts itself, and it is said', () => {
    const html = `<html><head><script type="application/ld+json">{"@type":"Person","name":"Dana Whitfield","jobTitle":"Head of IT","email":"dana@globex.test"}</script></head><body>
      <div vocab="https://schema.org/" typeof="Person"><b property="name">Dana Whitfield</b> <i property="jobTitle">Managing Director</i> <a property="email" href="mailto:dana@globex.test">mail</a></div></body></html>`;
    const { contacts, warnings } = readPage({ ...reading, document: parseHtml(html) });
    expect(warnings.map(({ kind }) => kind)).toEqual(['sources-disagree']);
    expect(warnings[0]?.text).toContain('Head of IT');
    const title = contacts[0]?.fields.find(({ path }) => path === 'title');
    expect(title?.evidence.map(({ source }) => source)).toEqual(expect.arrayContaining(['json-ld', 'rdfa']));
    expect(title?.evidence[0]?.confidence).toBeLessThan(0.9);
  });

  it('come with a warning when a link shows another address than it writes to', () => {
    const html = '<p>Dana Whitfield</p><a href="mailto:dana@globex.test">dana@evil.test</a>';
    expect(readPage({ ...reading, document: parseHtml(html) }).warnings).toMatchObject([{ kind: 'sources-disagree' }]);
  });

  it('may be a number on a line of its own', () => {
    expect(people('<h1>Fondue House</h1><p>Phone: (415) 555-0132</p>').map((contact) => plain(contact).phones)).toEqual(
      [['+14155550132']],
    );
  });
});
