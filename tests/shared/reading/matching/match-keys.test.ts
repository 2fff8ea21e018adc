import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeLikeliest } from '../../../../shared/reading/matching/find-duplicates.ts';
import {
  KEY_COMMON,
  likeliest,
  LIKELIEST_MAX,
  matchKeys,
  questionOf,
  type Posting,
} from '../../../../shared/reading/matching/match-keys.ts';
import type { Person } from '../../../../shared/reading/matching/person-records.ts';
import { makeDoubles, personOfMadeUp } from './made-up-people.ts';

/** A store in memory: ids are places in the list. */
function fileOf<P extends Person>(people: readonly P[]) {
  const holders = new Map<string, string[]>();
  people.forEach((person, at) => {
    for (const key of matchKeys(person)) holders.set(key, [...(holders.get(key) ?? []), String(at)]);
  });
  const ask = (person: Person) => {
    const question = questionOf(person);
    const postings = question.keys.map((key): Posting => ({
      key,
      ids: (holders.get(key.key) ?? []).slice(0, KEY_COMMON + 1),
    }));
    const judge = (some: readonly P[]) => judgeLikeliest(question, postings, people.length, some);
    const found = likeliest(postings, people.length).map((id) => people[Number(id)]!);
    return { postings, found, judge };
  };
  return { ask };
}

describe('matchKeys', () => {
  it('are the same for all forms of one value, and differ between fields', () => {
    const one = matchKeys({
      name: 'Dana Whitfield',
      emails: ['d.whitfield+crm@googlemail.com'],
      phones: ['+442079460001'],
    });
    const other = matchKeys({ name: 'WHITFIELD, Dana', emails: ['dwhitfield@gmail.com'], phones: ['020 7946 0001'] });
    expect(other.toSorted()).toEqual(one.toSorted());
    expect(matchKeys({ name: 'Globex' })).not.toEqual(matchKeys({ company: 'Globex' }));
    expect(matchKeys({})).toEqual([]);
  });

  it('are few, whatever a page says about somebody', () => {
    fc.assert(
      fc.property(
        fc.record({
          name: fc.string({ unit: 'grapheme' }),
          company: fc.string({ unit: 'grapheme', maxLength: 3_000 }),
          emails: fc.array(fc.string(), { maxLength: 50 }),
          phones: fc.array(fc.string(), { maxLength: 50 }),
        }),
        (person) => {
          const keys = matchKeys(person);
          expect(new Set(keys).size).toBe(keys.length);
          expect(keys.length).toBeLessThan(60);
          for (const key of keys) expect(key.length).toBeLessThan(100);
        },
      ),
    );
  });
});

describe('likeliest', () => {
  it('misses nobody whom comparing with everybody finds and who shares a key that few have', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0, max: 0.6, noNaN: true }), (seed, damage) => {
        const people = makeDoubles(seed, 25, 0.5, damage).map(personOfMadeUp);
        const { ask } = fileOf(people);
        for (const person of people) {
          const { postings, found, judge } = ask(person);
          const [byKeys, byAll] = [judge(found), judge(people)];
          const few = new Set(postings.filter(({ ids }) => ids.length <= 8).flatMap(({ ids }) => ids));
          const promised = byAll.filter((each) => few.has(String(people.indexOf(each.person))));
          expect(byKeys).toEqual(expect.arrayContaining(promised));
          expect(byAll).toEqual(expect.arrayContaining(byKeys));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('takes one key that eight people have for enough, in a store of any size', () => {
    const [key] = questionOf({ phones: ['+442079460001'] }).keys;
    const ids = ['1', '2', '3', '4', '5', '6', '7', '8'];
    for (let stored = 8; stored < 500; stored++) expect(likeliest([{ key: key!, ids }], stored)).toHaveLength(8);
  });

  it('finds nearly all doubles in a large store, and looks at few', () => {
    const people = makeDoubles(11, 4_000, 0.2, 0.25, 1).map(personOfMadeUp);
    const { ask } = fileOf(people);
    const doubles = Map.groupBy(people, ({ entity }) => entity);
    let [all, found, looked] = [0, 0, 0];
    for (const [, [one, other]] of doubles) {
      if (one === undefined || other === undefined) continue;
      const answer = ask(one);
      all++;
      looked += answer.found.length;
      if (answer.found.includes(other)) found++;
    }
    expect(found / all).toBeGreaterThan(0.98);
    expect(looked / all).toBeLessThan(20);
  });

  it('stays bounded when everybody looks the same', () => {
    const same = Array.from({ length: 300 }, () => ({ name: 'Dana Whitfield', phones: ['+442079460001'] }));
    const { found } = fileOf(same).ask(same[0]!);
    expect(found.length).toBeLessThanOrEqual(LIKELIEST_MAX);
  });
});
