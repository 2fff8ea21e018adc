import { describe, expect, it } from 'vitest';
import { readPeople } from '../../../shared/reading/page-people.ts';
import { parseHtml, plain, reading } from './reading.ts';

const people = (html: string) =>
  readPeople({ ...reading, document: parseHtml(html) }).map((contact) => {
    const { name, title, emails, phones } = plain(contact);
    return [name, title, emails, phones];
  });

describe('a team page', () => {
  it('gives one draft per person without headings, links or telling class names', () => {
    const card = (name: string, role: string, rest: string) =>
      `<div class="css-1x2"><div>${name}</div><div>${role}</div><div>${rest}</div></div>`;
    const html = `<section>${card('Dana Whitfield', 'Head of Procurement', 'dana [at] globex.test')}${card('Marcus Oyelaran', 'Chief Engineer', '+44 20 7946 0112')}${card('Ruth Adeyemi', 'Pilot Manager', 'Likes long walks')}</section>`;
    expect(people(html)).toEqual([
      ['Dana Whitfield', 'Head of Procurement', ['dana@globex.test'], undefined],
      ['Marcus Oyelaran', 'Chief Engineer', undefined, ['+442079460112']],
      ['Ruth Adeyemi', 'Pilot Manager', undefined, undefined],
    ]);
  });

  it('may be a table', () => {
    const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
    const html = `<table><tr><th>Name</th><th>Position</th><th>Mail</th></tr>${row('Dana Whitfield', 'CTO', 'dana@globex.test')}${row('Priya Nair', 'Sales Manager', 'priya@globex.test')}${row('Lena Bauer', 'Designer', 'lena@globex.test')}</table>`;
    expect(people(html)).toEqual([
      ['Dana Whitfield', 'CTO', ['dana@globex.test'], undefined],
      ['Priya Nair', 'Sales Manager', ['priya@globex.test'], undefined],
      ['Lena Bauer', 'Designer', ['lena@globex.test'], undefined],
    ]);
  });

  it('may be a table whose heading says what its columns hold', () => {
    const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
    const french = `<table><thead>${row('Nom', 'Prénom', 'Fonction', 'Courriel')}</thead><tbody>${row('BAUER', 'Lena', 'Urbanisme', 'lena@globex.test')}${row('NAIR', 'Priya', '', 'priya@globex.test')}</tbody></table>`;
    expect(people(french)).toEqual([
      ['Lena BAUER', 'Urbanisme', ['lena@globex.test'], undefined],
      ['Priya NAIR', undefined, ['priya@globex.test'], undefined],
    ]);
    const japanese = `<table>${row('氏名', '役職', 'メール')}${row('鈴木一郎', '研究員', 'suzuki@globex.test')}${row('高橋 由美子', '講師', 'takahashi@globex.test')}</table>`;
    expect(people(japanese)).toEqual([
      ['鈴木一郎', '研究員', ['suzuki@globex.test'], undefined],
      ['高橋 由美子', '講師', ['takahashi@globex.test'], undefined],
    ]);
  });

  it('is none in a table of goods or books, nor where the names are of places', () => {
    const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
    const goods = `<table>${row('Name', 'Position', 'Price')}${row('Blue Jacket', '12', '9.90')}${row('Red Scarf', '13', '7.90')}</table>`;
    const books = `<table>${row('Name', 'Title')}${row('Jane Doe', 'Emmy')}${row('Mary Roe', 'Franky')}</table>`;
    const branch = (name: string, address: string) =>
      `<div><b>${name}</b><p>${address}</p><a href="tel:+4930231251">Call</a></div>`;
    const branches = `${branch('Berlin Mitte', 'Torstraße 5, 10119 Berlin')}${branch('Hamburg Altona', '22767 Hamburg')}`;
    for (const html of [goods, books, branches])
      expect(people(html).filter(([name]) => name !== undefined)).toEqual([]);
  });

  it('has titles where others have theirs, whatever their words, but no buttons', () => {
    const card = (name: string, role: string) =>
      `<li><b>${name}</b><br>${role}<br><a href="mailto:${name.slice(0, 3).toLowerCase()}@globex.test">Profil</a></li>`;
    const list = (...roles: string[]) =>
      people(
        `<ul>${card('Dana Whitfield', 'Ventas')}${roles.map((role, at) => card(`Lee ${'ABC'.charAt(at)}afor`, role)).join('')}</ul>`,
      );
    expect(list('Directora comercial').map(([, title]) => title)).toEqual(['Ventas', 'Directora comercial']);
    expect(list('Enólogo').map(([, title]) => title)).toEqual([undefined, undefined]);
    expect(list('Ventas', 'Directora comercial').map(([, title]) => title)).toEqual([
      undefined,
      undefined,
      'Directora comercial',
    ]);
  });

  it('is none when the pieces are articles or goods', () => {
    const html = `<ul>${['Blue Jacket', 'Red Scarf', 'Green Hat'].map((name) => `<li><a>${name}</a><p>Warm and soft for winter days</p><p>49.00 EUR</p></li>`).join('')}</ul>`;
    expect(people(html)).toEqual([]);
  });
});
