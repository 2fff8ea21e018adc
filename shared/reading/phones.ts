/** Phone numbers in text: found, told from dates and other numbers, and written in E.164 (ITU-T). */
import {
  findPhoneNumbersInText,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
} from 'libphonenumber-js/min';
import { countryInLine } from './countries.ts';
import { notPhoneLabels, phoneLabels } from './mail-words.ts';
import { remember } from './remember.ts';

export type { CountryCode };

export interface Phone {
  /** E.164, or the digits as written when the country is unknown. */
  number: string;
  /** As it stands in the text, with its extension. */
  written: string;
  label?: 'work' | 'mobile' | 'fax' | 'home' | 'switchboard';
  /** Where it stands in the text. */
  start: number;
  end: number;
}

/** What may stand right before a number: the label in "TEL03-…", "Tel.030…", "o.415…", but no time, amount or word. */
const BEFORE = String.raw`(?<![\p{Nd}@/,#=_〒$€£¥+-]|\p{Nd}[.:]|(?<!(?<!\p{L})(?:tel|fon|fax|mob|cell|phone|\p{L}))\.|[\p{Ll}\p{Lu}\p{Lt}](?<!(?<!\p{L})(?:tel|fax|phone)))`;
/** "030 / 23125": a slash with blanks stands behind an area code only. */
const SLASH = String.raw`(?:(?<=\p{Nd})\/|(?<=(?<!\p{Nd}[\s.-]?)\(?0\p{Nd}{1,5}\)?|\+\p{Nd}{1,3}[\s()0]{1,5}\p{Nd}{1,5}\)?)\s?\/\s?)`;
const EXTENSION_WORDS = String.raw`[\s,;]{0,2}(?:ext|extension|x|durchwahl|dw|poste|int|anexo)\.?[\s:]{0,2}\p{Nd}{1,6}`;
/** Digits in groups, with at most three signs between them, and an extension. Each part is bounded: linear time. */
const CANDIDATE = new RegExp(
  String.raw`${BEFORE}(?:\+\s?)?\(?\+?\p{Nd}(?:[\s\u00a0().\u2010-\u2015\u2212-]{0,3}\p{Nd}|${SLASH}\p{Nd}){5,24}(?![\p{Ll}\p{Lu}\p{Lt}\p{Nd}@%$€£¥]|[.,:]\p{Nd})(?:${EXTENSION_WORDS})?`,
  'giu',
);

const DATE =
  /^(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}(?:\s\d{1,2})?|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}.*|(?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2})$/u;
const EXTENSION = new RegExp(`${EXTENSION_WORDS}$`, 'iu');
/** A coordinate or another measure. */
const DECIMAL = /^\p{Nd}{1,3}\.\p{Nd}{4,}$/u;
const GROUPED = /^\p{Nd}{2,5}(?:[ .\u00a0-]\p{Nd}{2,5}){1,4}$/u;
const NORTH_AMERICAN = /^(?:1[\s.-])?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]\d{4}$/u;

/** The beginning of an account's number (ISO 13616): `DE89 3704 …`. */
const ACCOUNT = /(?<![\p{L}\p{N}])[A-Z]{2}\p{Nd}{2}\s?(?:[A-Z\p{Nd}]{4}\s?){0,7}$/u;
/** What stands before the digits of a number for value added tax (Directive 2006/112/EC, article 215): `DE 123 456 789`. */
const TAX_PREFIX =
  /(?<![\p{L}\p{N}])(?:ATU|BG|CHE|CY|CZ|DE|DK|EE|EL|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[\s-]?$/u;
/** Whether what stands before a number says that it is another kind of number. */
const isOther = (written: string, before: string) =>
  notPhoneLabels.test(before) || ACCOUNT.test(before) || (/^[1-9]/u.test(written) && TAX_PREFIX.test(before));

/** Six digits, with no more between two of them than any number has. */
const MAY_HOLD = /(?:\p{Nd}\P{Nd}{0,4}){6}/u;

/** Numbers looked at for each one wanted: a text of nothing but other numbers must not take long. */
const TRIES = 5;

/**
 * Finds phone numbers in a text.
 * @param country ISO 3166-1 of numbers without a country code; without it such numbers count only after a label
 */
export function findPhones(text: string, country?: CountryCode, limit = 100): Phone[] {
  const found: Phone[] = [];
  if (!MAY_HOLD.test(text)) return found;
  let triesLeft = limit * TRIES;
  for (const match of text.matchAll(CANDIDATE)) {
    if (triesLeft-- <= 0) break;
    for (const { start, written } of separate(match.index, match[0], country)) {
      const phone = phoneAt(text, start, written, country) ?? afterPostcode(text, start, written, country);
      if (phone !== undefined && found.length < limit) found.push(phone);
    }
    if (found.length === limit) break;
  }
  return found.length < limit ? withOthers(found, text, country, limit) : found;
}

/** More digits than this are more often two numbers with a blank between them. */
const ONE_MAX = 13;

/** "(415) 555-0132 (415) 555-0133": cut where what stands before the blank is a number by itself, and what stands behind it, too. */
function separate(
  start: number,
  written: string,
  country: CountryCode | undefined,
): { start: number; written: string }[] {
  const whole = [{ start, written }];
  if ((written.match(/\p{Nd}/gu)?.length ?? 0) <= ONE_MAX) return whole;
  const isNumber = (part: string) => parsePhoneNumberFromString(part, country)?.isValid() === true;
  for (const { index } of written.matchAll(/(?<=\p{Nd})\s+(?=[+(]|\p{Nd}{2})/gu)) {
    const [first, second] = [written.slice(0, index), written.slice(index).trimStart()];
    if (!isNumber(first) || !isNumber(second)) continue;
    return [
      { start, written: first },
      { start: start + written.length - second.length, written: second },
    ];
  }
  return whole;
}

function phoneAt(text: string, start: number, match: string, country: CountryCode | undefined): Phone | undefined {
  const written = match.trim().replace(/\($/u, '').trim();
  const before = text.slice(Math.max(0, start - 40), start);
  const label = labelBefore(before);
  if (DATE.test(written)) return undefined;
  if (label === undefined && (DECIMAL.test(written) || isOther(written, before))) return undefined;
  const number =
    toE164(written, country, label !== undefined) ??
    // "Phone: 555-0100-3333": what is written in groups after a label is meant, whatever the plan of the country says.
    (label !== undefined && GROUPED.test(written) ? statedNumber(written, country) : undefined);
  if (number === undefined) return undefined;
  return { number, written, ...(label === undefined ? {} : { label }), start, end: start + match.length };
}

/** "Seattle WA 98052 (425) 555-0132": a parenthesis after a number starts another one. */
function afterPostcode(
  text: string,
  start: number,
  match: string,
  country: CountryCode | undefined,
): Phone | undefined {
  const skipped = /^\p{Nd}{4,5}\s+(?=\()/u.exec(match)?.[0].length;
  return skipped === undefined ? undefined : phoneAt(text, start + skipped, match.slice(skipped), country);
}

const MATCHED_LINE_MAX = 250;
const MATCHED_LINES_MAX = 300;
const MATCHABLE = /(?:\p{Nd}[\s()./~+x\u2010-\u2015-]{0,4}){7}/u;

/**
 * The library's own matcher knows groupings that no pattern here has ("650/253/1234", "01 (33) 3461 2234"). It reads the lines in which
 * nothing was found, and is believed unless the words around say otherwise.
 */
function withOthers(found: Phone[], text: string, country: CountryCode | undefined, limit: number): Phone[] {
  if (!MATCHABLE.test(text)) return found;
  const all = [...found];
  let linesLeft = MATCHED_LINES_MAX;
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/gu)) {
    const end = index + line.length;
    if (line.length > MATCHED_LINE_MAX || !MATCHABLE.test(line)) continue;
    if (found.some((phone) => phone.start < end && phone.end > index)) continue;
    if (linesLeft-- <= 0 || all.length >= limit) break;
    const options = country === undefined ? {} : { defaultCountry: country };
    for (const { startsAt, endsAt, number } of findPhoneNumbersInText(line, options)) {
      const written = line.slice(startsAt, endsAt);
      const before = line.slice(Math.max(0, startsAt - 40), startsAt);
      const around = line.slice(0, startsAt) + line.slice(endsAt);
      if (DATE.test(written) || isOther(written, before) || !isBelievable(written, around)) continue;
      const label = labelBefore(before);
      all.push({
        number: number.number,
        written,
        ...(label === undefined ? {} : { label }),
        start: index + startsAt,
        end: index + endsAt,
      });
    }
  }
  return all.toSorted((a, b) => a.start - b.start).slice(0, limit);
}

/** A run of digits alone is a number on a card, and an order or an article in a sentence or a table of figures. */
function isBelievable(written: string, around: string): boolean {
  if (/^\p{Nd}{1,3}(?:[.,]\p{Nd}{1,3})+$/u.test(written) || /[\p{Nd}.,:#€$£]$/u.test(around)) return false;
  const digits = written.replace(EXTENSION, '').replace(/\s/gu, '');
  const isBare = /^\p{Nd}+$/u.test(digits) && !/\s/u.test(written.replace(EXTENSION, '').trim());
  return !isBare || ((around.match(/\p{L}/gu)?.length ?? 0) <= 25 && !/[\p{Nd}#]/u.test(around));
}

/** An international number with nothing but signs between its digits: however it is grouped, it is parsed once. */
const PLAIN = /^\+[\d\s().-]+$/;
const parseNumber = remember((text: string, country: CountryCode | undefined) =>
  parsePhoneNumberFromString(text, country),
);

/**
 * One number in E.164. A country code or a label makes any possible number believable; without both it must be a valid one.
 * @returns the digits as written for a labelled number of an unknown country, `undefined` for what is no phone number
 */
export const toE164 = remember(
  (written: string, country: CountryCode | undefined, isLabelled: boolean): string | undefined => {
    const plain = written.replace(EXTENSION, '');
    // "+49 (0)30": the zero is for callers inside the country only.
    const text = plain.replace(/(?<=^\+[\p{Nd}\s]{1,6})\(0\)/u, ' ');
    const digits = text.replace(/\P{Nd}/gu, '');
    if (digits.length < 6 || digits.length > 15) return undefined;
    const where = country ?? (NORTH_AMERICAN.test(plain.trim()) ? 'US' : undefined);
    const parsed = parseNumber(PLAIN.test(text) ? `+${digits}` : text, where);
    // "(425) 123-4567": nothing else is written so, even when the number was never given out.
    const isUnmistakable = where === 'US' && /^\(\d{3}\) ?\d{3}-\d{4}$/u.test(plain.trim());
    const isInternational = /^\(?\+|^00/u.test(text.trim());
    if (
      parsed !== undefined &&
      (isInternational || isLabelled || isUnmistakable
        ? parsed.isPossible()
        : isPlausible(text, digits) && parsed.isValid())
    ) {
      return parsed.number;
    }
    return isLabelled && where === undefined ? digits : undefined;
  },
);

/**
 * A number from a field that is for numbers only: what is no possible number anywhere (a short code, one with a digit too many)
 * is kept with its digits, for the page means it.
 */
export function statedNumber(written: string, country: CountryCode | undefined): string | undefined {
  const number = toE164(written, country, true);
  if (number !== undefined) return number;
  const digits = written.replace(EXTENSION, '').replace(/\P{Nd}/gu, '');
  return digits.length >= 5 && digits.length <= 15 ? digits : undefined;
}

/** A number without label and country code: a run of digits without any sign is more often an order number. */
const isPlausible = (text: string, digits: string) =>
  digits.length >= 7 && (/\p{Nd}[\s().\u2010-\u2015-]+\p{Nd}/u.test(text) || /^0\p{Nd}{8,}$/u.test(text));

/** "TEL/FAX 044-…": one line for both. */
const BOTH =
  /(?<!\p{L})(?:tel(?:e(?:phone|fon|fono))?|phone|電話|טל)[.'׳]?\s?[/&+・]\s?(?:(?:tele)?fax|ファックス|פקס)[.:：)+(\s]{0,4}$/iu;

function labelBefore(before: string): Phone['label'] | undefined {
  const words = /(?:^|[^\p{L}])([\p{L}][\p{L}\s./-]{0,24}?[.:：)\s+(|]{0,4})$/u.exec(
    before.replace(/[\u00a0\s]+/gu, ' '),
  )?.[1];
  if (words === undefined || /\(c\)\s*$/iu.test(before)) return undefined;
  if (BOTH.test(before)) return 'work';
  const text = words.trim().replace(/[:：.)+(|\s]+$/u, '');
  return LABELS.find(({ pattern }) => pattern.test(`${text}: `))?.label;
}

const LABELS = phoneLabels.map(({ label, words }) => ({
  label,
  pattern: new RegExp(`(?:^|[\\s./-])(?:${words.source})[\\s.:]*$`, 'iu'),
}));

/** Two-letter top-level domains that are sold to everybody. */
const GENERIC_TLDS = new Set('io co ai me tv ly cc ws fm gg to sh ac eu su st nu la vc'.split(' '));
/** Where a language is spoken, if that is one country first of all; with the time zones (minutes east of UTC) that agree. */
const LANGUAGE_COUNTRIES: Readonly<Record<string, { country: CountryCode; offsets?: readonly number[] }>> = {
  de: { country: 'DE' },
  ja: { country: 'JP' },
  he: { country: 'IL' },
  it: { country: 'IT' },
  nl: { country: 'NL' },
  sv: { country: 'SE' },
  da: { country: 'DK' },
  nb: { country: 'NO' },
  no: { country: 'NO' },
  fi: { country: 'FI' },
  pl: { country: 'PL' },
  cs: { country: 'CZ' },
  tr: { country: 'TR' },
  ko: { country: 'KR' },
  el: { country: 'GR' },
  hu: { country: 'HU' },
  ru: { country: 'RU' },
  zh: { country: 'CN' },
  th: { country: 'TH' },
  ro: { country: 'RO' },
  fr: { country: 'FR', offsets: [60, 120] },
  es: { country: 'ES', offsets: [60, 120] },
  pt: { country: 'PT', offsets: [0, 60] },
};

/** What may tell the country of a number. */
export interface CountryHints {
  /** The text around, with other numbers and postal addresses. */
  text?: string;
  /** Of the address or the page. */
  domain?: string;
  /** BCP 47, the surest first. */
  languages?: readonly string[];
  /** Minutes east of UTC in the sender's clock. */
  utcOffsetMinutes?: number;
}

/** The country of numbers without a country code: by other numbers, postcodes, the domain, the language; the surest first. */
export function guessCountry(hints: CountryHints): CountryCode | undefined {
  const text = (hints.text ?? '').slice(0, 20_000);
  for (const match of text.includes('+') ? text.matchAll(CANDIDATE) : []) {
    if (!match[0].startsWith('+')) continue;
    const country = parsePhoneNumberFromString(match[0])?.country;
    if (country !== undefined) return country;
  }
  const tld = hints.domain?.slice(hints.domain.lastIndexOf('.') + 1) ?? '';
  const byDomain = tld === 'uk' ? 'GB' : tld.toUpperCase();
  if (tld.length === 2 && !GENERIC_TLDS.has(tld) && isSupportedCountry(byDomain)) return byDomain;
  const byPostcode = postcodeCountry(text) ?? countryInAddress(text);
  if (byPostcode !== undefined) return byPostcode;
  for (const tag of hints.languages ?? []) {
    const region = /^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})$/iu.exec(tag)?.[1]?.toUpperCase();
    if (region !== undefined && isSupportedCountry(region)) return region;
  }
  for (const tag of hints.languages ?? []) {
    const spoken = LANGUAGE_COUNTRIES[tag.slice(0, 2).toLowerCase()];
    const offset = hints.utcOffsetMinutes;
    if (spoken?.country === 'DE' && SWISS.test(text)) return 'CH';
    if (spoken?.country === 'DE' && isGermanElsewhere(text)) return undefined;
    if (spoken !== undefined && (offset === undefined || spoken.offsets?.includes(offset) !== false))
      return spoken.country;
  }
  return undefined;
}

/** Switzerland writes no ß. */
const SWISS = /\bGr(?:ü|ue)sse\b/u;
/** Switzerland and Austria have postcodes of four digits. */
const isGermanElsewhere = (text: string) =>
  /^(?:.{0,100},\s)?\d{4} \p{Lu}\p{Ll}+$/mu.test(text) && !/\b\d{5} \p{Lu}/u.test(text);

/** A line with a number, as a house or a postcode, that ends in the name of a country: `38 rue Neuve, 75002 Paris, France`. */
function countryInAddress(text: string): CountryCode | undefined {
  const lines = text.split('\n', 500).filter((line) => line.length < 200 && /\p{N}/u.test(line) && line.includes(','));
  return lines
    .slice(0, 50)
    .map(countryInLine)
    .find((country) => country !== undefined);
}

/** The letters of international vehicles before a postcode, as addresses on the continent have them: `F-75002 Paris`. */
const PREFIXED: Readonly<Record<string, CountryCode>> = {
  A: 'AT',
  B: 'BE',
  CH: 'CH',
  CZ: 'CZ',
  D: 'DE',
  DK: 'DK',
  E: 'ES',
  F: 'FR',
  FI: 'FI',
  FIN: 'FI',
  I: 'IT',
  L: 'LU',
  N: 'NO',
  NL: 'NL',
  P: 'PT',
  PL: 'PL',
  S: 'SE',
};

/** Postcodes whose form belongs to one country. */
function postcodeCountry(text: string): CountryCode | undefined {
  if (/〒\s?\d{3}-\d{4}/u.test(text)) return 'JP';
  const prefix = /(?<![\p{L}\p{N}-])([A-Z]{1,3})[-–]\d{4,5} \p{Lu}\p{Ll}/u.exec(text)?.[1];
  if (prefix !== undefined && PREFIXED[prefix] !== undefined) return PREFIXED[prefix];
  if (/\b(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})\b/u.test(text)) return 'GB';
  if (/\b[ABCEGHJ-NPRSTVXY]\d[A-Z] \d[A-Z]\d\b/u.test(text)) return 'CA';
  if (
    /\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]),? \d{5}(?:-\d{4})?\b/u.test(
      text,
    )
  )
    return 'US';
  if (/\b[1-9]\d{3} [A-Z]{2}\b[ ,]+\p{Lu}\p{Ll}/u.test(text)) return 'NL';
  return undefined;
}
