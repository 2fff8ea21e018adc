/**
 * Made-up people and a corruptor, both from a seed: what people and exports do to the same person's data. Names are built from syllables and
 * a few common ones, so that frequencies are as uneven as in life; households share a surname and an address, colleagues a company and its switchboard.
 */

import type { Person } from '../../../../shared/reading/matching/person-records.ts';

export interface MadeUpPerson {
  entity: number;
  given: string;
  family: string;
  company: string;
  email: string;
  phone: string;
  street: string;
  city: string;
  postcode: string;
  birthday: string;
}

/** Numbers from 0 up to 1; mulberry32. */
export function makeChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const STARTS =
  'ba be bo bri ca co da de do fa fe ga gre ha he ho is ja jo ka ke la le lo ma me mi na no o pa pe qui ra re ro sa se so ta te to u va vi wa we yo za'.split(
    ' ',
  );
const MIDDLES = 'la li lo na ni no ra ri ro sa si ta ti ma mi da di ga ke ve vi'.split(' ');
const ENDS = 'n r s th m ld rt nd ck l tt wski sen son berg mann ton ez eau ini ova'.split(' ');
const GIVEN =
  'anna james maria john lena robert elizabeth michael sofia william margaret thomas julia daniel katherine alexander'.split(
    ' ',
  );
const KINDS = ['street', 'road', 'lane', 'avenue', 'square', 'way'];
const LEGAL = ['ltd', 'inc', 'gmbh', 'sarl', ''];

export class Maker {
  readonly chance: () => number;

  constructor(seed: number) {
    this.chance = makeChance(seed);
  }

  below = (limit: number): number => Math.floor(this.chance() * limit);
  pick = <T>(list: readonly T[]): T => list[this.below(list.length)]!;
  /** Low ranks are common, as in names and towns. */
  common = <T>(list: readonly T[]): T => list[Math.floor(list.length ** this.chance()) - 1]!;
  happens = (share: number): boolean => this.chance() < share;
  word = (): string => this.pick(STARTS) + (this.happens(0.6) ? this.pick(MIDDLES) : '') + this.pick(ENDS);
  digits = (length: number): string => Array.from({ length }, () => this.below(10)).join('');
}

const two = (value: number) => String(value).padStart(2, '0');

/** @param count how many people; each is one entity */
export function makePeople(seed: number, count: number): MadeUpPerson[] {
  const make = new Maker(seed);
  const list = (size: number, one: () => string) => Array.from({ length: size }, one);
  const givens = [...GIVEN, ...list(Math.max(50, count / 8), make.word)];
  const families = list(Math.max(100, count / 2), make.word);
  const cities = list(Math.max(20, count / 40), () => make.word() + make.pick(['', 'ham', 'ville', 'stadt', ' hills']));
  const postcodes = new Map(cities.map((city) => [city, make.digits(3)]));
  const companies = list(Math.max(20, count / 6), () => `${make.word()} ${make.word()} ${make.pick(LEGAL)}`.trim());
  const switchboards = new Map(companies.map((company) => [company, `+4420${make.digits(8)}`]));
  const named = new Map<string, number>();
  // Who comes second gets a number: no two people have one address.
  const addressee = (name: string) => {
    named.set(name, (named.get(name) ?? 0) + 1);
    return named.get(name) === 1 ? '' : String(named.get(name));
  };
  const people: MadeUpPerson[] = [];
  for (let entity = 0; entity < count; entity += 1) {
    const housemate = make.happens(0.15) && entity > 0 ? make.pick(people) : undefined;
    const given = make.common(givens);
    const family = housemate?.family ?? make.common(families);
    const city = housemate?.city ?? make.common(cities);
    const company = make.common(companies);
    const domain = `${company.split(' ').slice(0, 2).join('-')}.test`;
    people.push({
      entity,
      given,
      family,
      company,
      email: `${given}.${family}${addressee(`${given}.${family}`)}@${make.happens(0.7) ? domain : 'mail.example'}`,
      phone: make.happens(0.2) ? switchboards.get(company)! : `+447${make.digits(9)}`,
      street: housemate?.street ?? `${1 + make.below(120)} ${make.word()} ${make.pick(KINDS)}`,
      city,
      postcode: housemate?.postcode ?? postcodes.get(city)! + make.digits(1),
      birthday: `${1940 + make.below(65)}-${two(1 + make.below(12))}-${two(1 + make.below(28))}`,
    });
  }
  return people;
}

/** One or two slips of the keyboard. */
export function misspell(make: Maker, text: string): string {
  const at = make.below(Math.max(text.length - 1, 1));
  const letter = /\d/u.test(text[at] ?? '') ? make.digits(1) : String.fromCharCode(97 + make.below(26));
  switch (make.below(4)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + letter + text.slice(at);
    case 2:
      return text.slice(0, at) + letter + text.slice(at + 1);
    default:
      return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
  }
}

/** The same person, written down another time. `damage` is the share of fields that something happens to. */
export function corrupt(make: Maker, person: MadeUpPerson, damage: number): MadeUpPerson {
  const copy = { ...person };
  for (const field of [
    'given',
    'family',
    'company',
    'email',
    'phone',
    'street',
    'city',
    'postcode',
    'birthday',
  ] as const) {
    if (!make.happens(damage)) continue;
    const what = make.chance();
    if (what < 0.55) copy[field] = misspell(make, copy[field]);
    else if (what < 0.8) copy[field] = '';
    else copy[field] = rewrite(make, copy, field);
  }
  if (make.happens(damage / 5)) [copy.given, copy.family] = [copy.family, copy.given];
  return copy;
}

/** Another value, or the same in another form. */
function rewrite(make: Maker, person: MadeUpPerson, field: Exclude<keyof MadeUpPerson, 'entity'>): string {
  const value = person[field];
  switch (field) {
    case 'given':
      return value.slice(0, 1);
    case 'email':
      return make.happens(0.5) ? value.replace('@', '+news@') : `${make.word()}${make.digits(2)}@mail.example`;
    case 'phone':
      return make.happens(0.5) ? value.replace('+44', '0') : `+447${make.digits(9)}`;
    case 'birthday':
      return value.slice(0, 5) + value.slice(8) + '-' + value.slice(5, 7);
    case 'company':
      return value.split(' ').slice(0, 1).join(' ');
    case 'family':
    case 'street':
    case 'city':
      return make.word();
    case 'postcode':
      return make.digits(4);
  }
}

/** People with doubles: a share of them is written down again, up to `most` times. In an order that tells nothing. */
export function makeDoubles(seed: number, count: number, share: number, damage: number, most = 2): MadeUpPerson[] {
  const make = new Maker(seed + 1);
  const all = makePeople(seed, count).flatMap((person) => {
    const copies = make.happens(share) ? 1 + make.below(most) : 0;
    return [person, ...Array.from({ length: copies }, () => corrupt(make, person, damage))];
  });
  return all
    .map((person) => ({ person, place: make.chance() }))
    .sort((a, b) => a.place - b.place)
    .map(({ person }) => person);
}

/** As a person of a CRM. */
export const personOfMadeUp = (person: MadeUpPerson): Person & { entity: number } => ({
  entity: person.entity,
  name: `${person.given} ${person.family}`.trim(),
  company: person.company,
  emails: person.email === '' ? [] : [person.email],
  phones: person.phone === '' ? [] : [person.phone],
  address: `${person.street}, ${person.postcode} ${person.city}`,
  birthday: person.birthday,
});
