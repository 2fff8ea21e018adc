import { describe, expect, it } from 'vitest';
import { parseTemplates, writeTemplates, type SiteTemplate } from '../../../shared/reading/site-template.ts';

export const template: SiteTemplate = {
  version: 1,
  id: 'globex-team',
  title: 'Globex team',
  match: [{ all: [{ address: 'globex.test/team/*' }, { selector: 'ul.team' }] }, { all: [{ schemaType: 'Person' }] }],
  list: { block: ['li.team-member'] },
  fields: [
    { field: 'name', from: ['h3.member-name'], filters: ['first-line', 'split-name'] },
    { field: 'emails', from: ['a[href^="mailto:"]'], attribute: 'href', filters: ['mailto'] },
  ],
};

describe('a file of templates', () => {
  it('is read as it was written', () => {
    expect(parseTemplates(writeTemplates([template]))).toEqual({ templates: [template] });
  });

  it('says everything that is wrong at once, each with its path', () => {
    const bad = {
      format: 'larder/site-templates',
      version: 1,
      templates: [
        {
          ...template,
          title: '',
          script: 'alert(1)',
          match: [{ all: [{ address: 'not an address' }, { selector: 'a:has(b)', schemaType: 'Person' }] }],
          fields: [
            { field: 'password', from: ['h1'], filters: [] },
            { field: 'name', from: ['h1 ~ h2', 'a,b'], attribute: 'ON"', filters: ['eval', 'after:'] },
            { field: 'name', from: [], filters: [] },
          ],
        },
        template,
        template,
      ],
    };
    const read = parseTemplates(JSON.stringify(bad));
    const problems = 'problems' in read ? read.problems : [];
    expect(problems.map(({ path }) => path).toSorted()).toEqual(
      [
        'templates[0]',
        'templates[0].fields[0].field',
        'templates[0].fields[1].attribute',
        'templates[0].fields[1].filters[0]',
        'templates[0].fields[1].filters[1]',
        'templates[0].fields[1].from[0]',
        'templates[0].fields[1].from[1]',
        'templates[0].fields[2].from',
        'templates[0].match[0].all[0].address',
        'templates[0].match[0].all[1]',
        'templates[0].match[0].all[1].selector',
        'templates[0].title',
      ].toSorted(),
    );
    expect(problems.every(({ message }) => message !== '')).toBe(true);
  });

  it.each([
    ['{', 'this is no JSON'],
    ['[]', 'expected object'],
    [JSON.stringify({ format: 'larder/site-templates', version: 2, templates: [template] }), 'expected 1'],
    [JSON.stringify({ format: 'larder/site-templates', version: 1, templates: [template, template] }), 'twice'],
    [
      JSON.stringify({
        format: 'larder/site-templates',
        version: 1,
        templates: [{ ...template, fields: [template.fields[0], template.fields[0]] }],
      }),
      'twice',
    ],
  ])('%s is refused', (text, words) => {
    const read = parseTemplates(text);
    expect('problems' in read ? read.problems.map(({ message }) => message).join() : 'was read').toContain(words);
  });
});
