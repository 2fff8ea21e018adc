/**
 * Dates as webmails show them, in the language of their page: "Sat, Nov 21, 2026, 2:05 PM", "Gestern 14:05", "2026年11月21日(土) 14:05".
 * Nothing is guessed: where day and month cannot be told apart, there is no date, and the reason is said.
 */

export interface DateContext {
  /** BCP 47, of the page; without it only what is the same in every language is read. */
  language: string;
  /** When the page was read, Unix milliseconds. */
  now: number;
  /** Unix milliseconds of a time on the wall where the page is read; `month` is 0 to 11. Only tests pass another one. */
  toTime?: (year: number, month: number, day: number, hour: number, minute: number) => number;
}

/** Why a text gives no date. */
export type NoDate = 'no-date' | 'ambiguous';
export type LocalisedDate = { at: string } | { why: NoDate };

/** Of languages whose page shows only figures: which comes first. `undefined` for English: it is written both ways. */
const ORDER: Record<string, 'dmy' | 'ymd'> = { de: 'dmy', fr: 'dmy', es: 'dmy', he: 'dmy', ja: 'ymd' };
const REGIONS: Record<string, 'dmy' | 'mdy' | 'ymd'> = {
  'en-US': 'mdy',
  'en-GB': 'dmy',
  'en-IE': 'dmy',
  'en-AU': 'dmy',
  'en-NZ': 'dmy',
  'en-IN': 'dmy',
  'fr-CA': 'ymd',
};
const TODAY = 'today|heute|aujourd’hui|hoy|היום|今日';
const YESTERDAY = 'yesterday|gestern|hier|ayer|אתמול|昨日';
const LANGUAGES = ['en', 'de', 'fr', 'es', 'he', 'ja'];
const DAY_MS = 86_400_000;
/** A message may be from another zone, or a clock a little wrong; a date further ahead is none of a message. */
const AHEAD_MS = 2 * DAY_MS;

const fold = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')
    .replace(/['\u2019]/gu, '’')
    .replace(/\s+/gu, ' ')
    .trim();

/** The page's words for months, days of the week and halves of the day, from the browser's own tables. */
function wordsOf(language: string) {
  const months = new Map<string, number>();
  const days = new Map<string, number>();
  const halves = new Map<string, number>();
  const add = (map: Map<string, number>, word: string, value: number) => {
    const key = fold(word).replace(/\.$/u, '');
    // "1月" is figures, and read as such.
    if (key !== '' && !/\d/u.test(key)) map.set(key, value);
  };
  const part = (options: Intl.DateTimeFormatOptions, type: Intl.DateTimeFormatPartTypes, time: number) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
      .formatToParts(time)
      .find((each) => each.type === type)?.value ?? '';
  for (const style of ['long', 'short'] as const) {
    for (let month = 0; month < 12; month++)
      // Alone and beside a day: some languages decline them.
      for (const options of [{ month: style }, { month: style, day: 'numeric' as const }])
        add(months, part(options, 'month', Date.UTC(2026, month, 15)), month);
    for (let day = 0; day < 7; day++) add(days, part({ weekday: style }, 'weekday', Date.UTC(2026, 10, 1 + day)), day);
  }
  for (const hour of [3, 15])
    add(halves, part({ hour: 'numeric', hour12: true }, 'dayPeriod', Date.UTC(2026, 0, 1, hour)), hour < 12 ? 0 : 12);
  for (const [word, value] of [
    ['am', 0],
    ['a.m', 0],
    ['pm', 12],
    ['p.m', 12],
  ] as const)
    halves.set(word, value);
  return { months, days, halves };
}
const words = new Map<string, ReturnType<typeof wordsOf>>();
function wordsIn(language: string): ReturnType<typeof wordsOf> {
  const known = words.get(language) ?? wordsOf(language);
  words.set(language, known);
  return known;
}

export function readLocalisedDate(text: string, { language, now, toTime = wallTime }: DateContext): LocalisedDate {
  const line = fold(text.slice(0, 200));
  const known = LANGUAGES.includes(language.slice(0, 2).toLowerCase()) && Intl.getCanonicalLocales(language).length > 0;
  const vocabulary = known ? wordsIn(language) : undefined;
  const clock = readClock(line, vocabulary?.halves);
  if (clock === undefined) return { why: 'no-date' };
  const day = readDay(clock.rest, language, vocabulary, now);
  if ('why' in day) return day;
  const time = toTime(day.year, day.month, day.day, clock.hour, clock.minute);
  return Number.isNaN(time) || time > now + AHEAD_MS ? { why: 'no-date' } : { at: new Date(time).toISOString() };
}

const wallTime = (...[year, month, day, hour, minute]: [number, number, number, number, number]) =>
  new Date(year, month, day, hour, minute).getTime();

type Day = { year: number; month: number; day: number };

/** The time of day, and the text without it. A text without one is a day, and no moment. */
function readClock(line: string, halves: ReadonlyMap<string, number> | undefined) {
  const match = /(?<!\d)(\d{1,2})(?:[:.]|\s?[h時]\s?)(\d{2})(?:[:.]\d{2})?(?!\d)(?:\s?分)?/gu;
  // The last one: "21.11.2026 14.05".
  const found = [...line.matchAll(match)].findLast(
    (each) => !/^[./-]\d/u.test(line.slice(each.index + each[0].length)),
  );
  if (found === undefined) return undefined;
  let hour = Number(found[1]);
  const minute = Number(found[2]);
  let before = line.slice(0, found.index);
  let after = line.slice(found.index + found[0].length);
  for (const [word, offset] of [...(halves ?? [])].toSorted(([a], [b]) => b.length - a.length)) {
    const isAfter = after.trimStart().startsWith(word);
    if (!isAfter && !before.trimEnd().endsWith(word)) continue;
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + offset;
    if (isAfter) after = after.trimStart().slice(word.length).replace(/^\./u, '');
    else before = before.trimEnd().slice(0, -word.length);
    break;
  }
  return hour > 23 || minute > 59 ? undefined : { hour, minute, rest: `${before} ${after}` };
}

function readDay(
  rest: string,
  language: string,
  vocabulary: ReturnType<typeof wordsOf> | undefined,
  now: number,
): Day | { why: NoDate } {
  const tokens = rest.match(/[\p{L}\p{M}’׳]+|\d+/gu) ?? [];
  const numbers = tokens.filter((token) => /^\d+$/u.test(token));
  const today = new Date(now);
  const onDay = (back: number): Day => {
    const date = new Date(today.getFullYear(), today.getMonth(), today.getDate() - back);
    return { year: date.getFullYear(), month: date.getMonth(), day: date.getDate() };
  };
  if (vocabulary !== undefined && numbers.length === 0) {
    if (tokens.some((token) => TODAY.split('|').includes(token))) return onDay(0);
    if (tokens.some((token) => YESTERDAY.split('|').includes(token))) return onDay(1);
    const weekday = tokens.map((token) => vocabulary.days.get(token)).find((each) => each !== undefined);
    // The last such day: a webmail writes it of this week's messages only.
    return weekday === undefined ? { why: 'no-date' } : onDay((today.getDay() - weekday + 7) % 7 || 7);
  }
  if (numbers.length === 0) return { why: 'no-date' };
  const month = monthIn(tokens, vocabulary);
  if (month !== undefined) {
    const year = numbers.find((each) => each.length === 4);
    const day = numbers.find((each) => each !== year && each.length <= 2);
    if (day === undefined || numbers.length > (year === undefined ? 1 : 2)) return { why: 'no-date' };
    return complete({ month, day: Number(day) }, year, now);
  }
  return fromFigures(rest, numbers, language, now);
}

function monthIn(tokens: readonly string[], vocabulary: ReturnType<typeof wordsOf> | undefined): number | undefined {
  if (vocabulary === undefined) return undefined;
  const { months, days } = vocabulary;
  // Hebrew joins "in" to the month.
  const found = tokens.flatMap((word) => {
    const month = months.get(word) ?? months.get(word.replace(/^ב/u, ''));
    return month === undefined ? [] : [{ month, isDay: days.has(word) }];
  });
  // "mar, 2 ene": in Spanish a Tuesday is written as March is, and then another word is the month.
  const sure = found.filter(({ isDay }) => !isDay);
  const all = new Set((sure.length > 0 ? sure : found).map(({ month }) => month));
  return all.size === 1 ? [...all][0] : undefined;
}

function fromFigures(rest: string, numbers: readonly string[], language: string, now: number): Day | { why: NoDate } {
  const [a = '', b = '', c] = numbers;
  if (numbers.length < 2 || numbers.length > 3) return { why: 'no-date' };
  // ISO 8601 and East Asia: the year stands first.
  if (a.length === 4 && c !== undefined) return complete({ month: Number(b) - 1, day: Number(c) }, a, now);
  if (/\d+\s?月\s?\d+\s?日/u.test(rest)) return complete({ month: Number(a) - 1, day: Number(b) }, undefined, now);
  if (a.length > 2 || b.length > 2) return { why: 'no-date' };
  const [first, second] = [Number(a), Number(b)];
  const order = REGIONS[language] ?? ORDER[language.slice(0, 2).toLowerCase()];
  const dayFirst = first > 12 ? true : second > 12 ? false : order === undefined ? undefined : order === 'dmy';
  if (dayFirst === undefined && first !== second) return { why: 'ambiguous' };
  // Two figures for the year are told from two for the day by their place only where the order is known.
  if (c !== undefined && c.length !== 4 && (c.length !== 2 || order === undefined || order === 'ymd'))
    return { why: 'ambiguous' };
  const [day, month] = dayFirst === false ? [second, first] : [first, second];
  return complete({ month: month - 1, day }, c?.length === 2 ? `20${c}` : c, now);
}

/** A day without a year is the last such day. A day that no calendar has is none. */
function complete({ month, day }: Omit<Day, 'year'>, written: string | undefined, now: number): Day | { why: NoDate } {
  const thisYear = new Date(now).getFullYear();
  let year = written === undefined ? thisYear : Number(written);
  if (written === undefined && new Date(year, month, day).getTime() > now + AHEAD_MS) year--;
  const date = new Date(Date.UTC(year, month, day));
  const isReal = year >= 1970 && date.getUTCMonth() === month && date.getUTCDate() === day;
  return isReal ? { year, month, day } : { why: 'no-date' };
}
