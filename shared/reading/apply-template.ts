/** Reads a page by a site template: whether it is for this page and why, and the people it finds, each value with its evidence. */
import type { DraftContact } from '../model/draft.ts';
import { matchesPattern } from './address-pattern.ts';
import { normaliseAddress } from './addresses.ts';
import { contactsOf, newCandidate } from './candidates.ts';
import { linkValue, nameFindings, phoneFinding } from './card-findings.ts';
import { webAddress } from './dom.ts';
import { clipLine, findLine, makeEvidence, type Finding, type Reading } from './evidence.ts';
import { htmlToText } from './html-to-text.ts';
import { readJsonLd } from './json-ld.ts';
import { readMicrodata } from './microdata.ts';
import { guessCountry, toE164, type CountryCode } from './phones.ts';
import { BUDGET, select, type Budget } from './select.ts';
import { parseSelector, type Selector } from './selector.ts';
import type { FieldRule, SiteTemplate, TemplateCondition } from './site-template.ts';
import { thingsOf, type Thing } from './structured-data.ts';
import { applyFilters } from './template-filters.ts';

export interface TemplatePage extends Reading {
  document: Document;
  /** The page's own `lang`, if any. */
  language?: string;
}

const BLOCKS_MAX = 500;
const VALUES_MAX = 20;
/** No field is longer; reading one costs this much of the budget. */
const VALUE_NODES = 500;
/** The person pointed at it; but pages change. */
const CONFIDENCE = 0.9;

const parsed = (text: string): Selector[] => {
  const selector = parseSelector(text);
  return typeof selector === 'string' ? [] : [selector];
};

/** @returns the conditions that hold, for people to read; `undefined` when the template is for other pages */
export function whyTemplate(
  template: SiteTemplate,
  page: TemplatePage,
  budget: Budget = { left: BUDGET },
): string[] | undefined {
  let types: Set<string> | undefined;
  const holds = (condition: TemplateCondition): boolean => {
    const { address, schemaType, selector } = condition;
    if (address !== undefined) return URL.canParse(page.url) && matchesPattern(new URL(page.url), address);
    if (schemaType !== undefined) return (types ??= schemaTypes(page)).has(schemaType);
    return select(page.document, parsed(selector ?? ''), 1, budget)[0]?.length === 1;
  };
  // Addresses cost nothing, so they are asked first.
  const cheapFirst = (all: readonly TemplateCondition[]) =>
    all.toSorted((a, b) => Number(b.address !== undefined) - Number(a.address !== undefined));
  const group = template.match.find(({ all }) => cheapFirst(all).every(holds));
  return group?.all.map(sayCondition);
}

const sayCondition = ({ address, schemaType, selector }: TemplateCondition) =>
  address !== undefined
    ? `address ${address}`
    : schemaType !== undefined
      ? `page data of type ${schemaType}`
      : `element ${selector}`;

/** The types that the page's own data names, also of things within things. */
export function schemaTypes({ document, url }: TemplatePage): Set<string> {
  const seen = new Set<Thing>();
  const open = [...readJsonLd(document), ...readMicrodata(document, url)];
  for (let thing = open.pop(); thing !== undefined && seen.size < 5_000; thing = open.pop()) {
    if (seen.has(thing)) continue;
    seen.add(thing);
    for (const property of thing.properties.keys()) open.push(...thingsOf(thing, property));
  }
  return new Set([...seen].flatMap(({ types }) => types));
}

/** The first template, in the order given, that is for this page. */
export function firstTemplate(
  templates: readonly SiteTemplate[],
  page: TemplatePage,
): { template: SiteTemplate; because: string[] } | undefined {
  const budget = { left: BUDGET };
  for (const template of templates) {
    const because = whyTemplate(template, page, budget);
    if (because !== undefined) return { template, because };
  }
  return undefined;
}

/** The people that a template finds, in the order of the page. */
export function readByTemplate(template: Pick<SiteTemplate, 'fields' | 'list'>, page: TemplatePage): DraftContact[] {
  const budget = { left: BUDGET };
  const blocks = template.list === undefined ? [page.document] : blocksOf(template.list.block, page.document, budget);
  const rules = template.fields.map((rule) => ({ rule, selectors: rule.from.flatMap(parsed) }));
  const country = guessCountry({
    domain: URL.canParse(page.url) ? new URL(page.url).hostname : '',
    languages: page.language === undefined || page.language === '' ? [] : [page.language],
  });
  const candidates = blocks.map((block) => {
    const found = select(
      block,
      rules.flatMap(({ selectors }) => selectors),
      VALUES_MAX,
      budget,
    );
    let at = 0;
    const findings = rules.flatMap(({ rule, selectors }) => {
      const lists = found.slice(at, (at += selectors.length));
      return fieldFindings(rule, lists, page, country, budget);
    });
    return newCandidate(findings);
  });
  return contactsOf(
    candidates.filter(({ name, emails, phones }) => name !== undefined || emails.length + phones.length > 0),
  );
}

/** The blocks by the first selector that finds any. */
export function blocksOf(selectors: readonly string[], document: Document, budget: Budget): Element[] {
  const found = select(document, selectors.flatMap(parsed), BLOCKS_MAX, budget);
  return found.find((blocks) => blocks.length > 0) ?? [];
}

/** What the first selector gives that gives anything. */
function fieldFindings(
  rule: FieldRule,
  lists: readonly Element[][],
  page: TemplatePage,
  country: CountryCode | undefined,
  budget: Budget,
): Finding[] {
  for (const elements of lists) {
    const findings = elements.flatMap((element) =>
      (budget.left -= VALUE_NODES) < 0 ? [] : valueFindings(rule, element, page, country),
    );
    const isMap = ['emails', 'phones', 'links'].includes(rule.field);
    // Of several names the first; a name brings its parts along.
    const first = findings[0]?.path;
    const kept = isMap
      ? findings
      : findings.filter(({ path }, at) => findings.findIndex((each) => each.path === path) === at);
    if (first !== undefined) return kept;
  }
  return [];
}

/** The text of an element as a person reads it, or its attribute. */
export function rawValue(rule: Pick<FieldRule, 'attribute'>, element: Element): string {
  if (rule.attribute !== undefined) return element.getAttribute(rule.attribute)?.slice(0, 20_000) ?? '';
  return htmlToText(element, { nodes: VALUE_NODES }).slice(0, 20_000);
}

function valueFindings(
  rule: FieldRule,
  element: Element,
  page: TemplatePage,
  country: CountryCode | undefined,
): Finding[] {
  const raw = rawValue(rule, element);
  const text = applyFilters(raw, rule.filters);
  if (text === '') return [];
  const evidence = makeEvidence(page, 'site-template', CONFIDENCE, raw);
  switch (rule.field) {
    case 'emails': {
      const address = normaliseAddress(text);
      return address === undefined ? [] : [{ path: `emails/${address}`, value: {}, evidence }];
    }
    case 'phones': {
      const written = clipLine(text, 100);
      const number = toE164(written, country, true) ?? written.replace(/[^\p{Nd}+]/gu, '');
      if (!/^\+?\p{Nd}{5,20}$/u.test(number)) return [];
      return [phoneFinding(page, { number, written }, 'site-template', CONFIDENCE, raw)];
    }
    case 'links': {
      const url = webAddress(text, page.url);
      return url === undefined ? [] : [{ path: `links/${url}`, value: linkValue(url), evidence }];
    }
    case 'address':
      return [{ path: 'address', value: text.slice(0, 1_000), evidence }];
    case 'name': {
      const isSplit = rule.filters.includes('split-name');
      const name = clipLine(text);
      return isSplit ? nameFindings(page, name, 'site-template', CONFIDENCE, raw) : findLine('name', name, evidence);
    }
    default:
      return findLine(rule.field, text, evidence);
  }
}
