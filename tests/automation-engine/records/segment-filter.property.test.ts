import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileCondition } from '../../../automation-engine/recipe-language/conditions.ts';
import { liftCondition } from '../../../automation-engine/recipe-language/lift.ts';
import { contactScope } from '../../../automation-engine/recipe-language/scope.ts';
import { segmentFilter } from '../../../automation-engine/records/segment-filter.ts';
import { readRecord } from '../../../shared/model/mutation.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { makeCore, START, type TestCore } from '../make-core.ts';

let core: TestCore;
beforeAll(async () => {
  core = await makeCore();
});
afterAll(() => core.close());

const traps = [
  '__proto__',
  'constructor',
  'a"b',
  'a\\b',
  'ü',
  '😀',
  '\ud83d',
  'x\u0000y',
  'null',
  'tags',
  'a/b',
  "it's",
  '%',
];
const word = fc.oneof(
  fc.constantFrom('', 'vip', 'sv', 'Head of Sales', 'head', 'e', 'true', '1', '"', '\n', ...traps),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const number = fc.oneof(
  fc.constantFrom(0, -0, 1, 3, 0.1, 0.3, -2.5, 1e21, 1e300, 2 ** 53, 2 ** 53 - 1, 2 ** 63, 5e-324),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const plain = fc.oneof(word, number, fc.boolean());
/** A key with a NUL is never stored. */
const key = fc.constantFrom('vip', 'plan', ...traps).map((text) => text.replace('\0', ''));
const NAMES = ['name', 'title', 'language', 'owner'] as const;
const time = fc.constantFrom('2026-03-06T09:00:00.000Z', '2026-01-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z');

const empties = <T extends FieldValue>(value: fc.Arbitrary<T>) => fc.option<FieldValue>(value, { freq: 4 });
const entries = (map: string, value: fc.Arbitrary<FieldValue>) =>
  fc
    .array(fc.tuple(key, empties(value)), { maxLength: 3 })
    .map((list) => list.map(([k, v]): [string, FieldValue] => [`${map}/${k}`, v]));
const values = fc
  .tuple(
    ...NAMES.map((name) =>
      fc.option(empties(word)).map((value): [string, FieldValue][] => (value === null ? [] : [[name, value]])),
    ),
    fc
      .option(empties(fc.boolean()))
      .map((value): [string, FieldValue][] => (value === null ? [] : [['doNotContact', value]])),
    entries('custom', plain),
    entries('tags', fc.constant(true)),
    entries('emails', fc.constantFrom<FieldValue>({}, { label: 'work', title: 'Head of Sales', 'tags/vip': true })),
  )
  .map((lists): Record<string, FieldValue> => Object.fromEntries(lists.flat()));

const quoted = (text: string) => JSON.stringify(text).replaceAll(/\\u([dD][89a-fA-F]..)/g, 'x');
const literal = fc.oneof(
  word.map(quoted),
  fc.boolean().map(String),
  fc.integer({ min: -3, max: 5 }).map(String),
  fc.constantFrom('9007199254740993', '0.1', '3.0', '1e300', '1e999', '-2.5'),
);
const field = fc.oneof(
  fc.constantFrom(...NAMES, 'email', 'doNotContact', 'doNotContact').map((name) => `contact.${name}`),
  fc.constantFrom('plan', 'vip', 'constructor', '__proto__').map((name) => `contact.custom.${name}`),
);
const leaf = fc.oneof(
  fc.tuple(field, fc.constantFrom('==', '!='), literal).map((parts) => parts.join(' ')),
  fc.tuple(literal, fc.constantFrom('==', '!=', '<', '>='), field).map((parts) => parts.join(' ')),
  fc.tuple(field, fc.constantFrom('<', '<=', '>', '>='), literal).map((parts) => parts.join(' ')),
  fc.tuple(field, fc.array(literal, { maxLength: 3 })).map(([of, list]) => `${of} in [${list.join(', ')}]`),
  fc
    .tuple(field, fc.constantFrom('contains', 'startsWith', 'endsWith'), word)
    .map(([of, by, text]) => `${of}.${by}(${quoted(text)})`),
  key.map((tag) => `hasTag(contact, ${quoted(tag)})`),
  fc.tuple(key, fc.constantFrom('tags', 'emails', 'name')).map(([tag, list]) => `${quoted(tag)} in contact.${list}`),
  field,
  fc.constantFrom(
    'true',
    'false',
    'size(contact.tags) > 1',
    'daysSince(contact.lastInteractionAt) > 3',
    '4 >= daysSince(contact.custom.plan)',
  ),
);
const condition = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'cel' },
    leaf,
    fc.tuple(tie('any'), fc.constantFrom('&&', '||'), tie('any')).map(([a, joint, b]) => `(${a} ${joint} ${b})`),
    tie('any').map((inner) => `!(${inner})`),
  ),
})).any;

describe('the database, when it judges contacts itself', () => {
  it('says what CEL says, or leaves it to CEL', async () => {
    const seen = { sure: 0, never: 0, open: 0 };
    await fc.assert(
      fc.asyncProperty(
        condition,
        fc.array(fc.tuple(values, fc.option(time)), { minLength: 4, maxLength: 8 }),
        async (source, people) => {
          const compiled = compileCondition(source);
          if ('problem' in compiled) return;
          const { sure, may, isExact } = segmentFilter(liftCondition(source, {}));
          for (const table of ['records', 'last_interactions'] as const) await core.db.deleteFrom(table).execute();
          const expected = new Map<string, boolean>();
          for (const [fields, at] of people) {
            const id = core.newId();
            const values_json = JSON.stringify(fields);
            await core.db
              .insertInto('records')
              .values({ kind: 'contact', id, contact_id: id, values_json, stamps_json: '{}', deleted: 0 })
              .execute();
            if (at !== null) await core.db.insertInto('last_interactions').values({ contact_id: id, at }).execute();
            const contact = contactScope(
              readRecord('contact', { kind: 'contact', id, values: JSON.parse(values_json), stamps: {} }),
            );
            const verdict = compiled.condition.evaluate({
              contact: at === null ? contact : { ...contact, lastInteractionAt: at },
              now: new Date(START).toISOString(),
            });
            expected.set(id, 'value' in verdict && verdict.value);
          }
          const rows = await core.db
            .selectFrom('records')
            .select(['id', 'values_json', sure.as('sure'), may.as('may')])
            .execute();
          for (const row of rows) {
            const isIn = expected.get(row.id);
            const [isSure, isOpen] = [Number(row.sure) === 1, Number(row.may) === 1];
            if (isSure) seen.sure++;
            else if (!isOpen) seen.never++;
            else seen.open++;
            expect(isSure && !isIn, `${source} is not met by ${row.values_json}`).toBe(false);
            expect(isIn === true && !isOpen, `${source} is met by ${row.values_json}`).toBe(false);
            if (isExact) expect(isSure, `${source} of ${row.values_json}`).toBe(isIn);
          }
        },
      ),
      { numRuns: 1_000 },
    );
    expect(seen.sure).toBeGreaterThan(500);
    expect(seen.never).toBeGreaterThan(500);
    expect(seen.open).toBeLessThan(seen.sure + seen.never);
  });
});
