import { describe, expect, it } from 'vitest';
import { readByTemplate } from '../../../shared/reading/apply-template.ts';
import { siteTemplateSchema, type FieldRule, type TemplateField } from '../../../shared/reading/site-template.ts';
import { generalise, makeTemplate, ruleFor } from '../../../shared/reading/teach-template.ts';
import { parseHtml, plain, reading } from './reading.ts';
import { profilePage, teamPage } from './team-page.ts';

function teach(document: Document, pointed: Partial<Record<TemplateField, string>>): FieldRule[] {
  return Object.entries(pointed).map(([field, selector]) => {
    const rule = ruleFor(field as TemplateField, document.querySelector(selector)!, document);
    if (rule === undefined) throw new Error(`no rule for ${field}`);
    return rule;
  });
}

describe('teaching', () => {
  it('one person, by pointing at the text around what is meant', () => {
    const document = parseHtml(profilePage);
    const fields = teach(document, {
      name: 'h1',
      title: 'dd',
      companyName: '[itemprop]',
      emails: '#contact-details p',
      phones: '#contact-details p + p',
    });
    expect(fields[4]).toMatchObject({ filters: ['after:Phone:', 'first-line', 'collapse'] });
    expect(readByTemplate({ fields }, { ...reading, document }).map(plain)).toEqual([
      {
        name: 'Dana Whitfield',
        givenName: 'Dana',
        familyName: 'Whitfield',
        title: 'Head of Procurement',
        companyName: 'Globex',
        emails: ['dana@globex.test'],
        phones: ['+14155550132'],
      },
    ]);
  });

  it('all people of a page, by pointing at one', () => {
    const document = parseHtml(teamPage);
    const rules = teach(document, {
      name: 'li:nth-of-type(2) h3',
      title: 'li:nth-of-type(2) h3 + p',
      emails: 'ul.team li:nth-of-type(2) a',
      phones: 'li:nth-of-type(2) [data-phone]',
    });
    const all = generalise(rules, document);
    expect(all?.count).toBe(4);
    expect(all?.list.block[0]).toBe('li.team-member');
    expect(JSON.stringify(all)).not.toMatch(/css-|sc-bd|x1lli/u);
    const template = makeTemplate({
      id: 'team',
      title: ' Team ',
      pattern: 'page.test/*',
      fields: all!.fields,
      list: all!.list,
    });
    expect(siteTemplateSchema.parse(template)).toEqual(template);
    expect(readByTemplate(template, { ...reading, document }).map((contact) => plain(contact)['emails'])).toEqual(
      ['dana', 'bo', 'carmen', 'lena'].map((name) => [`${name}@globex.test`]),
    );
  });

  it('rows of a table, cells of which look alike', () => {
    const row = (name: string, email: string) => `<tr><td>${name}</td><td>Sales</td><td>${email}</td></tr>`;
    const document = parseHtml(
      `<table><tbody>${row('A B', 'a@x.test')}${row('C D', 'c@x.test')}${row('E F', 'e@x.test')}</tbody></table>`,
    );
    const all = generalise(teach(document, { name: 'tr:nth-of-type(1) td' }), document);
    expect(all?.count).toBe(3);
    const both = generalise(
      teach(document, { name: 'tr:nth-of-type(2) td', emails: 'tr:nth-of-type(2) td:nth-of-type(3)' }),
      document,
    );
    expect(
      readByTemplate({ fields: both!.fields, list: both!.list }, { ...reading, document }).map(plain),
    ).toMatchObject([
      { name: 'A B', emails: ['a@x.test'] },
      { name: 'C D', emails: ['c@x.test'] },
      { name: 'E F', emails: ['e@x.test'] },
    ]);
  });

  it('says nothing of repeats where there are none', () => {
    const document = parseHtml(profilePage);
    expect(generalise(teach(document, { name: 'h1', emails: '#contact-details p' }), document)).toBeUndefined();
  });
});
