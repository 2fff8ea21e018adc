/** Runs the groups of tests that vitest.config.ts describes, and adds what came of them to the tally. */
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from '../../automation-engine/cli/set-up/processes.mjs';
import type { Counts } from '../count-reporter.ts';
import { root } from './checks.ts';
import { seconds, type Tally } from './report.ts';

export const groupNames = ['unit', 'extension', 'integration', 'browser'] as const;
export type GroupName = (typeof groupNames)[number];

/** Whether a test file that the patterns choose belongs to the group `browser`. */
export function hasBrowserTest(patterns: string[]): boolean {
  const files = ['tests/e2e/**/*.test.ts', 'tests/webmail/**/*.test.ts', 'tests/**/*.browser.test.ts'];
  return globSync(files, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .some((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)));
}

/** Runs the groups in one vitest, which shows their progress. */
export async function runTests(groups: GroupName[], patterns: string[], tally: Tally): Promise<void> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'larder-tests-'));
  const counts = join(folder, 'counts.json');
  try {
    const { code, signal } = await runChild(process.execPath, vitest(groups, patterns), {
      cwd: root,
      stdio: 'inherit',
      env: environment(counts),
    });
    const found: Counts = existsSync(counts)
      ? (JSON.parse(readFileSync(counts, 'utf8')) as Counts)
      : { passed: 0, failed: 0, skipped: [] };
    add(found, code === 0 ? undefined : `vitest ended with ${signal ?? `exit code ${code}`}`, tally);
    console.log(`${found.failed === 0 && code === 0 ? '✓' : '✗'} tests (${seconds(started)})`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function add(found: Counts, problem: string | undefined, tally: Tally): void {
  tally.passed += found.passed;
  tally.failed += found.failed;
  tally.skipped.push(...found.skipped);
  // A run that tested nothing, or that broke outside of any test, must not look like a good one.
  if (found.failed > 0) return;
  if (found.passed === 0) console.log('✗ no test was executed');
  else if (problem) console.log(`✗ ${problem}`);
  else return;
  tally.failed++;
}

const vitest = (groups: GroupName[], patterns: string[]) => [
  join(root, 'node_modules/vitest/vitest.mjs'),
  'run',
  '--config=tests/vitest.config.ts',
  ...groups.map((group) => `--project=${group}`),
  ...patterns,
];

/** The settings of the person's own engine must not reach the tests: their data folder and mail server are real. */
function environment(counts: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => name === 'LARDER_BROWSER' || !name.startsWith('LARDER_'));
  const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
  return { ...Object.fromEntries(own), ...plain, LARDER_TEST_COUNTS: counts };
}
