/** Teach mode without its screen: from a page in which an element was pointed at to a template with its own test. */
import type { DraftContact } from '../../shared/model/draft.ts';
import { suggestPatterns } from '../../shared/reading/address-pattern.ts';
import { readByTemplate } from '../../shared/reading/apply-template.ts';
import type { FieldRule, SiteTemplate, TemplateField } from '../../shared/reading/site-template.ts';
import { generalise, makeTemplate, ruleFor } from '../../shared/reading/teach-template.ts';
import { makeTemplateTest } from '../../shared/reading/template-test.ts';
import type { Page } from './page.ts';
import type { ParseHtml } from './parse-page.ts';
import { PICKED } from './take-snapshot.ts';

/** The element that was pointed at; its mark is taken off. */
export function takePicked(page: Page): Element | undefined {
  const element = page.document.querySelector(`[${PICKED}]`);
  element?.removeAttribute(PICKED);
  return element ?? undefined;
}

/** The rules with what was taught last; `undefined` when that element cannot be told from others. */
export function teachField(
  rules: readonly FieldRule[],
  field: TemplateField,
  element: Element,
  page: Page,
): FieldRule[] | undefined {
  const rule = ruleFor(field, element, page.document);
  return rule === undefined ? undefined : [...rules.filter((each) => each.field !== field), rule];
}

export interface Lesson {
  /** For the one person pointed at. */
  fields: readonly FieldRule[];
  /** For everybody on the page, where the block repeats. */
  all?: NonNullable<ReturnType<typeof generalise>>;
}

export const lessonOf = (rules: readonly FieldRule[], page: Page): Lesson => ({
  fields: rules,
  all: generalise(rules, page.document),
});

/** What would be read. */
export function previewOf({ fields, all }: Lesson, isAll: boolean, page: Page, at: string): DraftContact[] {
  const template = isAll && all !== undefined ? { fields: all.fields, list: all.list } : { fields: [...fields] };
  return readByTemplate(template, { document: page.document, url: page.url.href, at, language: page.language });
}

/** Patterns to choose from, the narrowest first. */
export const patternsFor = (page: Page): string[] => suggestPatterns(page.url);

/** The template to save, with its test where one can be made. */
export function finishLesson(
  { fields, all }: Lesson,
  choice: { title: string; pattern: string; isAll: boolean; at: string },
  page: Page,
  parse: ParseHtml,
): SiteTemplate {
  const { title, pattern, isAll, at } = choice;
  const id = page.url.hostname
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '')
    .slice(0, 50);
  const taught = isAll && all !== undefined ? { fields: all.fields, list: all.list } : { fields };
  const template = makeTemplate({ id: id || 'page', title, pattern, ...taught });
  const test = makeTemplateTest(
    template,
    { document: page.document, url: page.url.href, at, language: page.language },
    parse,
  );
  return test === undefined ? template : { ...template, test };
}
