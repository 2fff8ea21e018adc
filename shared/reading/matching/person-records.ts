/** Contacts, drafts and imported people in the one form in which they are compared. */
import type { Contact } from '../../model/contact.ts';
import type { DraftContact } from '../../model/draft.ts';
import type { Field, Written } from './match-table.ts';

/** What is compared of a person. */
export interface Person {
  name?: string | undefined;
  company?: string | undefined;
  emails?: readonly string[] | undefined;
  phones?: readonly string[] | undefined;
  links?: readonly string[] | undefined;
  address?: string | undefined;
  /** A day. */
  birthday?: string | undefined;
}

export const personFields = [
  { name: 'name', kind: 'name' },
  { name: 'company', kind: 'company' },
  { name: 'address', kind: 'text' },
  { name: 'birthday', kind: 'date' },
  { name: 'e-mail address', kind: 'email' },
  { name: 'phone', kind: 'phone' },
  { name: 'profile', kind: 'link' },
] as const satisfies readonly Field[];

/** The values of a person, in the order of `personFields`. */
export const recordOf = (person: Person): Written[] => [
  person.name,
  person.company,
  person.address,
  person.birthday,
  person.emails,
  person.phones,
  person.links,
];

/** A stored contact, or the fields of one that is being edited. */
export const personOfContact = (
  contact: Pick<Contact, 'emails' | 'phones' | 'links'> & Partial<Contact>,
  company?: string,
): Person => ({
  name: contact.name ?? joined(contact.givenName, contact.familyName),
  company: company ?? contact.companyName,
  emails: Object.keys(contact.emails),
  phones: Object.keys(contact.phones),
  links: Object.keys(contact.links),
  address: contact.address,
  birthday: contact.birthday,
});

const joined = (given: string | undefined, family: string | undefined) =>
  [given, family].filter((part) => part !== undefined).join(' ') || undefined;

/** What a reader found on a page or in a message. */
export function personOfDraft(draft: DraftContact): Person {
  const line = (path: string) => {
    const value = draft.fields.find((field) => field.path === path)?.value;
    return typeof value === 'string' ? value : undefined;
  };
  const keys = (map: string) =>
    draft.fields.filter(({ path }) => path.startsWith(`${map}/`)).map(({ path }) => path.slice(map.length + 1));
  return {
    name: line('name') ?? joined(line('givenName'), line('familyName')),
    company: line('companyName'),
    emails: keys('emails'),
    phones: keys('phones'),
    links: keys('links'),
    address: line('address'),
    birthday: line('birthday'),
  };
}
