/** Templates and pages from anyone: nothing throws, and everything is bounded. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftContactSchema } from '../../../shared/model/draft.ts';
import { firstTemplate, readByTemplate } from '../../../shared/reading/apply-template.ts';
import {
  parseTemplates,
  siteTemplateSchema,
  templateFields,
  writeTemplates,
} from '../../../shared/reading/site-template.ts';
import { applyFilters, filterNames, problemWithFilter } from '../../../shared/reading/template-filters.ts';
import { makeTemplateTest } from '../../../shared/reading/template-test.ts';
import { parseHtml, reading } from './reading.ts';
import { teamPage } from './team-page.ts';

const selector = fc.constantFrom(
  'h1',
  'h3',
  'li',
  'a[href]',
  'ul > li p',
  '.team-member',
  '*',
  ':scope',
  'p + p',
  'li:nth-of-type(2) *',
);
const filter = fc.oneof(
  fc.constantFrom(...filterNames.filter((name) => !name.endsWith('TEXT'))),
  fc.string({ minLength: 1, maxLength: 5 }).map((word) => `after:${word}`),
);
const template = fc.record({
  version: fc.constant(1 as const),
  id: fc.constantFrom('a', 'b-c'),
  title: fc.constantFrom('T', 'Ü'),
  match: fc.constant([{ all: [{ address: 'page.test/*' }] }]),
  fields: fc.uniqueArray(
    fc.record({
      field: fc.constantFrom(...templateFields),
      from: fc.array(selector, { minLength: 1, maxLength: 3 }),
      filters: fc.array(filter, { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 5, selector: ({ field }) => field },
  ),
  list: fc.option(fc.record({ block: fc.array(selector, { minLength: 1, maxLength: 2 }) }), { nil: undefined }),
});
const html = fc.oneof(
  fc.constant(teamPage),
  fc
    .array(
      fc.constantFrom(
        '<ul>',
        '<li>',
        '</li>',
        '<h3>',
        'Dana Whitfield',
        'a@b.test',
        '<a href="mailto:%E0%A4%A">',
        '</a>',
        '<p>',
        '+1 415 555 0132',
        '\u0000',
        '<b itemscope>',
        '<!--',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);

describe('any template on any page', () => {
  it('reads drafts that fit the model, and never throws', () => {
    fc.assert(
      fc.property(template, html, (made, text) => {
        const parsed = siteTemplateSchema.parse(made);
        const page = { ...reading, document: parseHtml(text) };
        for (const contact of readByTemplate(parsed, page)) draftContactSchema.parse(contact);
        firstTemplate([parsed], page);
        const test = makeTemplateTest(parsed, page, parseHtml);
        if (test !== undefined) siteTemplateSchema.parse({ ...parsed, test });
        expect(parseTemplates(writeTemplates([parsed]))).toEqual({ templates: [parsed] });
      }),
      { numRuns: 200 },
    );
  });

  it('is refused with words when it is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const read = parseTemplates(text);
        expect('problems' in read && read.problems.every(({ message }) => message !== '')).toBe(true);
      }),
    );
  });

  it('takes bounded time with the most that a template may ask for', () => {
    const rows = '<div class="a"><div class="a"><p class="a">x</p></div></div>'.repeat(20_000);
    const page = { ...reading, document: parseHtml(`<html><body>${rows}</body></html>`) };
    const worst = Array.from({ length: 12 }, () => '*.a').join(' ');
    const fields = templateFields.map((field) => ({
      field,
      from: Array.from({ length: 8 }, () => worst),
      filters: [],
    }));
    const start = performance.now();
    readByTemplate({ fields, list: { block: ['*'] } }, page);
    expect(performance.now() - start).toBeLessThan(8_000);
  });
});

describe('filters', () => {
  it('never throw, whatever the text and the filter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.oneof(filter, fc.string())), (text, filters) => {
        expect(typeof applyFilters(text, filters)).toBe('string');
        filters.forEach(problemWithFilter);
      }),
    );
  });
  it.each([
    ['mailto:Dana@Globex.test?subject=x', 'mailto', 'dana@globex.test'],
    ['Write to dana@globex.test!', 'mailto', 'dana@globex.test'],
    ['tel:+1-415-555-0132;ext=7', 'tel', '+1-415-555-0132'],
    ['Tel. 030 / 555', 'digits', '030555'],
    ['a\n  b ', 'last-line', 'b'],
    ['a  \n b', 'collapse', 'a b'],
    ['Role: Buyer', 'after:Role:', 'Buyer'],
    ['Buyer (EMEA)', 'before:(', 'Buyer'],
    ['Mr Dana', 'remove:Mr', 'Dana'],
  ])('%s | %s is %s', (text, name, is) => expect(applyFilters(text, [name])).toBe(is));
});
