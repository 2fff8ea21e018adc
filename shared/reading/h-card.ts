/**
 * Reads h-card (microformats2) and its older form hCard as things with schema.org's property names.
 * https://microformats.org/wiki/h-card, https://microformats.org/wiki/hcard
 */
import { classesOf, isElement, tagOf, walk, webAddress } from './dom.ts';
import { textOf } from './html-to-text.ts';
import { addValue, newThing, type Thing, type Value } from './structured-data.ts';

/** Class names of both forms, by property. A `u-` name and the hCard names for links take the link, others the text. */
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  name: ['p-name', 'fn'],
  givenName: ['p-given-name', 'given-name'],
  familyName: ['p-family-name', 'family-name'],
  jobTitle: ['p-job-title', 'title', 'p-role', 'role'],
  worksFor: ['p-org', 'org'],
  email: ['u-email', 'p-email', 'email'],
  telephone: ['p-tel', 'u-tel', 'tel'],
  url: ['u-url', 'url'],
  image: ['u-photo', 'photo'],
  address: ['p-adr', 'h-adr', 'adr', 'p-label'],
};
const PROPERTY_OF = new Map(
  Object.entries(PROPERTIES).flatMap(([property, names]) => names.map((name) => [name, property] as const)),
);
const CARDS_MAX = 1_000;
/** Each reads the text below it, so nested ones by the thousand would take long. */
const PROPERTIES_MAX = 2_000;

const isCard = (element: Element) => classesOf(element).some((name) => name === 'h-card' || name === 'vcard');

/** All cards of a page, nested ones included. */
export function readHCards(document: Document, base: string): Thing[] {
  const cards: Thing[] = [];
  const budget = { left: PROPERTIES_MAX };
  walk(document, (node) => {
    if (cards.length >= CARDS_MAX) return 'stop';
    if (isElement(node) && isCard(node)) cards.push(readCard(node, base, budget));
    return undefined;
  });
  return cards;
}

function readCard(root: Element, base: string, budget: { left: number }): Thing {
  const isNew = classesOf(root).includes('h-card');
  const card = newThing(['Person']);
  walk(root, (node) => {
    if (budget.left <= 0) return 'stop';
    if (node === root || !isElement(node)) return undefined;
    const names = classesOf(node);
    for (const name of names) {
      const property = PROPERTY_OF.get(name);
      if (property === undefined || isNew !== /^[puh]-/u.test(name)) continue;
      budget.left--;
      addValue(card, property, valueOf(node, property, base));
    }
    // A card or address in this one keeps its own properties.
    return isCard(node) || names.some((name) => /^(?:p-|h-)?adr$/u.test(name)) ? 'skip' : undefined;
  });
  if (!card.properties.has('name')) addValue(card, 'name', impliedName(root, card));
  if (isNew && !card.properties.has('url') && tagOf(root) === 'a') {
    const url = webAddress(root.getAttribute('href'), base);
    if (url !== undefined) addValue(card, 'url', url);
  }
  const [name] = card.properties.get('name') ?? [];
  const [org] = card.properties.get('worksFor') ?? [];
  // hCard: a card whose name is its organisation is the organisation's; so is a card in the place of one.
  const isOrg = classesOf(root).some((each) => each === 'p-org' || each === 'org');
  if (isOrg || (name !== undefined && name === org)) card.types = ['Organization'];
  return card;
}

/** Without a name the parts of one, or else all the card says when that is short. */
function impliedName(root: Element, card: Thing): string {
  const parts = ['givenName', 'familyName'].flatMap((property) => card.properties.get(property)?.slice(0, 1) ?? []);
  if (parts.length > 0) return parts.filter((part) => typeof part === 'string').join(' ');
  if (tagOf(root) === 'img') return root.getAttribute('alt') ?? '';
  const text = textOf(root);
  return text.length <= 60 && card.properties.size <= 1 ? text : '';
}

function valueOf(element: Element, property: string, base: string): Value {
  const tag = tagOf(element);
  const href = element.getAttribute('href');
  if (property === 'email' || property === 'telephone') {
    if (href !== null && /^(?:mailto|tel|sms):/iu.test(href)) return href;
    return valueClass(element) ?? textOf(element);
  }
  if (property === 'url') return webAddress(href ?? textOf(element), base) ?? '';
  if (property === 'image') return webAddress(element.getAttribute('src') ?? href, base) ?? '';
  if (property === 'worksFor')
    return textOf(element.querySelector('.p-name, .p-organization-name, .organization-name, .fn') ?? element);
  if (property === 'address') return addressOf(element);
  if (tag === 'abbr' && element.hasAttribute('title')) return element.getAttribute('title') ?? '';
  if (tag === 'data') return element.getAttribute('value') ?? '';
  if (tag === 'img') return element.getAttribute('alt') ?? '';
  return valueClass(element) ?? textOf(element);
}

/** The value-class pattern: `<span class="tel"><span class="type">work</span> <span class="value">…</span></span>` */
function valueClass(element: Element): string | undefined {
  const values = [...element.querySelectorAll('.value')].slice(0, 10);
  return values.length === 0 ? undefined : values.map((value) => textOf(value)).join('');
}

const ADDRESS_LINES = [
  'street-address',
  'extended-address',
  'post-office-box',
  'postal-code',
  'locality',
  'region',
  'country-name',
];

/** A thing of type PostalAddress; an address without parts is its text. */
function addressOf(element: Element): Value {
  const address = newThing(['PostalAddress']);
  for (const name of ADDRESS_LINES) {
    for (const part of [...element.querySelectorAll(`.p-${name}, .${name}`)].slice(0, 3))
      addValue(address, name, textOf(part));
  }
  return address.properties.size === 0 ? textOf(element) : address;
}
