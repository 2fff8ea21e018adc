/** Contacts as files that other programs read: vCards, and rows of a table whose columns `csv-columns.ts` knows again. */
import type { Contact } from '../model/contact.ts';
import { emptyCard, type VCard, type VCardEntry } from './vcard-card.ts';

/** The kinds of number that vCards call otherwise. */
const PHONE_TYPES: Record<string, string> = { mobile: 'cell', switchboard: 'main' };

const entry = <V>(value: V, label?: string): VCardEntry<V> => ({
  value,
  types: label === undefined ? [] : [PHONE_TYPES[label] ?? label],
  params: [],
});
const some = <V>(value: V | undefined): VCardEntry<V>[] => (value === undefined ? [] : [entry(value)]);
const typeOf = (label: string | undefined) =>
  label !== undefined && /^(?:work|home|mobile|switchboard)$/u.test(label) ? label : undefined;

/** The card of a contact; what is only Larder's, such as evidence and consent, stays out. */
export function cardOf(contact: Contact): VCard {
  const { name, givenName, familyName, title, companyName, address, birthday } = contact;
  const first = <T>(map: Record<string, T>, preferred: string | undefined) =>
    Object.entries(map).toSorted(([a], [b]) => Number(b === preferred) - Number(a === preferred));
  const card = emptyCard();
  card.formattedNames = some(name);
  if (givenName !== undefined || familyName !== undefined)
    card.names = [entry([[familyName ?? ''], [givenName ?? ''], [''], [''], ['']])];
  card.titles = some(title);
  card.organizations = companyName === undefined ? [] : [entry([companyName])];
  card.emails = first(contact.emails, contact.primaryEmail).map(([email, { label }]) => entry(email, typeOf(label)));
  card.phones = first(contact.phones, contact.primaryPhone).map(([phone, { label }]) => entry(phone, typeOf(label)));
  card.urls = Object.keys(contact.links).map((link) => entry(link));
  card.birthdays = some(birthday);
  // Its lines are not taken apart: the first component that a reader shows holds them all.
  if (address !== undefined)
    card.addresses = [entry([[''], [''], [address.replaceAll('\n', ', ')], [''], [''], [''], ['']])];
  card.categories = Object.keys(contact.tags).length === 0 ? [] : [entry(Object.keys(contact.tags))];
  return card;
}

export const TABLE_HEADER = [
  'Name',
  'First name',
  'Last name',
  'Job title',
  'Company',
  'E-mail',
  'Phone',
  'Website',
  'Address',
  'Birthday',
  'Tags',
  'Do not contact',
] as const;

/** The cells of a contact below `TABLE_HEADER`; several values of one cell are parted by semicolons. */
export const rowOf = (contact: Contact): string[] => [
  contact.name ?? '',
  contact.givenName ?? '',
  contact.familyName ?? '',
  contact.title ?? '',
  contact.companyName ?? '',
  Object.keys(contact.emails).join('; '),
  Object.keys(contact.phones).join('; '),
  Object.keys(contact.links).join('; '),
  contact.address ?? '',
  contact.birthday ?? '',
  Object.keys(contact.tags).join('; '),
  contact.doNotContact === true ? 'yes' : '',
];
