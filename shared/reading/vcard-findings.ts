/** From a vCard to the fields of a contact, each with its evidence. */
import { isSupportedCountry } from 'libphonenumber-js/min';
import { normaliseAddress } from './addresses.ts';
import { linkValue, nameFindings, phoneFinding } from './card-findings.ts';
import { webAddress } from './dom.ts';
import { findLine, makeEvidence, type Finding, type Reading } from './evidence.ts';
import { readPostalAddress } from './postal-addresses.ts';
import { toE164, type CountryCode, type Phone } from './phones.ts';
import type { VCard, VCardEntry } from './vcard-card.ts';
import { unescapeText } from './vcard-text.ts';

const ENTRIES_MAX = 20;

export interface CardReading extends Reading {
  /** Of numbers without a country code. */
  country?: CountryCode;
  /** How sure the card's own statements are: 0.95 for one that its owner sent, less for one that somebody passes on. */
  confidence: number;
}

export function vcardFindings(card: VCard, reading: CardReading): Finding[] {
  const evidence = (snippet: string, factor = 1) =>
    makeEvidence(reading, 'vcard', reading.confidence * factor, snippet);
  const line = (path: string, name: string, text: string | undefined) =>
    findLine(path, text, evidence(`${name}: ${text ?? ''}`));
  const name = nameOf(card);
  const [family = '', given = ''] = partsOf(card);
  const [organization] = preferred(card.organizations);
  const findings: Finding[] = [
    ...(name === undefined ? [] : nameFindings(reading, name, 'vcard', reading.confidence, `FN: ${name}`)),
    // Telephones put the whole name into the place of the family name.
    ...(given === '' ? [] : line('givenName', 'N', given)),
    ...(given === '' || family === '' ? [] : line('familyName', 'N', family)),
    ...line('title', 'TITLE', (preferred(card.titles)[0] ?? preferred(card.roles)[0])?.value),
    ...line('companyName', 'ORG', organization?.value[0]),
  ];
  for (const entry of preferred(card.emails)) {
    const address = normaliseAddress(entry.value);
    if (address === undefined) continue;
    const label = labelOf(card, entry);
    findings.push({
      path: `emails/${address}`,
      value: label === undefined ? {} : { label },
      evidence: evidence(`EMAIL: ${entry.value}`),
    });
  }
  for (const entry of preferred(card.urls)) {
    const written = /^[a-z][a-z0-9+.-]*:/iu.test(entry.value) ? entry.value : `https://${entry.value}`;
    // Absolute: a card's links have nothing to do with the page that it comes from, and a file is no page.
    const url = webAddress(written, written);
    if (url !== undefined)
      findings.push({ path: `links/${url}`, value: linkValue(url), evidence: evidence(`URL: ${entry.value}`) });
  }
  const address = addressOf(card);
  // A number without a country code is of the country that the card's own address says.
  const own = readPostalAddress(address ?? '').country;
  const country = own !== undefined && isSupportedCountry(own) ? own : reading.country;
  findings.push(...phonesOf(card, { ...reading, country }));
  if (address !== undefined && address !== '')
    findings.push({ path: 'address', value: address.slice(0, 1_000), evidence: evidence(`ADR: ${address}`) });
  const birthday = dayOf(card.birthdays[0]?.value ?? '');
  if (birthday !== undefined) findings.push(...line('birthday', 'BDAY', birthday));
  return findings;
}

/** The full name: FN, else the parts of N in the order of the prefixes, given, additional and family names, else a nickname. */
export function nameOf(card: VCard): string | undefined {
  const written = preferred(card.formattedNames).find(({ value }) => value.trim() !== '')?.value;
  const [family, given, additional, prefixes, suffixes] = partsOf(card);
  const built = [prefixes, given, additional, family, suffixes].filter((part) => part !== undefined && part !== '');
  const name = (written ?? (built.length > 0 ? built.join(' ') : card.nicknames[0]?.value[0]))?.trim();
  return name === '' ? undefined : name;
}

const partsOf = (card: VCard): string[] => (card.names[0]?.value ?? []).map((values) => values.join(' ').trim());

/** The most preferred first; the others keep their order. */
const preferred = <V>(entries: readonly VCardEntry<V>[]): VCardEntry<V>[] =>
  entries.toSorted((a, b) => (a.preference ?? 101) - (b.preference ?? 101)).slice(0, ENTRIES_MAX);

/** What the address book calls the value: the label of its group (`_$!<HomePage>!$_` is Apple's for a translated one), or its type. */
export function labelOf(card: VCard, entry: Pick<VCardEntry, 'group' | 'types'>): string | undefined {
  const { group, types } = entry;
  const own = card.other.find(
    (other) => group !== undefined && other.group === group && /^X-ABLabel$/iu.test(other.name),
  );
  const label = unescapeText(own?.value ?? '')
    .replace(/^_\$!<(.*)>!\$_$/u, '$1')
    .trim();
  if (label !== '') return label.slice(0, 100);
  return types.find((type) => ['work', 'home'].includes(type));
}

function phonesOf(card: VCard, reading: CardReading): Finding[] {
  return preferred(card.phones).flatMap((entry) => {
    const written = entry.value.replace(/^tel:/iu, '').trim();
    // A fax or a pager calls nobody.
    if (entry.types.includes('fax') || entry.types.includes('pager')) return [];
    const number = toE164(written.replace(/;ext=/iu, ' ext. ').replace(/;.*$/u, ''), reading.country, true);
    if (number === undefined) return [];
    const label = phoneLabel(entry.types);
    return [phoneFinding(reading, { number, written, label }, 'vcard', reading.confidence, `TEL: ${entry.value}`)];
  });
}

function phoneLabel(types: readonly string[]): Phone['label'] {
  if (types.includes('cell') || types.includes('mobile')) return 'mobile';
  if (types.includes('main')) return 'switchboard';
  return types.includes('work') ? 'work' : types.includes('home') ? 'home' : undefined;
}

/** The lines as on an envelope; the place of work before the home, unless the card prefers another. */
function addressOf(card: VCard): string | undefined {
  const entries = preferred(card.addresses);
  const entry =
    entries.find(({ preference }) => preference === 1) ??
    entries.find(({ types }) => types.includes('work')) ??
    entries[0];
  const label = entry?.params.find(({ name }) => name === 'LABEL')?.values.join(', ');
  if (label !== undefined && label.trim() !== '') return trimLines(label);
  if (entry === undefined) return card.labels[0] === undefined ? undefined : trimLines(card.labels[0].value);
  const [box, extended, street, city, region, postcode, country] = entry.value.map((values) =>
    values
      .map((value) => value.trim())
      .filter((value) => value !== '')
      .join(', '),
  );
  const isAmerican = region !== undefined && region !== '';
  const place = isAmerican
    ? [city, [region, postcode].filter(Boolean).join(' ')].filter(Boolean).join(', ')
    : [postcode, city].filter(Boolean).join(' ');
  return trimLines([extended, street, box, place, country].filter(Boolean).join('\n'));
}

const trimLines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').replace(/^[ ,]+|[ ,]+$/gu, ''))
    .filter((line) => line !== '')
    .join('\n');

/** A whole day only: `--0203` tells no year. */
export function dayOf(value: string): string | undefined {
  const match = /^\s*(\d{4})-?(\d{2})-?(\d{2})(?:T|\s|$)/u.exec(value);
  if (match === null) return undefined;
  const day = `${match[1]}-${match[2]}-${match[3]}`;
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : undefined;
}
