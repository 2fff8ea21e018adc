import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { buildScope } from '../../../automation-engine/recipe-language/scope.ts';
import { createMatchIndex, explainMatch, matchEvent, type See } from '../../../automation-engine/runner/match.ts';
import type { ActiveRecipe } from '../../../automation-engine/runner/recipe-source.ts';
import type { LoggedEvent } from '../../../shared/model/event.ts';

const blocks = await loadBlocks();
const ID = '0198c0de-0000-7000-8000-00000000000a';
const words = ['vip', 'cold', 'email', '', 'constructor', '__proto__', 'é'];
const word = fc.constantFrom(...words);

const single = fc.constantFrom(
  'contact.name',
  'contact.email',
  'contact.phone',
  'contact.doNotContact',
  'contact.language',
  'contact.nothing',
  'contact.custom.tier',
  'contact.custom.constructor',
  'contact.custom',
  'contact.tags',
  'interaction.channel',
  'interaction.subject',
  'interaction.durationMinutes',
  'company.name',
  'deal.amount',
  'event.tag',
  'event.type',
  'event.contact',
  'event.toString',
  'inputs.tag',
  'inputs.count',
  'inputs.missing',
  'contact',
);
const literal = fc.oneof(
  word.map((text) => JSON.stringify(text)),
  fc.constantFrom('true', 'false', '1', '-2', '1.5', '60', '60.0', 'null', '9223372036854775807', '1u'),
);
const operand = fc.oneof({ weight: 3, arbitrary: single }, { weight: 2, arbitrary: literal });
const list = fc.constantFrom(
  'contact.tags',
  'contact.emails',
  'company.tags',
  'event.changed',
  'event.tag',
  'contact.name',
);

const condition = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.tuple(single, fc.constantFrom('==', '!='), literal).map((parts) => parts.join(' ')),
    fc.tuple(operand, fc.constantFrom('==', '!=', '<', '<=', '>', '>='), operand).map((parts) => parts.join(' ')),
    fc.tuple(single, fc.array(literal, { maxLength: 3 })).map(([name, items]) => `${name} in [${items.join(', ')}]`),
    fc.tuple(operand, list).map(([value, name]) => `${value} in ${name}`),
    fc.tuple(fc.constantFrom('contact', 'company', 'deal'), operand).map(([name, tag]) => `hasTag(${name}, ${tag})`),
    single,
    single.map((name) => (name.includes('.') ? `has(${name})` : name)),
    fc
      .tuple(single, fc.constantFrom('contains', 'startsWith', 'endsWith', 'matches'), operand)
      .map(([name, method, value]) => `${name}.${method}(${value})`),
    tie('any').map((part) => `!(${part})`),
    fc.tuple(tie('any'), fc.constantFrom('&&', '||'), tie('any')).map(([a, by, b]) => `(${a}) ${by} (${b})`),
  ),
})).any;

const map = <T>(key: fc.Arbitrary<string>, value: fc.Arbitrary<T>) =>
  fc.uniqueArray(key, { maxLength: 3 }).chain((keys) =>
    fc.array(value, { minLength: keys.length, maxLength: keys.length }).map((values) =>
      // As parsed JSON has it: "__proto__" is a key like any other.
      JSON.parse(`{${keys.map((name, at) => `${JSON.stringify(name)}:${JSON.stringify(values[at])}`).join(',')}}`),
    ),
  );
const contact = fc.record(
  {
    kind: fc.constant('contact'),
    id: fc.constant(ID),
    name: word,
    language: word,
    doNotContact: fc.boolean(),
    primaryEmail: word,
    emails: map(word, fc.constant({})),
    phones: map(word, fc.constant({})),
    tags: map(word, fc.constant(true)),
    custom: map(fc.constantFrom('tier', 'constructor'), fc.oneof(word, fc.boolean(), fc.constantFrom(1, 1.5, 60))),
  },
  { requiredKeys: ['kind', 'id'] },
);
const interaction = fc.record(
  {
    kind: fc.constant('interaction'),
    id: fc.constant(ID),
    channel: fc.constantFrom('email', 'call'),
    subject: word,
    durationMinutes: fc.constantFrom(0, 1, 60),
  },
  { requiredKeys: ['kind', 'id'] },
);
const data = fc.record(
  { contact, interaction, tag: word, changed: fc.array(word, { maxLength: 3 }) },
  { requiredKeys: [] },
);

const active = (id: string, conditions: string[], inputs: ActiveRecipe['inputs']): ActiveRecipe => ({
  recipe: {
    id,
    version: '1.0.0',
    title: id,
    about: id,
    capabilities: [],
    inputs: {},
    triggers: conditions.map((text) => ({ trigger: 'event', params: { event: 'contact.updated' }, if: text })),
    entry: { key: 'event.type', mode: 'single' },
    exits: [],
    steps: [],
    examples: [],
  },
  hash: `${id} ${conditions.join(' ')}`,
  enabledAfterSeq: 0,
  inputs,
});
const recipes = fc
  .array(
    fc.tuple(
      fc.array(condition, { minLength: 1, maxLength: 3 }),
      fc.record({ tag: fc.oneof(word, fc.boolean()), count: fc.constantFrom(1, 60, 1.5) }),
    ),
    { minLength: 1, maxLength: 40 },
  )
  .map((all) => all.map(([conditions, inputs], n) => active(`r-${String(n).padStart(2, '0')}`, conditions, inputs)));

function eventWith(carried: object): LoggedEvent {
  return {
    seq: 1,
    id: ID,
    type: 'contact.updated',
    at: '2026-03-06T10:00:00.000Z',
    recordedAt: '2026-03-06T10:00:00.000Z',
    cause: { depth: 0 },
    // Less than the type asks for: what is missing must not be taken for there.
    data: carried as LoggedEvent['data'],
  };
}

describe('the index and CEL', () => {
  it('start the same recipes, whatever the conditions and the event, and after recipes have come and gone', () => {
    fc.assert(
      fc.property(
        recipes,
        fc.array(data, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(39)),
        (all, events, gone) => {
          const index = createMatchIndex(blocks, all);
          index.update(all.filter((_, n) => !gone.includes(n)));
          index.update(all);
          for (const carried of events) {
            const event = eventWith(carried);
            const see: See = (inputs) => buildScope({ event, records: {}, inputs, now: 0 });
            const asked = all
              .map((recipe) => explainMatch(recipe, blocks, event, see))
              .filter((match) => match !== undefined && !('refused' in match));
            expect(matchEvent(index, event, see)).toEqual(asked);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
