/**
 * The pages of extruct. A page is read when each of its expected results is: microformats exactly; JSON-LD, microdata, RDFa and
 * OpenGraph (which is RDFa) when the reader gives the same facts, no fewer and no others. A page with an expected result in a
 * syntax that Larder does not read (Dublin Core in `meta name`) is not read.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { decodePage } from '../../../shared/reading/decode-page.ts';
import { readJsonLd } from '../../../shared/reading/json-ld.ts';
import { readMicrodata } from '../../../shared/reading/microdata.ts';
import { readMicroformats } from '../../../shared/reading/microformats.ts';
import { readRdfa } from '../../../shared/reading/rdfa.ts';
import type { Attempt } from '../capture/define-corpus.ts';
import { canonical, differences, factsOfJson, factsOfThings, local } from './facts.ts';
import { openPage } from './open-page.ts';

const manifestSchema = z.array(
  z.object({
    html: z.string(),
    expected: z.array(
      z.object({
        file: z.string(),
        syntax: z.string(),
        form: z.string().optional(),
        key: z.string().optional(),
        baseUrl: z.string().optional(),
      }),
    ),
  }),
);

const SYNTAXES = ['json-ld', 'microdata', 'rdfa', 'opengraph', 'microformat'];
const byKey = (data: unknown, key: string): unknown => new Map<string, unknown>(Object.entries(Object(data))).get(key);

export function scoreExtruct(
  folder: string,
  attempt: Attempt,
  isVerbose = false,
): { pages: number; pagesRead: number } {
  const path = join(folder, 'manifest.json');
  const pages = attempt(path, () => manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')))) ?? [];
  const problemsOf = ({ html, expected }: (typeof pages)[number]) => {
    const text = decodePage(readFileSync(join(folder, html)));
    return expected.flatMap(({ file, syntax, form, key, baseUrl }) => {
      const data: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      if (syntax === 'all')
        return SYNTAXES.flatMap((each) => compare(text, each, byKey(data, each), baseUrl, undefined));
      const wanted = key ?? (form?.startsWith('only key') === true ? syntax : undefined);
      return compare(text, syntax, wanted === undefined ? data : byKey(data, wanted), baseUrl, form);
    });
  };
  const outcomes = pages.flatMap((page) => {
    const problems = attempt(join(folder, page.html), () => problemsOf(page));
    if (isVerbose && problems !== undefined && problems.length > 0) console.info(page.html, problems.slice(0, 12));
    return problems === undefined ? [] : problems.length === 0;
  });
  return { pages: outcomes.length, pagesRead: outcomes.filter(Boolean).length };
}

function compare(html: string, syntax: string, data: unknown, baseUrl: string | undefined, form = ''): string[] {
  const base = baseUrl ?? 'http://page.test/';
  const document = openPage(html);
  if (syntax === 'microformat') {
    // The uniform form renames what the canonical one holds: one comparison is enough.
    if (form.startsWith('uniform')) return [];
    // Without an address of their own upstream's pages keep relative links as they are.
    const json = JSON.stringify(readMicroformats(document, base).items);
    const items: unknown = JSON.parse(baseUrl === undefined ? json.replaceAll(`"${base}`, '"/') : json);
    return isDeepStrictEqual(items, data) ? [] : ['microformats differ'];
  }
  if (syntax === 'json-ld') return differences(factsOfJson(data, base), factsOfThings(readJsonLd(document), base));
  if (syntax === 'microdata')
    return differences(factsOfJson(data, base), factsOfThings(readMicrodata(document, base), base));
  if (syntax === 'rdfa') {
    const expected = [...factsOfJson(data, base)].filter((fact) => !fact.startsWith('usesVocabulary='));
    return differences(new Set(expected), factsOfThings(readRdfa(document, base), base));
  }
  if (syntax !== 'opengraph') return [`no reader for ${syntax}`];
  // A prefix may be declared without the "#" that sets it apart: then the last part of the full name is longer.
  const facts = [...factsOfThings(readRdfa(document, base), base)];
  return openGraphFacts(data, base).filter((fact) => !facts.some((known) => known.endsWith(fact)));
}

const openGraphSchema = z.array(z.object({ properties: z.array(z.tuple([z.string(), z.string()])) }));
const openGraphFacts = (data: unknown, base: string): string[] =>
  openGraphSchema
    .parse(data)
    .flatMap(({ properties }) => properties)
    .map(([name, value]) => `${local(name)}=${canonical(value, base)}`);
