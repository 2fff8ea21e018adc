/**
 * Reads h-card (microformats2) and its older form hCard as things with schema.org's property names.
 * https://microformats.org/wiki/h-card, https://microformats.org/wiki/hcard
 */
import { normaliseAddress } from './addresses.ts';
import { isNestedItem, readMicroformats, type MicroformatItem, type MicroformatValue } from './microformats.ts';
import { addValue, newThing, type Thing, type Value } from './structured-data.ts';

/** schema.org's names, by those of h-card. */
const PROPERTIES: Readonly<Record<string, string>> = {
  name: 'name',
  'given-name': 'givenName',
  'family-name': 'familyName',
  'job-title': 'jobTitle',
  role: 'jobTitle',
  org: 'worksFor',
  email: 'email',
  tel: 'telephone',
  url: 'url',
  photo: 'image',
  logo: 'logo',
  adr: 'address',
};
/** The parts of an address, in an `adr` of its own or in the card itself. */
const ADDRESS: Readonly<Record<string, string>> = {
  'street-address': 'streetAddress',
  'extended-address': 'extendedAddress',
  'post-office-box': 'postOfficeBoxNumber',
  'postal-code': 'postalCode',
  locality: 'addressLocality',
  region: 'addressRegion',
  'country-name': 'addressCountry',
};
const CARDS_MAX = 1_000;

/** All cards of a page, nested ones included, outer ones first. */
export function readHCards(document: Document, base: string): Thing[] {
  const cards: Thing[] = [];
  const visit = (item: MicroformatItem, property?: string) => {
    if (cards.length >= CARDS_MAX) return;
    const isOrg = property === 'org' || item.type.includes('h-org') || property === 'organization';
    if (item.type.some((type) => type === 'h-card' || type === 'h-org')) cards.push(cardOf(item, isOrg));
    for (const [name, values] of Object.entries(item.properties))
      for (const value of values) if (isNestedItem(value)) visit(value, name);
    for (const child of item.children ?? []) visit(child);
  };
  for (const item of readMicroformats(document, base).items) visit(item);
  return cards;
}

function cardOf(item: MicroformatItem, isOrg: boolean): Thing {
  const card = newThing(['Person']);
  for (const [name, property] of Object.entries(PROPERTIES))
    for (const value of item.properties[name] ?? []) addValue(card, property, valueFor(property, value));
  const loose = addressOf(item);
  if (!card.properties.has('address') && loose.properties.size > 0) addValue(card, 'address', loose);
  // "John \n Doe": the canonical form keeps the blanks of the page.
  const [name] = card.properties.get('name') ?? [];
  const parts = ['givenName', 'familyName'].flatMap((part) => card.properties.get(part)?.slice(0, 1) ?? []);
  if (name === undefined && parts.length > 0) addValue(card, 'name', parts.join(' '));
  // hCard: a card whose name is its organisation is the organisation's; so is a card in the place of one.
  const [org] = card.properties.get('worksFor') ?? [];
  if (isOrg || (name !== undefined && name === org)) card.types = ['Organization'];
  return card;
}

function valueFor(property: string, value: MicroformatValue): Value {
  if (property === 'address' && isNestedItem(value)) {
    const address = addressOf(value);
    return address.properties.size > 0 ? address : wordsOf(value);
  }
  const text = wordsOf(value);
  if (property === 'email') return unresolved(text, (part) => normaliseAddress(part) !== undefined);
  if (property === 'telephone') return unresolved(text, (part) => /^[\s\d+().-]{6,}$/u.test(part));
  // An image without words in a name stands there with its address.
  return property === 'name' ? text.replace(/(?:^|\s)https?:\/\/\S+/gu, ' ').trim() || text : text;
}

const wordsOf = (value: MicroformatValue): string => {
  const text = typeof value === 'string' ? value : typeof value.value === 'string' ? value.value : value.value.value;
  return text.replace(/\s+/gu, ' ').trim();
};

/** Where words stand in the place of an address, the canonical form resolves them: `https://page.test/dana@globex.test`. */
function unresolved(url: string, isMeant: (part: string) => boolean): string {
  if (!/^https?:/iu.test(url)) return url;
  const last = url.slice(url.lastIndexOf('/') + 1);
  try {
    const part = decodeURIComponent(last);
    return isMeant(part) ? part : url;
  } catch {
    return url;
  }
}

/** A thing of type PostalAddress, empty when there are no parts. */
function addressOf(item: MicroformatItem): Thing {
  const address = newThing(['PostalAddress']);
  for (const [name, property] of Object.entries(ADDRESS))
    for (const value of item.properties[name]?.slice(0, 3) ?? []) addValue(address, property, wordsOf(value));
  return address;
}
