import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../conventions/rules.ts';
import { readTree, type Tree } from '../conventions/tree.ts';

const root = resolve(import.meta.dirname, '../..');
const kinds = ['adapter', 'trigger', 'action', 'channel', 'recipe', 'screen'];
const id = 'wave-hello';

let copy: string;
let before: Tree;
let made: string[];

const node = (...args: string[]) => {
  const env = { ...process.env, NO_COLOR: '1', LARDER_TEST_COUNTS: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', env });
  return { status, output: stdout + stderr };
};
const tool = (path: string, ...args: string[]) => node(join(root, 'node_modules', path), ...args);
const make = (...words: string[]) => node('tests/scaffold/new.ts', ...words);

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'larder-new-'));
  before = readTree(root);
  for (const path of before.files) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  execFileSync('git', ['init', '--quiet'], { cwd: copy });
  for (const kind of kinds) expect(make(kind, id)).toMatchObject({ status: 0 });
  made = readTree(copy).files.filter((path) => !before.has(path));
}, 60_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('npm run new', () => {
  it('writes a file and a test or fixture for each kind', () => {
    expect(made.map((path) => path.replaceAll(/\d{4}-\d{2}-\d{2}/g, 'DAY'))).toMatchInlineSnapshot(`
      [
        "automation-engine/actions/wave-hello.ts",
        "automation-engine/channels/wave-hello.ts",
        "automation-engine/triggers/wave-hello.ts",
        "extension/adapters/wave-hello.ts",
        "extension/entrypoints/wave-hello/index.html",
        "extension/entrypoints/wave-hello/main.tsx",
        "extension/ui/wave-hello/wave-hello.tsx",
        "recipes/wave-hello.yaml",
        "tests/automation-engine/actions/wave-hello.test.ts",
        "tests/automation-engine/channels/wave-hello.test.ts",
        "tests/automation-engine/triggers/wave-hello.test.ts",
        "tests/extension/ui/wave-hello/wave-hello.test.tsx",
        "tests/fixtures/pages/wave-hello/DAY-first-page.expected.json",
        "tests/fixtures/pages/wave-hello/DAY-first-page.html",
      ]
    `);
    expect(readFileSync(join(copy, 'recipes/README.md'), 'utf8')).toContain('[wave-hello](wave-hello.yaml)');
  });

  it('writes what breaks no convention', () => {
    const tree = readTree(copy);
    const problems = rules.flatMap(({ rule }) => rule(tree));
    expect(problems.filter((problem) => problem.includes(id))).toEqual([]);
  });

  it('writes code that is formatted and lint-free', () => {
    const code = made.filter((path) => /\.tsx?$/.test(path));
    expect(tool('oxfmt/bin/oxfmt', '--list-different', ...code)).toEqual({ status: 0, output: '' });
    expect(tool('oxlint/bin/oxlint', ...code)).toMatchObject({ status: 0 });
  });

  it('writes code that compiles', { timeout: 120_000 }, () => {
    const css = ['../node_modules/vite/client.d.ts'];
    const files = [...css, ...made.filter((path) => /\.tsx?$/.test(path)).map((path) => `../${path}`)];
    writeFileSync(
      join(copy, 'tests/tsconfig.new.json'),
      JSON.stringify({ extends: './tsconfig.json', files, include: [] }),
    );
    expect(tool('typescript/bin/tsc', '-p', 'tests/tsconfig.new.json')).toEqual({ status: 0, output: '' });
  });

  it('writes tests that pass', { timeout: 120_000 }, () => {
    // The fixtures of the other adapters are not what is tried here.
    const names = '--testNamePattern=[wW]ave.hello|every channel';
    const flags = ['--config=tests/vitest.config.ts', '--reporter=verbose', names];
    const { status, output } = tool('vitest/vitest.mjs', 'run', ...flags, id, 'extension/adapters');
    expect(status, output).toBe(0);
    expect(output).toContain('the adapter wave-hello');
  });

  it('writes a recipe whose examples hold', () => {
    const { status, output } = node('automation-engine/cli/larder.ts', 'recipe', 'test', `recipes/${id}.yaml`);
    expect(status, output).toBe(0);
  });

  it('refuses to write over a file', () => {
    const file = join(copy, 'automation-engine/actions/wave-hello.ts');
    writeFileSync(file, '// mine');
    expect(make('action', id)).toMatchObject({ status: 1, output: expect.stringContaining('exists already') });
    expect(readFileSync(file, 'utf8')).toBe('// mine');
  });

  it.each([
    ['action', 'waveHello', 'is no name'],
    ['action', '../../evil', 'is no name'],
    ['action', 'define-action', 'is taken'],
    ['thing', 'wave', 'Say what to make'],
    ['action', '', 'Say what to make'],
  ])('refuses %s "%s" and says why', (kind, name, reason) => {
    expect(make(kind, name)).toMatchObject({ status: 1, output: expect.stringContaining(reason) });
    expect(existsSync(join(copy, `automation-engine/actions/${name}.ts`))).toBe(name === 'define-action');
  });
});
