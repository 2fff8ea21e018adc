/** Random recipe files and what happens to them. Whatever blocks there are take part, by their samples. */
import fc from 'fast-check';
import { stringify } from 'yaml';
import type { Blocks } from '../../automation-engine/recipe-language/blocks.ts';
import type { Example } from '../../automation-engine/recipe-language/recipe.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import { condition, key, text, trapNames } from './expressions.ts';

export interface FuzzCase {
  /** The file. */
  source: string;
  given: Example['given'];
  events: Example['events'];
}

type Piece = Record<string, unknown>;

const duration = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('0s', '90m', '2d', '1d 12h', 'inputs.gap', 'P1DT2H') },
  { weight: 1, arbitrary: fc.constantFrom('9999999d', 'soon', 'inputs.words') },
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

function stepsOf(blocks: Blocks): fc.Arbitrary<unknown[]> {
  const action = fc.constantFrom(...blocks.actions).chain(([id, { sample, texts }]) => {
    const params: Piece = typeof sample === 'object' && sample !== null ? { ...sample } : {};
    const [first] = texts;
    const changed = first === undefined ? fc.constant(params) : text.map((value) => ({ ...params, [first]: value }));
    return fc
      .oneof(fc.constant(params), changed)
      .map((value) => ({ [id]: 'template' in value ? { ...value, template: 'hello' } : value }));
  });
  return fc.letrec<{ list: unknown[]; step: unknown }>((tie) => ({
    step: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'step' },
      { weight: 40, arbitrary: action },
      { weight: 12, arbitrary: duration.map((wait) => ({ wait })) },
      {
        weight: 1,
        arbitrary: fc.constantFrom({ stop: 'enough' }, { stop: true }, { stop: 'x' }, { nope: {} }, {}, null, {
          __proto__: null,
        }),
      },
      { weight: 12, arbitrary: fc.record({ if: condition, then: tie('list'), else: maybe(tie('list')) }) },
    ),
    list: fc.array(tie('step'), { minLength: 1, maxLength: 4, depthIdentifier: 'step' }),
  })).list;
}

const inputs = fc.constant({
  words: { type: 'text', label: 'Words', default: '{{ contact.name }} __proto__' },
  least: { type: 'number', label: 'Least', default: 5 },
  gap: { type: 'duration', label: 'Gap', default: '1h' },
});
const trapInputs = fc
  .constantFrom(...trapNames)
  .map((name) => ({ [name]: { type: 'text', label: 'x', default: 'y' } }));

const eventTypes = [
  'contact.created',
  'contact.updated',
  'contact.tag-added',
  'interaction.logged',
  'deal.created',
  'deal.stage-changed',
  'note.added',
];
const trigger = fc.oneof(
  { weight: 8, arbitrary: fc.record({ event: fc.constantFrom(...eventTypes), if: maybe(condition) }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Piece>({ schedule: { cron: '0 9 * * *' } }, { schedule: '* * * * * * *' }, { nope: 1 }),
  },
);

function fileOf(blocks: Blocks): fc.Arbitrary<string> {
  const recipe = fc.record({
    id: fc.constant('fuzz'),
    version: fc.constant('1.0.0'),
    title: fc.constant('Fuzz'),
    about: fc.constant('Made at random.'),
    inputs: fc.oneof({ weight: 8, arbitrary: inputs }, { weight: 1, arbitrary: trapInputs }),
    trigger: fc.oneof(trigger, fc.array(trigger, { minLength: 1, maxLength: 3 })),
    entry: maybe(
      fc.record({
        key,
        mode: fc.constantFrom('single', 'restart', 'queue', 'parallel'),
        again: maybe(fc.constant({ after: '1h' })),
      }),
    ),
    exit: maybe(fc.record({ event: fc.constantFrom(...eventTypes), if: maybe(condition) })),
    steps: stepsOf(blocks),
  });
  const file = recipe.map((value) => {
    const used = [...blocks.actions.keys()].filter((id) => JSON.stringify(value.steps).includes(`{"${id}":`));
    return stringify(JSON.parse(JSON.stringify({ ...value, capabilities: used })));
  });
  const damage = fc.tuple(
    file,
    fc.nat(),
    fc.nat(30),
    fc.oneof(fc.string(), fc.constantFrom(': ', '&a ', '*a', '\t', '[[[[', '"', '\u0000')),
  );
  return fc.oneof(
    { weight: 6, arbitrary: file },
    {
      weight: 1,
      arbitrary: damage.map(([source, at, length, put]) => {
        const place = at % source.length;
        return source.slice(0, place) + put + source.slice(place + length);
      }),
    },
  );
}

const tag = fc.constantFrom('vip', 'new-lead', 'constructor', 'old');
const words = fc.oneof(
  fc.constantFrom('Dana Fox', '{{ contact.email }}', '<b>', 'a'.repeat(400), ...trapNames),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((value) => value.replaceAll(/\p{Cc}/gu, '')),
);
const contact: fc.Arbitrary<Record<string, FieldValue>> = fc.record({
  name: words,
  email: fc.constantFrom('dana@globex.example', ''),
  address: fc.constantFrom('Main Street 1', 'x'.repeat(5_000), ''),
  doNotContact: fc.boolean(),
  timeZone: fc.constantFrom('Europe/Stockholm', 'Mars/Base'),
  tags: fc.uniqueArray(tag, { maxLength: 3 }),
  custom: fc.constantFrom<FieldValue>({ seats: 12 }, { plan: 'gold' }, JSON.parse('{"__proto__":"x","constructor":5}')),
});
const deal: fc.Arbitrary<Record<string, FieldValue>> = fc.record({
  title: words,
  amount: fc.integer(),
  currency: fc.constant('EUR'),
  stage: fc.constant('offer'),
});

const happening: fc.Arbitrary<{ type: string; data: Record<string, FieldValue> }> = fc.oneof(
  contact.map((data) => ({ type: 'contact.created', data })),
  words.map((name) => ({ type: 'contact.updated', data: { title: name } })),
  tag.map((name) => ({ type: 'contact.tag-added', data: { tag: name } })),
  fc
    .record({ channel: fc.constantFrom('email', 'call'), direction: fc.constantFrom('in', 'out'), subject: words })
    .map((data) => ({ type: 'interaction.logged', data })),
  deal.map((data) => ({ type: 'deal.created', data })),
  fc.constant({ type: 'deal.stage-changed', data: { to: 'won' } }),
);

const START = Date.parse('2026-03-06T10:00:00Z');

export const casesOf = (blocks: Blocks): fc.Arbitrary<FuzzCase> =>
  fc.record({
    source: fileOf(blocks),
    given: contact.map((one) => ({ contact: one })),
    events: fc
      .array(fc.tuple(fc.nat(100_000), happening), { minLength: 1, maxLength: 5 })
      .map((list) =>
        list.map(([seconds, event]) => ({ at: new Date(START + seconds * 1_000).toISOString(), ...event })),
      ),
  });
