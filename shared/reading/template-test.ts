/** A template's own test: the censored page that it was made on, and what it reads there. */
import { matchesPattern } from './address-pattern.ts';
import { blocksOf, readByTemplate, whyTemplate, type TemplatePage } from './apply-template.ts';
import { censorPage } from './censor-page.ts';
import type { DraftContact } from '../model/draft.ts';
import { splitPath } from '../model/record.ts';
import { BUDGET, select } from './select.ts';
import { parseSelector, type Selector } from './selector.ts';
import { templateFields, type SiteTemplate, type TemplateField } from './site-template.ts';
import { filterWords } from './template-filters.ts';

export type TemplateTest = NonNullable<SiteTemplate['test']>;
export type Values = Partial<Record<TemplateField, string[]>>;

const BLOCKS_KEPT = 8;
const HTML_MAX = 300_000;
const AT = '2000-01-01T00:00:00.000Z';

/** What was read, by field, as plain texts. */
export function valuesOf(contact: DraftContact): Values {
  const values: Values = {};
  for (const { path, value } of contact.fields) {
    const { field, key } = splitPath(path);
    const name = templateFields.find((each) => each === field);
    if (name !== undefined) (values[name] ??= []).push(key ?? String(value));
  }
  return values;
}

/**
 * Makes the test of a template from the page that it was made on.
 * @returns `undefined` when the censored page does not read like the page itself, so that it would prove nothing
 */
export function makeTemplateTest(
  template: SiteTemplate,
  page: TemplatePage,
  parse: (html: string) => Document,
): TemplateTest | undefined {
  const { document } = page;
  const blocks = template.list === undefined ? [] : blocksOf(template.list.block, document, { left: BUDGET });
  const options = {
    selectors: selectorsOf(template),
    attributes: template.fields.flatMap(({ attribute }) => attribute ?? []),
    words: template.fields.flatMap(({ filters }) => filterWords(filters)),
    leaveOut: new Set(blocks.slice(BLOCKS_KEPT)),
    empty: () => false,
  };
  let html = censorPage(document, options);
  // Of a large page only what leads to the fields, and the tags beside it.
  if (html.length > HTML_MAX) {
    const matched = select(document, options.selectors, 100, { left: BUDGET }).flat();
    const held = new Set([...blocks.slice(0, BLOCKS_KEPT), ...matched]);
    const around = new Set<Node>();
    for (const element of held) for (let at: Node | null = element; at !== null; at = at.parentNode) around.add(at);
    const isHeld = (element: Element) => {
      for (let at: Node | null = element; at !== null && !around.has(at); at = at.parentNode)
        if (held.has(at as Element)) return true;
      return around.has(element);
    };
    html = censorPage(document, {
      ...options,
      empty: (element) => !isHeld(element) && ![...held].some((each) => each.contains(element)),
    });
  }
  if (html.length > HTML_MAX) return undefined;
  html = html.replace(/(?:<\/body>)?<\/html>$/u, (end) => typeMarks(template) + end);
  const url = censoredAddress(template, new URL(page.url));
  const expected = readTest(template, { url, html }, parse);
  const real = readByTemplate(template, page).slice(0, expected?.length);
  const fields = (values: readonly Values[]) => JSON.stringify(values.map((each) => Object.keys(each).toSorted()));
  if (expected === undefined || expected.length === 0 || fields(expected) !== fields(real.map(valuesOf)))
    return undefined;
  return { url, html, expected };
}

/** @returns what a template reads on its own page now; `undefined` when it is not for that page any more */
function readTest(
  template: SiteTemplate,
  test: Pick<TemplateTest, 'url' | 'html'>,
  parse: (html: string) => Document,
): Values[] | undefined {
  const page = { document: parse(test.html), url: test.url, at: AT };
  if (whyTemplate(template, page) === undefined) return undefined;
  return readByTemplate(template, page).map(valuesOf);
}

/** Whether a template still reads what it read when it was made; `undefined` when it has no test. */
export function passesOwnTest(template: SiteTemplate, parse: (html: string) => Document): boolean | undefined {
  const { test } = template;
  if (test === undefined) return undefined;
  const now = readTest(template, test, parse);
  return now !== undefined && canonical(now) === canonical(test.expected);
}

const canonical = (contacts: readonly Values[]) =>
  JSON.stringify(contacts.map((values) => templateFields.map((field) => values[field] ?? [])));

const selectorsOf = (template: SiteTemplate): Selector[] =>
  [
    ...template.fields.flatMap(({ from }) => from),
    ...(template.list?.block ?? []),
    ...template.match.flatMap(({ all }) => all.flatMap(({ selector }) => selector ?? [])),
  ].flatMap((text) => {
    const parsed = parseSelector(text);
    return typeof parsed === 'string' ? [] : [parsed];
  });

/** The page's data is not kept, but that it names these types is. */
function typeMarks(template: SiteTemplate): string {
  const types = template.match.flatMap(({ all }) => all.flatMap(({ schemaType }) => schemaType ?? []));
  return [...new Set(types)].map((type) => `<script type="application/ld+json">{"@type":"${type}"}</script>`).join('');
}

/** The address without what the pattern does not ask for. */
function censoredAddress(template: SiteTemplate, url: URL): string {
  const patterns = template.match.flatMap(({ all }) => all.flatMap(({ address }) => address ?? []));
  const kept = patterns.filter((pattern) => matchesPattern(url, pattern));
  const segments = url.pathname.split('/');
  const build = () => new URL(segments.join('/'), url.origin);
  segments.forEach((segment, at) => {
    segments[at] = segment === '' ? '' : 'x';
    if (!kept.every((pattern) => matchesPattern(build(), pattern))) segments[at] = segment;
  });
  return build().href;
}
