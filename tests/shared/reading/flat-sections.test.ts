import { describe, expect, it } from 'vitest';
import { readPeople } from '../../../shared/reading/page-people.ts';
import { parseHtml, plain, reading } from './reading.ts';

const people = (html: string) =>
  readPeople({ ...reading, url: 'https://globex.co.uk/people', document: parseHtml(html) }).map((contact) => {
    const { name, title, emails, phones } = plain(contact);
    return [name, title, emails, phones];
  });

const FOUND = [
  ['Dana Whitfield', 'Head of Procurement', ['dana@globex.test'], ['+442079460112']],
  ['Lee Okafor', 'Chief Engineer', ['lee@globex.test'], ['+442079460113']],
];

describe('people in a row without elements around each', () => {
  it('have what stands between their name and the next heading', () => {
    const person = (name: string, title: string, phone: string, mail: string) =>
      `<h3>${name}</h3><p>${title}</p><p>T: ${phone}</p><p>E: ${mail}</p>`;
    const html = `<h1>Our people</h1>${person('Dana Whitfield', 'Head of Procurement', '020 7946 0112', 'dana@globex.test')}
      ${person('Lee Okafor', 'Chief Engineer', '020 7946 0113', 'lee@globex.test')}<h2>Press</h2><p>Call 020 7946 0100</p>`;
    expect(people(html)).toEqual(FOUND);
  });

  it('may be the terms of a list', () => {
    const person = (name: string, ...rest: string[]) =>
      `<dt>${name}</dt>${rest.map((each) => `<dd>${each}</dd>`).join('')}`;
    const html = `<dl>${person('Dana Whitfield', 'Head of Procurement', 'Tel. 020 7946 0112', 'dana@globex.test')}
      ${person('Lee Okafor', 'Chief Engineer', 'Tel. 020 7946 0113', 'lee@globex.test')}</dl>`;
    expect(people(html)).toEqual(FOUND);
  });

  it('are none where each name has an element of its own around it', () => {
    const card = (name: string) => `<div><h3>${name}</h3><p>Sales Manager</p></div>`;
    const html = `${card('Dana Whitfield')}${card('Lee Okafor')}<p>020 7946 0100</p>`;
    expect(people(html).map(([, , , phones]) => phones)).toEqual([undefined, undefined]);
  });

  it('are none below the headings of branches, articles and questions', () => {
    const html = `<h3>Berlin Mitte</h3><p>Torstraße 5, 10119 Berlin</p><p>Tel. 030 23125114</p><h3>Hamburg Altona</h3>
      <p>22767 Hamburg</p><p>Tel. 040 23125115</p><h3>Password Reset</h3><p>Write to help@globex.test</p><h3>White House</h3>
      <p>The manager of the campaign declined to comment.</p>`;
    expect(people(html).filter(([name]) => name !== undefined)).toEqual([]);
  });
});
