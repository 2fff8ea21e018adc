import { describe, expect, it } from 'vitest';
import { findDuplicates, groupDuplicates, indexPeople } from '../../../../shared/reading/matching/find-duplicates.ts';
import type { Person } from '../../../../shared/reading/matching/person-records.ts';
import { corrupt, makeDoubles, makePeople, Maker, personOfMadeUp } from './made-up-people.ts';

const dana: Person = {
  name: 'Dana Whitfield',
  company: 'Globex Ltd',
  emails: ['d.whitfield@gmail.com', 'dana@globex.test'],
  phones: ['+442079460001'],
  links: ['https://social.test/in/dana'],
  address: '12 Mill Lane, Anytown',
};
const stored: Person[] = [
  dana,
  { name: 'Tom Whitaker', company: 'Globex Ltd', emails: ['info@globex.test'], phones: ['+442079460002'] },
  { name: 'Ines Soler', company: 'Initech', emails: ['ines@initech.test'], phones: ['+442079460002'] },
  ...makePeople(1, 200).map(personOfMadeUp),
];
const index = indexPeople(stored);
const find = (candidate: Person) => findDuplicates(candidate, index).map(({ person, kind }) => [person.name, kind]);

describe('findDuplicates', () => {
  it.each<[string, Person]>([
    ['an alias of the same mailbox', { name: 'D. W.', emails: ['DWhitfield+crm@googlemail.com'] }],
    ['the same phone', { name: 'Dana Whitfeild', phones: ['020 7946 0001'] }],
    ['the same profile', { links: ['http://www.social.test/in/dana/?ref=1'] }],
  ])('is exact by %s', (_, candidate) => {
    expect(find(candidate)).toEqual([['Dana Whitfield', 'exact']]);
  });

  it('is near by name and company', () => {
    expect(find({ name: 'Whitfield, Dana', company: 'Globex', emails: ['dana.w@home.test'] })).toEqual([
      ['Dana Whitfield', 'near'],
    ]);
  });

  it('takes nobody for another by a shared mailbox or phone', () => {
    expect(find({ name: 'Uma Okafor', emails: ['info@globex.test'] })).toEqual([]);
    expect(find({ name: 'Uma Okafor', phones: ['+442079460002'] })).toEqual([]);
    expect(find({ name: 'Uma Okafor', company: 'Globex Ltd', address: '12 Mill Lane, Anytown' })).toEqual([]);
  });

  it('says why, with a weight per field', () => {
    const [found] = findDuplicates({ name: 'Dana Whitfeild', company: 'Globex', emails: ['dana@initech.test'] }, index);
    expect(found?.reasons.map(({ field, level }) => [field, level])).toEqual(
      expect.arrayContaining([
        ['name', 'near'],
        ['company', 'equal'],
      ]),
    );
    const name = found?.reasons.find(({ field }) => field === 'name');
    expect(name?.says).toBe('nearly the same name: “dana whitfeild”, “dana whitfield”');
    expect(name?.bits).toBeGreaterThan(5);
  });

  it('finds people in a large store who are badly written, and nobody for those who are new', () => {
    const people = makePeople(5, 3_200);
    const large = indexPeople(people.slice(0, 3_000).map(personOfMadeUp));
    const make = new Maker(6);
    const again = people.slice(0, 200).filter((person) => {
      const [first] = findDuplicates(personOfMadeUp(corrupt(make, person, 0.25)), large);
      return first?.person.entity === person.entity;
    });
    const mistaken = people.slice(3_000).filter((person) => findDuplicates(personOfMadeUp(person), large).length > 0);
    expect(again.length).toBeGreaterThanOrEqual(196);
    expect(mistaken.length).toBeLessThanOrEqual(4);
  });

  it('finds nobody in an empty store', () => {
    expect(findDuplicates(dana, indexPeople([]))).toEqual([]);
    expect(findDuplicates({}, index)).toEqual([]);
  });
});

it('groups the people of an import', () => {
  const people = makeDoubles(9, 60, 0.4, 0.15);
  const groups = groupDuplicates(people.map(personOfMadeUp));
  expect(groups.length).toBeGreaterThan(10);
  for (const group of groups) expect(new Set(group.map((at) => people[at]!.entity)).size).toBe(1);
});
