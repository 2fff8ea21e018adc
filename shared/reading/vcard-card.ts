/** A vCard as Larder holds it: the fields of a contact, and everything else as it stood in the file. */
import type { LineParam } from './vcard-lines.ts';

export interface VCardEntry<V = string> {
  value: V;
  /** `work`, `cell`, …; those of the RFCs in lower case. */
  types: string[];
  /** 1 to 100, 1 the most preferred; `PREF` of the old versions is 1. */
  preference?: number;
  /** Ties a label to a value: `item1.TEL`, `item1.X-ABLabel`. */
  group?: string;
  /** All other parameters, as written. */
  params: LineParam[];
}

/** A property without a field of its own; the value is as in the file, line ends and binary data excepted. */
export interface OtherEntry extends VCardEntry {
  /** As the file spells it; names are compared without regard to case. */
  name: string;
}

export interface VCard {
  version: string;
  /** FN: the full name. */
  formattedNames: VCardEntry[];
  /** N: family, given, additional names, prefixes, suffixes; each may have several values. */
  names: VCardEntry<string[][]>[];
  nicknames: VCardEntry<string[]>[];
  /** The organisation, then its units. */
  organizations: VCardEntry<string[]>[];
  titles: VCardEntry[];
  roles: VCardEntry[];
  emails: VCardEntry[];
  /** As written; a `tel:` URI in version 4. */
  phones: VCardEntry[];
  /** ADR: post office box, extended address, street, locality, region, postal code, country. */
  addresses: VCardEntry<string[][]>[];
  /** LABEL: addresses as they stand on an envelope. */
  labels: VCardEntry[];
  urls: VCardEntry[];
  /** As written: a day, a time, or a part of a day such as `--0203`. */
  birthdays: VCardEntry[];
  notes: VCardEntry[];
  categories: VCardEntry<string[]>[];
  other: OtherEntry[];
}

type Fields = Omit<VCard, 'version' | 'other'>;

/** Which field holds a property, and how its value is cut. The order is the one that cards are written in. */
export const fieldsByName = {
  FN: { field: 'formattedNames', shape: 'text' },
  N: { field: 'names', shape: 'components' },
  NICKNAME: { field: 'nicknames', shape: 'list' },
  ORG: { field: 'organizations', shape: 'parts' },
  TITLE: { field: 'titles', shape: 'text' },
  ROLE: { field: 'roles', shape: 'text' },
  EMAIL: { field: 'emails', shape: 'text' },
  TEL: { field: 'phones', shape: 'text' },
  ADR: { field: 'addresses', shape: 'components' },
  LABEL: { field: 'labels', shape: 'text' },
  URL: { field: 'urls', shape: 'text' },
  BDAY: { field: 'birthdays', shape: 'text' },
  NOTE: { field: 'notes', shape: 'text' },
  CATEGORIES: { field: 'categories', shape: 'list' },
} as const satisfies Record<string, { field: keyof Fields; shape: 'text' | 'list' | 'parts' | 'components' }>;

export const isMapped = (name: string): name is keyof typeof fieldsByName => Object.hasOwn(fieldsByName, name);

export const emptyCard = (version = '4.0'): VCard => ({
  version,
  formattedNames: [],
  names: [],
  nicknames: [],
  organizations: [],
  titles: [],
  roles: [],
  emails: [],
  phones: [],
  addresses: [],
  labels: [],
  urls: [],
  birthdays: [],
  notes: [],
  categories: [],
  other: [],
});
