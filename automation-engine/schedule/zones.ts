/** Which clock on the wall counts for a contact, and how that is known. */
import parsePhoneNumber from 'libphonenumber-js/min';
import { isZone } from '../recipe-language/cron.ts';
import { CONTACT_ZONE, OWNER_ZONE } from '../triggers/define-trigger.ts';
import { wallTime } from './due-times.ts';

/** What is known of a contact and may tell their zone. */
export interface Whereabouts {
  /** IANA */
  timeZone?: string;
  /** E.164 */
  phone?: string;
  /** ISO 3166-1 alpha-2, of the company. */
  country?: string;
}

export interface Zone {
  /** IANA */
  zone: string;
  /** How it is known, for a person to read. */
  from: string;
}

/** @param wanted IANA, `owner` or `contact`; a contact whose zone nobody knows is met at the owner's times */
export function resolveZone(wanted: string, ownerZone: string, about: Whereabouts, now: number): Zone {
  if (wanted === OWNER_ZONE) return { zone: ownerZone, from: 'your zone' };
  if (wanted !== CONTACT_ZONE) return { zone: wanted, from: 'the recipe' };
  if (about.timeZone !== undefined && isZone(about.timeZone)) return { zone: about.timeZone, from: 'the contact' };
  const ofPhone = zoneOfCountry(countryOfPhone(about.phone), now);
  if (ofPhone !== undefined) return { zone: ofPhone, from: 'the country of their phone' };
  const ofCompany = zoneOfCountry(about.country, now);
  if (ofCompany !== undefined) return { zone: ofCompany, from: 'the country of their company' };
  return { zone: ownerZone, from: 'your zone, because theirs is not known' };
}

function countryOfPhone(phone: string | undefined): string | undefined {
  return phone?.startsWith('+') === true ? parsePhoneNumber(phone)?.country : undefined;
}

const HALF_YEAR_MS = 182 * 86_400_000;
const known = new Map<string, readonly string[]>();

/** A country's zone, if its clocks all show the same, in summer and in winter. */
function zoneOfCountry(country: string | undefined, now: number): string | undefined {
  if (country === undefined || !/^[A-Z]{2}$/.test(country)) return undefined;
  const zones = known.get(country) ?? zonesOf(new Intl.Locale('und', { region: country }));
  known.set(country, zones);
  const [first, ...others] = zones;
  const isSame = (other: string) =>
    [now, now + HALF_YEAR_MS].every((at) => wallTime(at, other) === wallTime(at, first ?? other));
  return others.every(isSame) ? first : undefined;
}

/** The runtime knows them; a runtime that does not knows no country. */
const zonesOf = (locale: Intl.Locale & { getTimeZones?: () => string[] | undefined }): string[] =>
  locale.getTimeZones?.() ?? [];
