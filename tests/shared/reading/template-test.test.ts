import { describe, expect, it } from 'vitest';
import { siteTemplateSchema, type SiteTemplate } from '../../../shared/reading/site-template.ts';
import { generalise, makeTemplate, ruleFor } from '../../../shared/reading/teach-template.ts';
import { makeTemplateTest, passesOwnTest } from '../../../shared/reading/template-test.ts';
import { parseHtml, reading } from './reading.ts';
import { profilePage, teamPage } from './team-page.ts';

function taught(
  html: string,
  pointed: [SiteTemplate['fields'][number]['field'], string][],
  isList: boolean,
): SiteTemplate {
  const document = parseHtml(html);
  const rules = pointed.map(([field, selector]) => ruleFor(field, document.querySelector(selector)!, document)!);
  const all = isList ? generalise(rules, document)! : { fields: rules, list: undefined };
  const template = makeTemplate({ id: 't', title: 'T', pattern: 'page.test/*', fields: all.fields, list: all.list });
  const test = makeTemplateTest(
    template,
    { ...reading, url: 'https://page.test/people/dana-whitfield?token=7', document },
    parseHtml,
  );
  expect(test).toBeDefined();
  return siteTemplateSchema.parse({ ...template, test });
}
const one = () =>
  taught(
    profilePage,
    [
      ['name', 'h1'],
      ['title', 'dd'],
      ['emails', '#contact-details p'],
      ['phones', '#contact-details p + p'],
    ],
    false,
  );
const many = () =>
  taught(
    teamPage,
    [
      ['name', 'h3'],
      ['emails', 'ul.team a'],
      ['phones', '[data-phone]'],
    ],
    true,
  );

describe('the test of a template', () => {
  it.each([
    ['one person', one],
    ['many', many],
  ])('passes as it was made, and has nothing of the page’s words: %s', (_, make) => {
    const template = make();
    expect(passesOwnTest(template, parseHtml)).toBe(true);
    expect(JSON.stringify(template.test)).not.toMatch(
      /dana|whitfield|procurement|globex|0132|carmen|415|team"?>|token|css-|_9aX/iu,
    );
  });

  it('has as many people, with the same fields', () => {
    expect(many().test?.expected.map((values) => Object.keys(values).length)).toEqual([5, 5, 4, 5]);
  });

  it('fails when the template reads something else', () => {
    const template = one();
    const fields = template.fields.map((rule) => (rule.field === 'name' ? { ...rule, from: ['dd'] } : rule));
    expect(passesOwnTest({ ...template, fields }, parseHtml)).toBe(false);
    expect(passesOwnTest({ ...template, match: [{ all: [{ address: 'else.test' }] }] }, parseHtml)).toBe(false);
    expect(passesOwnTest({ ...template, test: undefined }, parseHtml)).toBeUndefined();
  });

  it('keeps what conditions ask for, and of a large page only the way to the fields', () => {
    const filler = '<div class="filler"><p>Lorem <b>ipsum</b> dolor</p></div>'.repeat(8_000);
    const html = `<html><head></head><body><script type="application/ld+json">{"@type":"Person","name":"Dana Whitfield"}</script>${filler}<h1 class="name">Dana Whitfield</h1></body></html>`;
    const document = parseHtml(html);
    const template: SiteTemplate = {
      ...makeTemplate({
        id: 't',
        title: 'T',
        pattern: 'page.test/*',
        fields: [{ field: 'name', from: ['h1.name'], filters: [] }],
      }),
      match: [{ all: [{ schemaType: 'Person' }, { selector: 'h1.name' }] }],
    };
    const test = makeTemplateTest(template, { ...reading, document }, parseHtml);
    expect(test?.html.length).toBeLessThan(300_000);
    expect(test?.html).not.toContain('Dana');
    expect(passesOwnTest({ ...template, test }, parseHtml)).toBe(true);
  });
});
