import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Code that the linter must refuse: [rule, file, text]. */
const violations: [rule: string, file: string, text: string][] = [
  [
    'no-floating-promises',
    'automation-engine/runner/floats.ts',
    'export const run = (): void => { Promise.resolve(); };',
  ],
  [
    'no-misused-promises',
    'automation-engine/runner/misuses.ts',
    'export const run = () => [1].forEach(async () => { await null; });',
  ],
  ['no-explicit-any', 'shared/model/any.ts', 'export const read = (value: any): unknown => value;'],
  ['no-console', 'automation-engine/runner/talks.ts', "console.log('hello');"],
  ['no-default-export', 'extension/store/default.ts', 'export default 1;'],
  ['extensions', 'automation-engine/runner/bare.ts', "export * from './talks';"],
  ['no-restricted-globals', 'extension/adapters/peeks.ts', 'export const title = () => document.title;'],
  ['no-restricted-globals', 'shared/reading/fetches.ts', "export const get = () => fetch('https://crm.example');"],
  ['no-focused-tests', 'tests/only.test.ts', "import { it } from 'vitest';\nit.only('runs alone', () => {});"],
];

/** What it must let through. */
const allowed: [file: string, text: string][] = [
  ['automation-engine/cli/talks.ts', "console.log('hello');"],
  ['automation-engine/actions/add-tag.ts', 'export default { title: "Add a tag" };'],
  ['extension/adapters/roundcube.ts', 'export default { detect: (document: Document) => document.title !== "" };'],
];

let tree: string;
let found: { rule: string; file: string }[];

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'larder-lint-'));
  for (const name of ['.oxlintrc.json', 'tsconfig.base.json']) copyFileSync(join(root, name), join(tree, name));
  plant(
    'tsconfig.json',
    '{ "extends": "./tsconfig.base.json", "compilerOptions": { "lib": ["ES2024", "DOM"], "types": [] } }',
  );
  for (const [, file, text] of violations) plant(file, text);
  for (const [file, text] of allowed) plant(file, text);
  found = lint();
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('the linter', () => {
  it.each(violations)('refuses by %s what is in %s', (rule, file) => {
    expect(found).toContainEqual({ rule, file });
  });

  it.each(allowed)('lets %s through', (file) => {
    expect(found.filter((one) => one.file === file)).toEqual([]);
  });
});

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), `${text}\n`);
}

function lint(): { rule: string; file: string }[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/oxlint/bin/oxlint'), '--format=json'],
    {
      cwd: tree,
      encoding: 'utf8',
      // It looks there for its part that knows types.
      env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}` },
    },
  );
  if (!stdout.startsWith('{')) throw new Error(stdout + stderr);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code?: string; filename: string }[] };
  return diagnostics.map(({ code, filename }) => ({
    rule: /\(([^)]+)\)$/.exec(code ?? '')?.[1] ?? '',
    file: filename.replaceAll('\\', '/'),
  }));
}
