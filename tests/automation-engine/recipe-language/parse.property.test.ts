/** Whatever a file holds: it is read or refused, soon, and each problem has its place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { parseRecipe } from '../../../automation-engine/recipe-language/parse.ts';
import { cpuMillis } from './cpu-time.ts';
import { mailTemplates, recipeText } from './recipe-text.ts';

const blocks = await loadBlocks();
const SOON_MS = 2_000;

function mustBeReadOrRefused(text: string): void {
  let result: ReturnType<typeof parseRecipe> = { problems: [] };
  const spent = cpuMillis(() => {
    result = parseRecipe(text, { blocks, mailTemplates, fileId: 'tag-vip' });
  });
  expect(spent).toBeLessThan(SOON_MS);
  if ('recipe' in result) return;
  expect(result.problems.length).toBeGreaterThan(0);
  const lines = text.split('\n').length;
  for (const { line, column, message, hint } of result.problems) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines + 1);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(message).not.toBe('');
    expect(hint).not.toBe('');
  }
}

const keys = fc.constantFrom(
  'id',
  'version',
  'title',
  'about',
  'capabilities',
  'inputs',
  'trigger',
  'entry',
  'exit',
  'steps',
  'examples',
  'event',
  'schedule',
  'if',
  'then',
  'else',
  'wait',
  'for',
  'stop',
  'choose',
  'split',
  'repeat',
  'for-event',
  'timeout',
  'window',
  'until',
  'name',
  'onError',
  'goal',
  'holidays',
  'add-tag',
  'send-mail',
  'tag',
  'template',
  'given',
  'events',
  'expect',
  'at',
  'contact',
  'contact.created',
  'key',
  'mode',
  'again',
  'after',
  'type',
  'default',
  'label',
  'options',
  'constructor',
  '__proto__',
);
const words = fc.constantFrom(
  'contact.created',
  '3d',
  'vip',
  'inputs.wait',
  'contact.name == "x"',
  '{{ contact.name }}',
  '0 9 * * 1',
  'add-tag',
  '1.0.0',
  'single',
  'tag-vip',
  '((((',
  '{{',
);
const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'tree' },
    words,
    fc.constantFrom(null, true, 5, ''),
    fc.array(tie('node'), { maxLength: 4, depthIdentifier: 'tree' }),
    fc
      .array(fc.tuple(keys, tie('node')), { maxLength: 5, depthIdentifier: 'tree' })
      .map((pairs) => Object.fromEntries(pairs)),
  ),
})).node;

/** A right recipe in which something was cut out, doubled or put in. */
const damaged = fc.tuple(fc.nat(400), fc.nat(40), fc.oneof(fc.string(), words)).map(([at, length, put]) => {
  const text = recipeText({ more: 'examples: [ { title: a, events: [], expect: [] } ]' });
  return text.slice(0, at % text.length) + put + text.slice((at % text.length) + length);
});

describe('any file', () => {
  it('of random characters is refused, with places', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 500 }), mustBeReadOrRefused), { numRuns: 1_000 });
  });

  it('of random YAML is read or refused, with places', () => {
    const marks = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&a ',
      '*a',
      '!t ',
      '|',
      '>',
      '#',
      '? ',
      '---\n',
      '\t',
      ',',
    );
    fc.assert(
      fc.property(
        fc.array(marks, { maxLength: 60 }).map((parts) => parts.join('')),
        mustBeReadOrRefused,
      ),
      { numRuns: 2_000 },
    );
  });

  it('of the right words in the wrong places is read or refused, with places', () => {
    fc.assert(
      fc.property(tree, (value) => mustBeReadOrRefused(stringify(value))),
      { numRuns: 1_000 },
    );
  });

  it('that was right before it was damaged is read or refused, with places', () => {
    fc.assert(fc.property(damaged, mustBeReadOrRefused), { numRuns: 1_000 });
  });
});

const LIMIT = 49_990;
const filled = (part: string) => part.repeat(Math.floor(LIMIT / part.length));
const indented = Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
const laughs = Array.from(
  'abcdefghij',
  (name, at) =>
    `${name}: &${name} [${Array(9)
      .fill(at === 0 ? 'x' : `*${'abcdefghij'[at - 1]}`)
      .join(',')}]`,
).join('\n');

describe('a hostile file', () => {
  it.each([
    ['many keys', Array.from({ length: 5_000 }, (_, at) => `k${at}: 1`).join('\n')],
    ['one key many times', filled('a: 1\n')],
    ['open brackets', filled('[')],
    ['open braces', filled('{a: ')],
    ['lists in lists', filled('- ')],
    ['keys in keys', filled('? ')],
    ['anchors', filled('&a ')],
    ['tags', filled('!a ')],
    ['quotes', filled('"')],
    ['documents', filled('---\n')],
    ['deep indentation', indented],
    ['a billion laughs', laughs],
    [
      'an enormous regular expression',
      recipeText({
        trigger: `trigger: { event: contact.created, if: 'contact.name.matches("${'(a+)+'.repeat(300)}{500}$")' }`,
      }),
    ],
    [
      'a huge condition',
      recipeText({
        trigger: `trigger: { event: contact.created, if: '${'contact.name == "x" || '.repeat(1_500)}true' }`,
      }),
    ],
    ['a deep condition', recipeText({ trigger: `trigger: { event: contact.created, if: '${'('.repeat(1_900)}' }` })],
    ['a huge text', recipeText({ steps: `steps:\n  - log-note: { text: "${'{{ contact.name }}'.repeat(2_000)}" }` })],
    ['a deep text', recipeText({ steps: `steps:\n  - log-note: { text: "${'{% if contact.name %}'.repeat(900)}" }` })],
    [
      'deep branches',
      recipeText({
        steps: `steps:\n${Array.from({ length: 90 }, (_, at) => `${'  '.repeat(at)}  - if: "true"\n${'  '.repeat(at)}    then:`).join('\n')}`,
      }),
    ],
    [
      'a tower of flow branches',
      recipeText({ steps: `steps: ${'[ { if: "true", then: '.repeat(30)}[]${' } ]'.repeat(30)}` }),
    ],
  ])('with %s is refused soon', (_, text) => {
    mustBeReadOrRefused(text);
    expect(parseRecipe(text, { blocks, mailTemplates })).toHaveProperty('problems');
  });
});
