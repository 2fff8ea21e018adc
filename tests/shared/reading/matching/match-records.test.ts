import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inferFields } from '../../../../shared/reading/matching/field-kinds.ts';
import { dedupeRecords, linkRecords } from '../../../../shared/reading/matching/match-records.ts';
import { corrupt, makeDoubles, makePeople, Maker, type MadeUpPerson } from './made-up-people.ts';

type Column = Exclude<keyof MadeUpPerson, 'entity'>;
const ALL: Column[] = ['given', 'family', 'company', 'email', 'phone', 'street', 'city', 'postcode', 'birthday'];

function tableOf(people: readonly MadeUpPerson[], columns: readonly Column[]) {
  const rows = people.map((person) => columns.map((column) => person[column]));
  return { fields: inferFields(columns, rows), rows };
}

function f1(found: number, right: number, truth: number): number {
  return (2 * right) / (found + truth);
}

function dedupeFigures(people: readonly MadeUpPerson[], columns: readonly Column[]) {
  const { fields, rows } = tableOf(people, columns);
  const { pairs, candidates } = dedupeRecords(fields, rows);
  const right = pairs.filter(([one, other]) => people[one]!.entity === people[other]!.entity).length;
  const truth = [...Map.groupBy(people, ({ entity }) => entity).values()]
    .map(({ length }) => (length * (length - 1)) / 2)
    .reduce((sum, each) => sum + each, 0);
  return { f1: f1(pairs.length, right, truth), wrong: pairs.length - right, candidates };
}

describe('dedupeRecords', () => {
  it('finds people who were written down again, badly', () => {
    expect(dedupeFigures(makeDoubles(11, 1_500, 0.3, 0.25), ALL).f1).toBeGreaterThan(0.99);
  });

  it('finds them by what a CRM knows', () => {
    expect(
      dedupeFigures(makeDoubles(12, 1_500, 0.3, 0.25), ['given', 'family', 'company', 'email', 'phone']).f1,
    ).toBeGreaterThan(0.95);
  });

  it('finds them by name, birthday, town and address', () => {
    expect(
      dedupeFigures(makeDoubles(15, 1_500, 0.3, 0.25), ['given', 'family', 'birthday', 'city', 'email']).f1,
    ).toBeGreaterThan(0.95);
  });

  it('takes no housemates and no colleagues for one person where nobody is twice', () => {
    expect(dedupeFigures(makePeople(13, 1_500), ALL).wrong).toBeLessThanOrEqual(1);
    expect(
      dedupeFigures(makePeople(13, 1_500), ['given', 'family', 'street', 'city', 'postcode']).wrong,
    ).toBeLessThanOrEqual(3);
  });

  it('gives the same groups whatever the order', () => {
    const people = makeDoubles(14, 150, 0.4, 0.3);
    const groups = (list: readonly MadeUpPerson[]) => {
      const { fields, rows } = tableOf(list, ALL);
      return dedupeRecords(fields, rows)
        .clusters.map((group) =>
          group
            .map((at) => people.indexOf(list[at]!))
            .sort((a, b) => a - b)
            .join(' '),
        )
        .sort();
    };
    const expected = groups(people);
    fc.assert(
      fc.property(fc.shuffledSubarray([...people], { minLength: people.length }), (shuffled) => {
        expect(groups(shuffled)).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });

  it('never throws', () => {
    const cell = fc.oneof(
      fc.constant(undefined),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom('dana', '1974-03-09'),
    );
    const kinds = fc.constantFrom('name', 'company', 'text', 'code', 'date', 'email', 'phone', 'link');
    fc.assert(
      fc.property(
        fc.array(kinds, { maxLength: 4 }),
        fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 12 }),
        (list, rows) => {
          const fields = list.map((kind, at) => ({ name: `field ${at}`, kind }));
          const { clusters } = dedupeRecords(fields, rows);
          expect(new Set(clusters.flat()).size).toBe(clusters.flat().length);
          linkRecords(fields, rows.slice(0, 4), rows.slice(4));
        },
      ),
    );
  });
});

describe('linkRecords', () => {
  const link = (first: readonly MadeUpPerson[], second: readonly MadeUpPerson[]) => {
    const { fields, rows } = tableOf([...first, ...second], ALL);
    const { pairs } = linkRecords(fields, rows.slice(0, first.length), rows.slice(first.length));
    const right = pairs.filter(([one, other]) => first[one]!.entity === second[other]!.entity).length;
    const inSecond = Map.groupBy(second, ({ entity }) => entity);
    const truth = first.reduce((sum, { entity }) => sum + (inSecond.get(entity)?.length ?? 0), 0);
    return { pairs, f1: f1(pairs.length, right, truth) };
  };

  it('finds the people of one list in another, each at most once', () => {
    const make = new Maker(21);
    const people = makePeople(22, 1_000);
    const { pairs, f1: figure } = link(
      people.slice(0, 800),
      people.slice(200).map((person) => corrupt(make, person, 0.25)),
    );
    expect(figure).toBeGreaterThan(0.99);
    expect(new Set(pairs.map(([one]) => one)).size).toBe(pairs.length);
    expect(new Set(pairs.map(([, other]) => other)).size).toBe(pairs.length);
  });

  it('finds all records of a person where the lists hold doubles', () => {
    const people = makeDoubles(23, 800, 0.6, 0.2, 3);
    expect(link(people.slice(0, 700), people.slice(700)).f1).toBeGreaterThan(0.97);
  });
});
