import { expect, it } from 'vitest';
import { defaultModel } from '../../../../shared/reading/matching/default-weights.ts';
import { explainPair } from '../../../../shared/reading/matching/explain.ts';
import { makeTable } from '../../../../shared/reading/matching/match-table.ts';
import { logitOf } from '../../../../shared/reading/matching/match-weights.ts';
import { personFields, recordOf } from '../../../../shared/reading/matching/person-records.ts';
import { makePeople, personOfMadeUp } from './made-up-people.ts';

const people = [
  { name: 'Dana Whitfield', company: 'Globex', phones: ['+442079460001'], address: '12 Mill Lane' },
  { name: 'Tom Whitfield', company: 'Initech', phones: ['+442079460001'], address: '12 Mill Lane' },
  { name: 'Whitfield Dana', company: 'Globex' },
  ...makePeople(4, 300).map(personOfMadeUp),
];
const table = makeTable(personFields, people.map(recordOf));
const model = defaultModel(1_000);
const explain = (one: number, other: number) => explainPair(model, table, table.rows[one]!, table.rows[other]!);

it('says the strongest first, and nothing of what one of them lacks', () => {
  expect(explain(0, 2).reasons.map(({ says }) => says)).toEqual([
    'nearly the same name: “dana whitfield”, “whitfield dana”',
    expect.stringMatching(/^same company, “globex”, which about 1 in \d+ has$/u),
  ]);
});

it('says what housemates share, and what that is worth', () => {
  const { reasons, probability } = explain(0, 1);
  expect(reasons.find(({ field }) => field === 'related')?.bits).toBeLessThan(-1);
  expect(probability).toBeLessThan(0.5);
});

it('is symmetric, and agrees with the score', () => {
  expect(explain(1, 0).logit).toBeCloseTo(explain(0, 1).logit, 9);
  expect(explain(0, 2).logit).toBeCloseTo(logitOf(model, table, table.rows[0]!, table.rows[2]!), 9);
});
