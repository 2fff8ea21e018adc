/** Random conditions and texts: most of them make sense, some are hostile, some are garbage. */
import fc from 'fast-check';
import { ownFunctions } from '../../automation-engine/recipe-language/own-functions.ts';
import { scopeFields, scopeKinds } from '../../automation-engine/recipe-language/scope.ts';

/** Names that are traps in JavaScript. */
export const trapNames = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'] as const;

const fields = scopeKinds.flatMap((kind) => scopeFields(kind).map((field) => `${kind}.${field}`));
const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...fields, 'now', 'event.at', 'event.type', 'inputs.words', 'inputs.least') },
  { weight: 1, arbitrary: fc.constantFrom(...trapNames).map((trap) => `contact.custom.${trap}`) },
  { weight: 1, arbitrary: fc.constantFrom(...trapNames, 'contact.nmae', 'nobody.name', 'entry.key', 'run.id') },
);
const literal = fc.oneof(
  fc.constantFrom('"vip"', '"in"', '"2026-03-06T10:00:00Z"', '""', 'true', 'false', 'null', '[]', '{}', '["a", "b"]'),
  fc.integer({ min: -5, max: 2_000_000 }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number.toFixed(2)),
  fc.string({ maxLength: 12 }).map((text) => JSON.stringify(text)),
);
const operator = fc.constantFrom('==', '!=', '<', '<=', '>', '>=', '&&', '||', '+', '-', '*', '/', '%', 'in');
const functions = ownFunctions.map(({ use }) => use.slice(0, use.indexOf('(')));
const method = fc.constantFrom(
  'contains',
  'startsWith',
  'endsWith',
  'matches',
  'split',
  'lower',
  'size',
  'join',
  'replace',
);
const macro = fc.constantFrom('exists', 'all', 'exists_one', 'filter', 'map');

const expression = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'cel' },
    name,
    literal,
    fc.tuple(tie('any'), operator, tie('any')).map(([left, sign, right]) => `${left} ${sign} ${right}`),
    fc
      .tuple(fc.constantFrom(...functions), fc.array(tie('any'), { maxLength: 3 }))
      .map(([f, args]) => `${f}(${args.join(', ')})`),
    fc
      .tuple(name, method, fc.array(tie('any'), { maxLength: 2 }))
      .map(([of, m, args]) => `${of}.${m}(${args.join(', ')})`),
    fc.tuple(tie('any'), macro, tie('any')).map(([of, m, inner]) => `${of}.${m}(x, x == ${inner})`),
    fc.tuple(tie('any'), tie('any'), tie('any')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    tie('any').map((inner) => `!(${inner})`),
    fc.tuple(tie('any'), tie('any')).map(([of, at]) => `${of}[${at}]`),
  ),
})).any;

const hostileConditions = [
  'contact.name.matches("^(a+)+$")',
  'contact.name.matches("((a?){1000}){1000}")',
  'contact.tags.all(a, contact.tags.all(b, contact.tags.all(c, contact.tags.all(d, true))))',
  'contact.emails.map(a, contact.name + contact.address).join(contact.address).size() > 0',
  `${'('.repeat(60)}true${')'.repeat(60)}`,
  `${'!'.repeat(1_900)}true`,
  '[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, contact.address.contains(contact.name))))',
  '"%.99999999f".format([1.0]) == ""',
  'contact.address.replace("", contact.address) == ""',
];
/** Right and useful, so that many recipes run. */
const goodConditions = [
  'contact.email != ""',
  '"vip" in contact.tags || !contact.doNotContact',
  'daysSince(contact.createdAt) < 9',
  'interaction.direction == "in"',
  'contact.custom.seats > 3 || contact.name != "x"',
  'has(deal.amount) && deal.amount > 5',
  'event.type.startsWith("contact.")',
];

export const condition: fc.Arbitrary<string> = fc.oneof(
  { weight: 24, arbitrary: fc.constantFrom(...goodConditions) },
  { weight: 2, arbitrary: expression },
  { weight: 2, arbitrary: fc.constantFrom(...hostileConditions) },
  { weight: 1, arbitrary: fc.string({ maxLength: 30 }) },
);

export const key: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('contact.id', 'event.at', 'contact.email + contact.name', 'deal.id') },
  { weight: 1, arbitrary: expression },
);

const filter = fc.constantFrom(
  'upcase',
  'default: "you"',
  'append: contact.name',
  'replace: "a", contact.address',
  'split: "" | join: contact.name',
  'truncate: 5',
  'date: "%Y-%m-%d"',
  'date: "%99999999d"',
  'times: 99999999999',
  'slice: 0, 99',
  'money: "EUR"',
  'where: "constructor"',
  'map: "__proto__"',
  'nope',
);
const hostileTexts = [
  '{% for i in (1..1000000000) %}{{ i }}{% endfor %}',
  '{% for a in (1..999) %}{% for b in (1..999) %}{{ contact.address }}{% endfor %}{% endfor %}',
  '{% assign a = contact.address %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}{{ a | size }}',
  '{% assign a = contact.address | split: "" %}{% for i in (1..60) %}{% assign a = a | concat: a %}{% endfor %}{{ a | size }}',
  '{% include "secret" %}',
  '{% render "x" %}',
  '{% layout "x" %}',
  '{% capture a %}{{ contact.name }}{% endcapture %}{{ a | times: a }}',
  '{% if contact.name %}'.repeat(500),
  '{{ contact | json }}',
  '{{ contact.name.constructor.constructor }}',
];
export const text: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom('Call {{ contact.name }}', 'Plain', '{{ contact.email | default: "nobody" }}'),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(name, fc.array(filter, { maxLength: 3 })).map(([of, by]) => `{{ ${[of, ...by].join(' | ')} }}`),
  },
  { weight: 2, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
);
