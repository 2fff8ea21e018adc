/** The filters of site templates: a closed list, each from text to text, in linear time. */
import { normaliseAddress, findAddresses } from './addresses.ts';

/** By name; those in `withText` take what follows a colon. */
const plain: Record<string, (text: string) => string> = {
  trim: (text) => text.trim(),
  collapse: (text) => text.replace(/\s+/gu, ' ').trim(),
  lower: (text) => text.toLowerCase(),
  'first-line': (text) => lines(text)[0] ?? '',
  'last-line': (text) => lines(text).at(-1) ?? '',
  digits: (text) => text.replace(/[^\p{Nd}+]/gu, ''),
  /** The address of a mail link, or the first one in a text. */
  mailto: (text) => {
    const bare = decode(
      text
        .trim()
        .replace(/^mailto:/iu, '')
        .replace(/\?.*$/su, ''),
    );
    return normaliseAddress(bare) ?? findAddresses(text, 1)[0]?.address ?? '';
  },
  /** The number of a phone link. */
  tel: (text) => decode(text.trim().replace(/^tel:/iu, '').replace(/;.*$/su, '')),
  /** Of a name, also the guess at its given and family part. */
  'split-name': (text) => text,
};
const withText: Record<string, (text: string, word: string) => string> = {
  after: (text, word) => (text.includes(word) ? text.slice(text.indexOf(word) + word.length) : text),
  before: (text, word) => (text.includes(word) ? text.slice(0, text.indexOf(word)) : text),
  remove: (text, word) => text.replaceAll(word, ''),
};

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The names of all filters, as a person writes them. */
export const filterNames: readonly string[] = [
  ...Object.keys(plain),
  ...Object.keys(withText).map((name) => `${name}:TEXT`),
];

/** What is wrong with a filter, if anything. */
export function problemWithFilter(filter: string): string | undefined {
  const { name, word } = split(filter);
  if (Object.hasOwn(plain, filter) || (Object.hasOwn(withText, name) && word !== '')) return undefined;
  return `there is no filter "${filter.slice(0, 40)}"; there are ${filterNames.join(', ')}`;
}

export function applyFilters(text: string, filters: readonly string[]): string {
  let now = text.slice(0, 20_000);
  for (const filter of filters) {
    const { name, word } = split(filter);
    if (Object.hasOwn(plain, filter)) now = plain[filter]?.(now) ?? now;
    else if (Object.hasOwn(withText, name)) now = withText[name]?.(now, word) ?? now;
  }
  return now.trim();
}

/** The words that filters look for in a page. */
export const filterWords = (filters: readonly string[]): string[] =>
  filters.filter((filter) => !Object.hasOwn(plain, filter)).map((filter) => split(filter).word);

function split(filter: string): { name: string; word: string } {
  const colon = filter.indexOf(':');
  return colon < 0 ? { name: filter, word: '' } : { name: filter.slice(0, colon), word: filter.slice(colon + 1) };
}
