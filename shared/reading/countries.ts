/** Countries by the names that people give them, from the platform's own tables (CLDR through Intl). */
import { getCountries, type CountryCode } from 'libphonenumber-js/min';
import { foldText } from './evidence.ts';

/** The languages whose country names are known: the ones that Larder ships, and the big ones next to them. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'sv', 'da', 'nb', 'pl', 'cs', 'he', 'ja'];
/** Short names that no table has. */
const OTHERS: Readonly<Record<string, CountryCode>> = {
  usa: 'US',
  us: 'US',
  'u s a': 'US',
  'u s': 'US',
  'united states of america': 'US',
  uk: 'GB',
  'u k': 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  uae: 'AE',
  holland: 'NL',
  brd: 'DE',
};

let names: ReadonlyMap<string, CountryCode> | undefined;

/** Built once, when first asked for: a few thousand names. */
function countryNames(): ReadonlyMap<string, CountryCode> {
  if (names !== undefined) return names;
  const found = new Map<string, CountryCode>();
  for (const language of LANGUAGES) {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const country of getCountries()) {
      const name = foldText(display.of(country) ?? '');
      if (name !== '' && !found.has(name)) found.set(name, country);
    }
  }
  for (const [name, country] of Object.entries(OTHERS)) found.set(name, country);
  names = found;
  return found;
}

/** The country that a whole text names, by its name or its code (ISO 3166-1 alpha-2, in capitals). */
export function countryByName(text: string): CountryCode | undefined {
  if (text.length > 60) return undefined;
  const code = text.trim();
  const byCode = /^[A-Z]{2}$/u.test(code) ? getCountries().find((country) => country === code) : undefined;
  return byCode ?? countryNames().get(foldText(text));
}

/** The country at the end of a line of an address: `Paris, France`, `10115 Berlin – Deutschland`. */
export function countryInLine(line: string): CountryCode | undefined {
  const parts = line.slice(0, 300).split(/[,;|\n·]\s*|\s[–—-]\s/u);
  const last = parts.at(-1)?.replace(/[.\s]+$/u, '') ?? '';
  // "IN" and "DE" at the end of a line may be Indiana and Delaware: a code alone counts only where a field says country.
  return last.length > 2 || /^U\.?[KS]\.?$/u.test(last) ? countryByName(last) : undefined;
}
