import { describe, expect, it } from 'vitest';
import { rules } from './rules.ts';
import { plantTree } from './tree.ts';

type Planted = [says: string, path: string, text: string, problem: RegExp];

const recipe = (expects: string[], id = 'hello') =>
  `id: ${id}\nexamples:\n${expects.map((one) => `  - { title: one, expect: ${one} }\n`).join('')}`;

/** One planted violation per line: what the rule says, the file, its text, and what the message must name. */
const planted: Planted[] = [
  ['has a fixed top level', 'docs/guide.md', '', /docs: the top level is fixed/],
  ['names files in kebab-case', 'shared/model/dealStage.ts', '', /dealStage.ts: use lower case/],
  ['names files for what is inside', 'shared/utils/dates.ts', '', /utils\/dates.ts: a name such as/],
  ['names files for what is inside', 'extension/sync/outbox-helpers.ts', '', /a name such as/],
  ['has each test where its source is', 'tests/shared/model/gone.test.ts', '', /there is no such source/],
  ['has each test where its source is', 'tests/shared/gone/kill.integration.test.ts', '', /there is no such source/],
  ['has short files', 'shared/model/long.ts', 'x\n'.repeat(401), /401 lines/],
  ['has a fixture for each adapter', 'extension/adapters/gmail.ts', 'export default {};', /pages\/gmail\/<yyyy-mm-dd>/],
  ['has an adapter and both halves for each fixture', 'tests/fixtures/pages/gone/2026-01-02-a.html', '', /no adapter/],
  [
    'has an adapter and both halves for each fixture',
    'tests/fixtures/pages/known/2026-01-02-b.html',
    '',
    /b.expected.json/,
  ],
  ['has an adapter and both halves for each fixture', 'tests/fixtures/pages/known/c.html', '', /name it <yyyy-mm-dd>/],
  ['has a test for each trigger, action and channel', 'automation-engine/actions/wave.ts', '', /actions\/wave.test.ts/],
  [
    'exports each unit by default, under the name of its file',
    'automation-engine/actions/wave.ts',
    '',
    /default export/,
  ],
  [
    'exports each unit by default, under the name of its file',
    'automation-engine/actions/wave.ts',
    "export default defineAction({ id: 'waves' });",
    /its id is "waves"/,
  ],
  ['has recipes that show when they act and when they do not', 'recipes/hello.yaml', recipe(['[]']), /does something/],
  [
    'has recipes that show when they act and when they do not',
    'recipes/hello.yaml',
    recipe(['[1]']),
    /must do nothing/,
  ],
  [
    'has recipes that show when they act and when they do not',
    'recipes/hello.yaml',
    recipe([], 'hi'),
    /its id is "hi"/,
  ],
  ['has recipes that show when they act and when they do not', 'recipes/hello.yaml', recipe([]), /recipes\/README.md/],
  ['has nothing but recipes in recipes', 'recipes/send.js', '', /send is none/],
  [
    'reads the environment in one place',
    'automation-engine/app.ts',
    'export const a = process.env.A;',
    /app.ts:1: only/,
  ],
  [
    'takes the time from the clock that is passed in',
    'automation-engine/app.ts',
    '\nDate.now();',
    /app.ts:2: the time/,
  ],
  ['takes the time from the clock that is passed in', 'automation-engine/app.ts', 'new Date();', /Clock/],
  ['takes the time from the clock that is passed in', 'shared/model/a.ts', 'setTimeout(run, 1);', /Clock/],
  [
    'takes the time from the clock that is passed in',
    'automation-engine/app.ts',
    "import { setTimeout } from 'node:timers/promises';",
    /Clock/,
  ],
  ['takes chance as it is passed in', 'shared/reading/a.ts', 'export const id = Math.random();', /chance/],
  ['takes chance as it is passed in', 'automation-engine/app.ts', 'crypto.randomUUID();', /chance/],
  [
    'takes chance as it is passed in',
    'automation-engine/app.ts',
    "import { randomBytes } from 'node:crypto';",
    /chance/,
  ],
  ['switches no test off', 'tests/a.test.ts', "it.skip('a', () => {});", /a.test.ts:1: .skip hides/],
  ['switches no test off', 'tests/a.test.ts', "describe.concurrent.only('a', () => {});", /.only hides/],
  ['switches no test off', 'tests/a.test.ts', "it.todo('a');", /.todo hides/],
  ['switches no test off', 'tests/a.test.ts', "it('a', (ctx) => ctx.skip());", /must say why/],
  ['switches no test off', 'tests/a.test.ts', "xit('a', () => {});", /xit switches/],
  [
    'documents each setting in README.md',
    'automation-engine/config.ts',
    'export const configSchema = z.object({ LARDER_PORT: z.string() });',
    /LARDER_PORT/,
  ],
  ['documents each setting in README.md', 'automation-engine/config.ts', 'export const port = 1;', /configSchema/],
  ['uses nobody’s real mail address', 'tests/fixtures/mail/a.eml', 'From: dana@globex.com', /dana@globex.com/],
  ['dates its promises', 'shared/model/a.ts', '// TO' + 'DO: later', /a.ts:1/],
  ['names no machine', 'README.md', `cd ${'/wo'}${'rk/'}main`, /README.md:1/],
  ['has a lock file that names no host', 'package-lock.json', '{ "resolved": "" }', /omit-lockfile/],
];

/** A tree that keeps every rule, in the corners where they are easily too strict. */
const good = {
  'README.md': 'LARDER_PORT is the port; LARDER_TLS too. Mail dana@globex.com.',
  'automation-engine/actions/define-action.ts': 'export const defineAction = (action: object) => action;',
  'automation-engine/actions/wave.ts': 'export default defineAction({ title: "Wave" });',
  'automation-engine/channels/smtp.ts': 'export default function createChannel() {}',
  'automation-engine/channels/smtp/settings.ts': 'export const settings = 1;',
  'automation-engine/cli/set-up.mjs': 'process.env.A; Date.now();',
  'automation-engine/config.ts':
    'export const configSchema = z.object({ LARDER_PORT: z.string(), LARDER_TLS: z.object({}) }); process.env;',
  'automation-engine/runner/run.ts': "import { createHash } from 'node:crypto';\nnew Date(5); clock.setTimeout(1);",
  'automation-engine/schedule/clock.ts': 'setTimeout(run, 1); Date.now();',
  'extension/adapters/known.ts': 'export default { detect() {} };',
  'extension/adapters/registry.ts': 'export const adapters = [];',
  'extension/sync/push.ts': 'setTimeout(run, 1);',
  'recipes/README.md': '- hello: says hello',
  'recipes/hello.yaml': recipe(['[]', '[{ wave: {} }]']),
  'shared/model/ids.ts': `// TO${'DO'} [2027-01-01] use the platform's own`,
  'tests/automation-engine/actions/wave.test.ts': '',
  'tests/automation-engine/channels/smtp.test.ts': "it('a', (ctx) => ctx.skip('no server'));",
  'tests/automation-engine/runner.property.test.ts': '',
  'tests/automation-engine/runner/kill.integration.test.ts': '',
  'tests/automation-engine/runner/one-winner.test.ts': "import '../../../automation-engine/runner/run.ts';",
  'tests/fixtures/pages/README.md': '',
  'tests/fixtures/pages/known/2026-01-02-open-message.eml': 'From: dana@globex.example\n\nlogo@2x.png',
  'tests/fixtures/pages/known/2026-01-02-open-message.expected.json': '{}',
  'tests/fixtures/pages/known/2026-01-02-open-message.html': '',
};

describe('the convention rules', () => {
  it.each(planted)('says "%s" of %s', (says, path, text, problem) => {
    const rule = rules.find((one) => one.says === says)?.rule;
    const problems = rule?.(plantTree({ 'extension/adapters/known.ts': 'export default {};', [path]: text })) ?? [];
    expect(problems.join('\n')).toMatch(problem);
  });

  it.each(rules)('are content with a tree that $says', ({ rule }) => {
    expect(rule(plantTree(good))).toEqual([]);
  });

  it('each have a planted violation', () => {
    const tried = new Set(planted.map(([says]) => says));
    expect(rules.map(({ says }) => says).filter((says) => !tried.has(says))).toEqual([]);
  });
});
