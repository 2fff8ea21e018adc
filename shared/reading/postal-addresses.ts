/**
 * Postal addresses. The lines are kept as they were written; city and postcode are told apart only where a country's own rule is known, and
 * the country only where the address or its form says it. The rules are those of the Universal Postal Union's addressing sheets.
 */
import { foldText } from './evidence.ts';
import { countryNames, postalRules, type PostalRule } from './postal-rules.ts';

export interface PostalAddress {
  /** As written, without empty lines and blanks at the ends. */
  lines: string[];
  /** ISO 3166-1 alpha-2 */
  country?: string;
  postcode?: string;
  city?: string;
  /** State or province, as written; where the country's rule has one. */
  region?: string;
  /** What stands above the line of the city, without the country. */
  street?: string;
}

const TEXT_MAX = 2_000;
const LINES_MAX = 12;

/**
 * @param text lines, or one line with commas
 * @param hint the country of the page or the sender, for an address that doesn't say; never against what it says
 */
export function readPostalAddress(text: string, hint?: string): PostalAddress {
  const lines = linesOf(text);
  const address: PostalAddress = { lines };
  // "Hauptstr. 1, 10115 Berlin, Deutschland": in one line the commas stand for line ends.
  const parts = lines.flatMap((line) => line.split(/\s*[,،、]\s+|\s+[|·•]\s+/u)).filter((part) => part !== '');
  const named = countryAtEnd(parts);
  const body = named === undefined ? parts : named.rest;
  const found = named === undefined ? undefined : placeOf(body, named.country);
  if (named !== undefined) return { ...address, country: named.country, ...withCommas(found, lines) };
  for (const country of Object.keys(postalRules)) {
    const rule = postalRules[country];
    if (rule?.isUnmistakable !== true) continue;
    const place = placeOf(body, country);
    if (place !== undefined) return { ...address, country, ...withCommas(place, lines) };
  }
  const guessed = hint === undefined ? undefined : placeOf(body, hint.toUpperCase());
  return guessed === undefined || hint === undefined
    ? address
    : { ...address, country: hint.toUpperCase(), ...withCommas(guessed, lines) };
}

/** The street with the commas that stood in its lines. */
function withCommas(place: Partial<PostalAddress> | undefined, lines: readonly string[]): Partial<PostalAddress> {
  if (place?.street === undefined) return { ...place };
  const [first = '', ...more] = place.street.split('\n');
  let last = first;
  let street = first;
  for (const part of more) {
    const isSameLine = lines.some((line) => line.includes(last) && line.slice(line.indexOf(last)).includes(part));
    street += isSameLine ? `, ${part}` : `\n${part}`;
    last = part;
  }
  return { ...place, street };
}

const linesOf = (text: string): string[] =>
  text
    .slice(0, TEXT_MAX)
    .split(/\r\n?|\n|\u2028/u)
    .map((line) => line.replace(/[\s\u3000]+/gu, ' ').replace(/^[\s,;]+|[\s,;]+$/gu, ''))
    .filter((line) => line !== '')
    .slice(0, LINES_MAX);

/** The country's name in its own language or in ours, as the last part, or as the sign before the postcode: D-10115. */
function countryAtEnd(parts: readonly string[]): { country: string; rest: string[] } | undefined {
  const last = parts.at(-1) ?? '';
  const country = countryNames.get(foldText(last));
  if (country !== undefined && parts.length > 1) return { country, rest: parts.slice(0, -1) };
  // Japanese addresses go from the large to the small, and the country stands first.
  const first = countryNames.get(foldText(parts[0] ?? ''));
  if (first !== undefined && parts.length > 1) return { country: first, rest: parts.slice(1) };
  const trailing = /^(.{3,})\s(\S{2,3}|\S+ \S+)$/u.exec(last);
  const behind = countryNames.get(foldText(trailing?.[2] ?? ''));
  // Only behind a postcode: "Leeds LS1 4DY UK", and not "Paris Texas".
  if (behind !== undefined && trailing?.[1] !== undefined && /\d[\d A-Z-]*$/u.test(trailing[1]))
    return { country: behind, rest: [...parts.slice(0, -1), trailing[1]] };
  return undefined;
}

/** The postcode and what stands around it, by the country's rule; the last match counts, because streets have numbers, too. */
function placeOf(parts: readonly string[], country: string): Partial<PostalAddress> | undefined {
  const rule = Object.hasOwn(postalRules, country) ? postalRules[country] : undefined;
  if (rule === undefined) return undefined;
  for (let at = parts.length - 1; at >= 0; at--) {
    const match = rule.place.exec(parts[at] ?? '')?.groups;
    const place = match === undefined ? undefined : aroundPostcode(parts, at, match, rule);
    if (place !== undefined) return place;
  }
  return undefined;
}

type Groups = Record<string, string | undefined>;

function aroundPostcode(
  parts: readonly string[],
  at: number,
  match: Groups,
  rule: PostalRule,
): Partial<PostalAddress> | undefined {
  const postcode = rule.spell?.(match['postcode'] ?? '') ?? match['postcode'];
  const place = rule.order === 'large-first' ? placeBelow(parts, at, match, rule) : placeBeside(parts, at, match, rule);
  if (place === undefined) return undefined;
  const { city, region, street } = place;
  return {
    ...(postcode === undefined ? {} : { postcode }),
    ...(city === undefined ? {} : { city }),
    ...(region === undefined ? {} : { region }),
    ...(street.length === 0 ? {} : { street: street.join('\n') }),
  };
}

interface Place {
  city?: string;
  region?: string;
  street: readonly string[];
}

/** The city in the postcode's own line, or in the line above or below it. */
function placeBeside(parts: readonly string[], at: number, match: Groups, rule: PostalRule): Place | undefined {
  let top = at;
  let { city, region } = match;
  if (rule.order === 'city-first') {
    if (city === undefined) city = parts[--top];
    if (region === undefined && rule.regions?.has(foldText(city ?? '')) === true) {
      region = city;
      city = parts[--top];
    }
    const written = region === undefined ? regionBehind(city ?? '', rule) : undefined;
    if (written !== undefined) ({ city, region } = written);
  } else city ??= parts[at + 1];
  city = city?.replace(/^[\s,-]+|[\s,–-]+$/gu, '');
  if (city === undefined || city === '' || /\d{3}/u.test(city)) return undefined;
  return { city, ...(region === undefined ? {} : { region }), street: parts.slice(0, Math.max(0, top)) };
}

/** "São Paulo - SP", "Chennai Tamil Nadu": the state is the last word or two. */
function regionBehind(text: string, rule: PostalRule): { city: string; region: string } | undefined {
  const words = text.split(' ');
  for (const count of [2, 1]) {
    const region = words.slice(-count).join(' ');
    const city = words
      .slice(0, -count)
      .join(' ')
      .replace(/[\s,/–-]+$/u, '');
    if (city !== '' && /^\p{L}/u.test(region) && rule.regions?.has(foldText(region)) === true) return { city, region };
  }
  return undefined;
}

/** Postcode, prefecture, city, and the rest of the address after them. */
function placeBelow(parts: readonly string[], at: number, match: Groups, rule: PostalRule): Place {
  const rest = [...(match['rest'] === undefined ? [] : [match['rest']]), ...parts.slice(at + 1)];
  const found = rule.below?.exec(rest[0] ?? '');
  if (found === null || found === undefined) return { street: rest };
  const street = [(rest[0] ?? '').slice(found[0].length).trim(), ...rest.slice(1)].filter((line) => line !== '');
  return { city: found.groups?.['city'], region: found.groups?.['region'], street };
}
