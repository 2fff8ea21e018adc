import { describe, expect, it } from 'vitest';
import { firstTemplate, readByTemplate, whyTemplate } from '../../../shared/reading/apply-template.ts';
import { draftContactSchema } from '../../../shared/model/draft.ts';
import type { SiteTemplate } from '../../../shared/reading/site-template.ts';
import { parseHtml, plain, reading } from './reading.ts';
import { profilePage, teamPage } from './team-page.ts';

const team: SiteTemplate = {
  version: 1,
  id: 'team',
  title: 'Team',
  match: [{ all: [{ address: 'page.test/*' }, { selector: 'ul.team' }] }],
  list: { block: ['.gone', 'li.team-member'] },
  fields: [
    { field: 'name', from: ['h4', 'h3'], filters: ['first-line', 'split-name'] },
    { field: 'title', from: ['h3 + p'], filters: ['collapse'] },
    { field: 'emails', from: ['a[href^="mailto:"]'], attribute: 'href', filters: ['mailto'] },
    { field: 'phones', from: ['[data-phone]'], filters: [] },
  ],
};
const page = (html: string, url = reading.url) => ({ ...reading, url, document: parseHtml(html) });

describe('reading by a template', () => {
  it('gives one contact for each block, each value with its evidence', () => {
    const contacts = readByTemplate(team, page(teamPage));
    expect(contacts.map((contact) => plain(contact))).toEqual([
      {
        name: 'Dana Whitfield',
        givenName: 'Dana',
        familyName: 'Whitfield',
        title: 'Head of Procurement',
        emails: ['dana@globex.test'],
        phones: ['+14155550132'],
      },
      {
        name: 'Bo Ek',
        givenName: 'Bo',
        familyName: 'Ek',
        title: 'Buyer',
        emails: ['bo@globex.test'],
        phones: ['+46855501020'],
      },
      {
        name: 'Carmen Díaz',
        givenName: 'Carmen',
        familyName: 'Díaz',
        title: 'Logistics',
        emails: ['carmen@globex.test'],
      },
      {
        name: 'Lena Müller',
        givenName: 'Lena',
        familyName: 'Müller',
        title: 'Warehouse',
        emails: ['lena@globex.test'],
        phones: ['+49305550199'],
      },
    ]);
    expect(contacts[0]?.fields.find(({ path }) => path === 'title')?.evidence).toEqual([
      { source: 'site-template', url: reading.url, at: reading.at, snippet: 'Head of Procurement', confidence: 0.9 },
    ]);
    for (const contact of contacts) draftContactSchema.parse(contact);
  });

  it('of one person takes the first selector that finds something', () => {
    const fields: SiteTemplate['fields'] = [
      { field: 'name', from: ['.gone', 'h1'], filters: [] },
      { field: 'emails', from: ['#contact-details p'], filters: ['mailto'] },
      { field: 'phones', from: ['#contact-details p + p'], filters: ['after:Phone:', 'before:ext'] },
      { field: 'links', from: ['a'], attribute: 'href', filters: [] },
    ];
    expect(readByTemplate({ fields }, page(profilePage)).map(plain)).toEqual([
      { name: 'Dana Whitfield', emails: ['dana@globex.test'], phones: ['+14155550132'] },
    ]);
  });

  it('finds nobody where the page has changed', () => {
    expect(readByTemplate(team, page('<p>gone</p>'))).toEqual([]);
  });
});

describe('the template for a page', () => {
  const other: SiteTemplate = {
    ...team,
    id: 'other',
    match: [{ all: [{ schemaType: 'Person' }] }, { all: [{ address: 'page.test/people' }] }],
  };
  it('is the first in the visible order, and says why', () => {
    expect(firstTemplate([team, other], page(teamPage))?.template.id).toBe('team');
    expect(firstTemplate([other, team], page(teamPage))).toEqual({
      template: other,
      because: ['address page.test/people'],
    });
    expect(whyTemplate(team, page(teamPage))).toEqual(['address page.test/*', 'element ul.team']);
  });
  it('must meet all conditions of a group, and one group is enough', () => {
    expect(whyTemplate(team, page(profilePage))).toBeUndefined();
    expect(whyTemplate(team, page(teamPage, 'https://else.test/'))).toBeUndefined();
    const data =
      '<script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@type":"Person","name":"A"}}]}</script>';
    expect(whyTemplate(other, page(data, 'https://else.test/'))).toEqual(['page data of type Person']);
    expect(
      whyTemplate(other, page('<div itemscope itemtype="https://schema.org/Person"></div>', 'about:blank')),
    ).toEqual(['page data of type Person']);
  });
});
