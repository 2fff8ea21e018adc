/** What a page says in its machine-readable data. The document is asked only where the HTML has a sign of it: parsing a large page takes long. */
import { readHCards } from './h-card.ts';
import { readJsonLd, readJsonLdBlocks } from './json-ld.ts';
import { readMicrodata } from './microdata.ts';
import type { SourceThings } from './page-companies.ts';
import { readRdfa } from './rdfa.ts';
import type { Thing } from './structured-data.ts';
import type { WrittenPage } from './written-page.ts';

/** A page to read. */
export interface PageSource {
  /** May be a getter that parses when it is asked. */
  readonly document: Document;
  /** The same page as the browser wrote it down, and how to parse a part of it. */
  written?: Written;
}

export interface Written {
  html: string;
  parse: (html: string) => Document;
}

/** Yields between the syntaxes, so that the caller can rest. */
export function* readSources(
  source: PageSource,
  url: string,
  page: WrittenPage | undefined,
): Generator<undefined, SourceThings[]> {
  const html = page === undefined ? undefined : source.written?.html;
  const mayHave = (sign: RegExp) => html === undefined || sign.test(html);
  const sources: SourceThings[] = [];
  sources.push({
    source: 'json-ld',
    things: page === undefined ? readJsonLd(source.document) : readJsonLdBlocks(page.jsonLd),
  });
  yield;
  sources.push({ source: 'microdata', things: mayHave(ITEM) ? readMicrodata(source.document, url) : [] });
  yield;
  sources.push({ source: 'rdfa', things: rdfaOf(source, url, html) });
  yield;
  sources.push({ source: 'h-card', things: mayHave(CARD) ? readHCards(source.document, url) : [] });
  return sources;
}

const ITEM = / itemscope="/;
const CARD = /h-card|h-org|vcard/;
/** What makes an element say something, or changes what others say. */
const SPEAKS = /<base | (?:(?:property|typeof|vocab)="|re[lv]="[^"]*:)/;
const HEAD = /^[^>]*><head(?:\s[^>]*)?>.*?<\/head>/s;

/** Most pages have RDFa for social networks, in their head and nowhere else: then the head is enough. */
function rdfaOf(source: PageSource, url: string, html: string | undefined): Thing[] {
  const head = html === undefined ? undefined : HEAD.exec(html)?.[0];
  if (html === undefined || head === undefined || source.written === undefined) return readRdfa(source.document, url);
  const before = head.slice(0, head.indexOf('>'));
  if (SPEAKS.test(before) || SPEAKS.test(html.slice(head.length))) return readRdfa(source.document, url);
  return SPEAKS.test(head) ? readRdfa(source.written.parse(`${head}<body></body></html>`), url) : [];
}
