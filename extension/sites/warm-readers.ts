/**
 * Reads pages of our own, once: code that never ran takes several times as long, and the page that somebody waits for should not be the
 * first. It happens while the page's own thread makes the copy, when there is nothing else to do.
 */
import { parsePage, type ParseHtml } from '../capture/parse-page.ts';
import { readPage, type NamedAdapter } from '../capture/read-page.ts';
import { parseInert } from './parse-inert.ts';
import { restAfter } from './rest-after.ts';

let isWarm = false;

/**
 * @param copied settles when the page is there: whatever is not warm by then stays so, because nobody should wait for this
 * @param parse only tests pass another one
 */
export async function warmReaders(
  adapters: readonly NamedAdapter[],
  copied: Promise<unknown>,
  parse: ParseHtml = parseInert,
): Promise<void> {
  if (isWarm) return;
  isWarm = true;
  let isOver = false;
  const stop = () => {
    isOver = true;
  };
  copied.then(stop, stop);
  const pause = restAfter(SLICE_MS);
  const rest = async () => {
    await pause();
    if (isOver) throw new Error('The page is there.');
  };
  const options = {
    adapters,
    rest,
    at: '2000-01-01T00:00:00.000Z',
    own: [],
    fetchRaw: () => Promise.resolve(undefined),
  };
  try {
    for (const end of ENDS) await readPage(parsePage({ ...PAGE, html: page(end) }, parse), options);
  } catch {
    // It was enough, or an adapter has a bug: that shows itself when it reads the page that somebody waits for.
  }
}

/** How long a page that is there may have to wait. */
const SLICE_MS = 5;
/** Texts with signs beyond Latin-1 have a form of their own in engines, which compile every pattern once for each form. */
const ENDS = ['\u2013', ''];
const PAGE = { url: 'https://warm.invalid/', title: '', language: 'en', frames: [], truncated: false };
const PEOPLE = 24;

/** What readers have most work with: people who are listed, with titles, addresses and numbers. */
const page = (end: string) =>
  `<html lang="en"><head><meta property="og:site_name" content="Globex"></head><body>${Array.from(
    { length: PEOPLE },
    (_, at) => person(at),
  ).join('')}${end}</body></html>`;

function person(at: number): string {
  const letter = String.fromCodePoint(97 + at);
  const [given, family] = [`${letter.toUpperCase()}na`, `Ek${letter}`];
  const [address, number] = [`${given}.${family}@globex.example`, `+1 415 555 01${10 + at}`];
  return `<div class="card"><h3>${given} ${family}</h3><p>Sales Manager, Globex Ltd</p><a href="mailto:${address}">${address}</a><a href="tel:${number}">${number}</a><p>12 Harbour Street, 1${1000 + at} Lund</p></div>`;
}
