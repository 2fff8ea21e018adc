/**
 * `npm test`: every check of the project, one after another.
 *
 *     npm test                        all of it
 *     npm test -- PATTERN …           only the test files whose path contains PATTERN
 *     npm test -- --only NAME[,NAME]  only these stages: format, lint, types, boundaries, build, chromium, or these
 *                                     groups of tests: unit, extension, integration, browser; `tests` is all of those
 *
 * A stage that fails does not keep the others from running. The last line is `N passed, N failed`, with `, N skipped` if any
 * were; each stage counts as one.
 */
import { parseArgs } from 'node:util';
import { checks } from './run/checks.ts';
import { groupNames, hasBrowserTest, runTests, type GroupName } from './run/groups.ts';
import { closing, runCheck, type Tally } from './run/report.ts';

const { values, positionals: patterns } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });
const only = values.only?.split(',').filter(Boolean);
const known = [...checks.map(({ name }) => name), ...groupNames, 'tests'];
const unknown = only?.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`There is no stage "${unknown}". There are: ${known.join(', ')}.`);
  process.exit(2);
}

/** What to run: the named stages, or with patterns the tests alone, or everything. */
const wants = (name: string) => (only ? only.includes(name) : patterns.length === 0);
const groups: GroupName[] = groupNames.filter((name) => (only ? only.includes(name) || only.includes('tests') : true));
const drivesBrowser = groups.includes('browser') && hasBrowserTest(patterns);

const tally: Tally = { passed: 0, failed: 0, skipped: [] };
let browserReady = true;
for (const { name, run, forBrowser } of checks) {
  if (!wants(name) && !(forBrowser && drivesBrowser)) continue;
  const passed = await runCheck(name, run);
  if (passed) tally.passed++;
  else tally.failed++;
  if (forBrowser && !passed) browserReady = false;
}

if (groups.length > 0) {
  const runnable = browserReady ? groups : groups.filter((name) => name !== 'browser');
  if (drivesBrowser && !browserReady) console.log('✗ browser: not run, as it needs what failed above');
  if (runnable.length > 0) await runTests(runnable, patterns, tally);
}

console.log(closing(tally));
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;
