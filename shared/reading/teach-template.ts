/** Makes a site template from what a person pointed at: one rule for each field, and the block where people repeat. */
import { findElements, tagOf } from './dom.ts';
import { rawValue } from './apply-template.ts';
import { findRepeatedBlock } from './repeated-block.ts';
import { BUDGET, select } from './select.ts';
import { ancestorsOf, selectorsFor } from './selector-for-element.ts';
import { parseSelector } from './selector.ts';
import type { FieldRule, SiteTemplate, TemplateField } from './site-template.ts';

/** How to read a field from the element that was pointed at. */
export function ruleFor(field: TemplateField, pointed: Element, document: Document): FieldRule | undefined {
  const { element, attribute } = sourceOf(field, pointed, document);
  const from = selectorsFor(element, document);
  if (from.length === 0) return undefined;
  const rule = { field, from, ...(attribute === undefined ? {} : { attribute }) };
  return { ...rule, filters: filtersFor(field, attribute, rawValue(rule, element)) };
}

const SCHEMES: Partial<Record<TemplateField, RegExp>> = {
  emails: /^mailto:/iu,
  phones: /^tel:/iu,
  links: /^(?!mailto:|tel:|javascript:|#)./iu,
};

/** A link says more than its text: the one around what was pointed at, or the only one in it. */
function sourceOf(
  field: TemplateField,
  pointed: Element,
  document: Document,
): { element: Element; attribute?: string } {
  const scheme = SCHEMES[field];
  if (scheme === undefined) return { element: pointed };
  const isLink = (element: Element) =>
    tagOf(element) === 'a' && scheme.test(element.getAttribute('href')?.trim() ?? '');
  const around = [pointed, ...ancestorsOf(pointed, document)].find(isLink);
  const within = around === undefined ? findElements(pointed, isLink, 2) : [];
  const link = around ?? (within.length === 1 ? within[0] : undefined);
  return link === undefined ? { element: pointed } : { element: link, attribute: 'href' };
}

function filtersFor(field: TemplateField, attribute: string | undefined, text: string): string[] {
  if (field === 'emails') return ['mailto'];
  if (field === 'phones' && attribute !== undefined) return ['tel'];
  if (field === 'links') return ['trim'];
  // "Phone: +1 415 …": the label is no part of the value.
  const label = /^[\p{L}\p{M}][\p{L}\p{M} .-]{0,30}[:：]/u.exec(text.trim())?.[0];
  const after = label === undefined || label.length === text.trim().length ? [] : [`after:${label}`];
  if (field === 'address') return [...after, 'trim'];
  return [...after, 'first-line', 'collapse', ...(field === 'name' ? ['split-name'] : [])];
}

/** The fields for all people of the page, when those taught for one repeat. */
export function generalise(
  rules: readonly FieldRule[],
  document: Document,
): { fields: FieldRule[]; list: { block: string[] }; count: number } | undefined {
  const elements = rules.map((rule) => elementOf(rule, document));
  const present = elements.filter((element) => element !== undefined);
  if (present.length === 0 || present.length < rules.length) return undefined;
  const repeated = findRepeatedBlock(present, document);
  if (repeated === undefined) return undefined;
  const fields = rules.map((rule, at) => ({ ...rule, from: repeated.fields[at] ?? rule.from }));
  return { fields, list: { block: repeated.block }, count: repeated.blocks.length };
}

/** The element that a rule reads in this document. */
function elementOf(rule: FieldRule, document: Document): Element | undefined {
  const selectors = rule.from.flatMap((text) => {
    const parsed = parseSelector(text);
    return typeof parsed === 'string' ? [] : [parsed];
  });
  return select(document, selectors, 1, { left: BUDGET }).find((list) => list.length > 0)?.[0];
}

/** A template of what was taught, without its test. */
export function makeTemplate(options: {
  id: string;
  title: string;
  pattern: string;
  fields: readonly FieldRule[];
  list?: SiteTemplate['list'];
}): SiteTemplate {
  const { id, title, pattern, fields, list } = options;
  return {
    version: 1,
    id,
    title: title.trim().slice(0, 100) || 'Template',
    match: [{ all: [{ address: pattern }] }],
    fields: [...fields],
    ...(list === undefined ? {} : { list }),
  };
}
