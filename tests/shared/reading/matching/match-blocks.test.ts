import { describe, expect, it } from 'vitest';
import { BlockIndex, candidatePairs, CANDIDATES_MAX } from '../../../../shared/reading/matching/match-blocks.ts';
import { makeTable } from '../../../../shared/reading/matching/match-table.ts';
import { personFields, recordOf } from '../../../../shared/reading/matching/person-records.ts';
import { makeDoubles, makePeople, personOfMadeUp } from './made-up-people.ts';

const indexOf = (records: ReturnType<typeof recordOf>[]) =>
  new BlockIndex(personFields, makeTable(personFields, records).rows);

describe('candidatePairs', () => {
  it('keeps nearly all true pairs of badly written records', () => {
    const people = makeDoubles(7, 1_000, 0.4, 0.3);
    const { left, right } = candidatePairs(indexOf(people.map((person) => recordOf(personOfMadeUp(person)))));
    const found = left.reduce((sum, one, at) => sum + Number(people[one]!.entity === people[right[at]!]!.entity), 0);
    const sizes = Map.groupBy(people, ({ entity }) => entity);
    const truth = [...sizes.values()].reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
    expect(found / truth).toBeGreaterThan(0.99);
  });

  it('grows with the number of records, not with its square', () => {
    const count = (people: number) =>
      candidatePairs(indexOf(makePeople(3, people).map((person) => recordOf(personOfMadeUp(person))))).left.length /
      people;
    expect(count(4_000)).toBeLessThan(4 * count(1_000));
    expect(count(4_000)).toBeLessThan(CANDIDATES_MAX);
  });

  it('stays bounded when all records look the same', () => {
    const same = Array.from({ length: 2_000 }, () => recordOf({ name: 'Dana Whitfield', company: 'Globex' }));
    expect(candidatePairs(indexOf(same)).left.length).toBeLessThanOrEqual(2_000 * CANDIDATES_MAX);
  });
});
