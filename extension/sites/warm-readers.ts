/**
 * Reads pages of our own, once: code that never ran takes twice as long, and the page that somebody waits for should not be the first.
 * It happens while the page's own thread makes the copy, when there is nothing else to do.
 */
import { parsePage, type ParseHtml } from '../capture/parse-page.ts';
import { readPage, type NamedAdapter } from '../capture/read-page.ts';
import { parseInert } from './parse-inert.ts';

let warm: Promise<void> | undefined;

/** @param parse only tests pass another one */
export function warmReaders(adapters: readonly NamedAdapter[], parse: ParseHtml = parseInert): Promise<void> {
  warm ??= readAll(adapters, parse);
  return warm;
}

/** Engines keep texts with signs beyond Latin-1 in another form, and compile every pattern once for each form. */
const ENDS = ['', '\u2013'];

async function readAll(adapters: readonly NamedAdapter[], parse: ParseHtml): Promise<void> {
  for (const end of ENDS)
    await readPage(parsePage({ ...PAGE, html: page(end) }, parse), {
      adapters,
      at: '2000-01-01T00:00:00.000Z',
      own: [],
      fetchRaw: () => Promise.resolve(undefined),
    });
}

const PAGE = { url: 'https://warm.invalid/', title: '', language: 'en', frames: [], truncated: false };
const PEOPLE = 24;

/** What readers have most work with: people who are listed, with titles, addresses and numbers. */
const page = (end: string) =>
  `<html lang="en"><head><meta property="og:site_name" content="Globex"></head><body>${Array.from(
    { length: PEOPLE },
    (_, at) => {
      const letter = String.fromCodePoint(97 + at);
      const [given, family] = [`${letter.toUpperCase()}na`, `Ek${letter}`];
      const [address, number] = [`${given}.${family}@globex.example`, `+1 415 555 01${10 + at}`];
      return `<div class="card"><h3>${given} ${family}</h3><p>Sales Manager, Globex Ltd</p><a href="mailto:${address}">${address}</a><a href="tel:${number}">${number}</a><p>12 Harbour Street, 1${1000 + at} Lund</p></div>`;
    },
  ).join('')}${end}</body></html>`;
