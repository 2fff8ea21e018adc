/** Postal addresses of things: lines as a person would write them, and the country they are in. */
import { countryByName, countryInLine } from './countries.ts';
import type { CountryCode } from './phones.ts';
import { textsOf, thingsOf, type Thing } from './structured-data.ts';

const STREET = ['streetAddress', 'extendedAddress', 'postOfficeBoxNumber'];
const TOWN = ['postalCode', 'addressLocality', 'addressRegion'];
const COUNTRY = 'addressCountry';

/** schema.org puts an address into `address`; many put it, or the place that has it, into `location`. */
function addressOf(thing: Thing): Thing | string | undefined {
  if (thing.types.includes('PostalAddress')) return thing;
  const [own] = thingsOf(thing, 'address');
  if (own !== undefined) return own;
  const [written] = textsOf(thing, 'address');
  if (written !== undefined) return written;
  const [location] = thingsOf(thing, 'location');
  if (location === undefined) return undefined;
  return location.types.includes('PostalAddress') ? location : thingsOf(location, 'address')[0];
}

/** Lines joined by line ends; an address without parts as it is written. */
export function addressText(thing: Thing): string {
  const address = addressOf(thing);
  if (address === undefined) return '';
  if (typeof address === 'string') return address.replace(/\s*\n\s*/gu, '\n');
  const line = (names: readonly string[]) =>
    names
      .flatMap((name) => textsOf(address, name))
      .join(' ')
      .replace(/\s+/gu, ' ')
      .trim();
  return [line(STREET), line(TOWN), line([COUNTRY])].filter((part) => part !== '').join('\n');
}

export function addressCountry(thing: Thing): CountryCode | undefined {
  const address = addressOf(thing);
  if (address === undefined) return undefined;
  if (typeof address === 'string') return countryInLine(address);
  const [stated] = textsOf(address, COUNTRY);
  if (stated !== undefined) return countryByName(stated);
  return [...textsOf(address, 'addressRegion'), ...textsOf(address, 'addressLocality')]
    .map(countryInLine)
    .find((country) => country !== undefined);
}
