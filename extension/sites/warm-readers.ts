/**
 * Reads a page of our own, once: code that never ran takes twice as long, and the page that somebody waits for should not be the first.
 * It happens while the page's own thread makes the copy, when there is nothing else to do.
 */
import { parsePage } from '../capture/parse-page.ts';
import { readPage, type NamedAdapter } from '../capture/read-page.ts';
import { parseInert } from './parse-inert.ts';

let warm: Promise<unknown> | undefined;

export async function warmReaders(adapters: readonly NamedAdapter[]): Promise<void> {
  warm ??= readPage(parsePage({ ...PAGE, html: page() }, parseInert), {
    adapters,
    at: '2000-01-01T00:00:00.000Z',
    own: [],
    fetchRaw: () => Promise.resolve(undefined),
  });
  await warm;
}

const PAGE = { url: 'https://warm.invalid/', title: '', language: 'en', frames: [], truncated: false };
const PEOPLE = 24;

/** What readers have most work with: people who are listed, with titles, addresses and numbers. */
const page = () =>
  `<html lang="en"><head><meta property="og:site_name" content="Globex"></head><body>${Array.from(
    { length: PEOPLE },
    (_, at) => {
      const letter = String.fromCodePoint(97 + at);
      const [given, family] = [`${letter.toUpperCase()}na`, `Ek${letter}`];
      const [address, number] = [`${given}.${family}@globex.example`, `+1 415 555 01${10 + at}`];
      return `<div class="card"><h3>${given} ${family}</h3><p>Sales Manager, Globex Ltd</p><a href="mailto:${address}">${address}</a><a href="tel:${number}">${number}</a><p>12 Harbour Street, 1${1000 + at} Lund</p></div>`;
    },
  ).join('')}</body></html>`;
