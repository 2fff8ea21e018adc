/** Writes what tests/run.ts needs to close its report with: how many tests passed and failed, and why which were skipped. */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { SerializedError, TestCase, TestModule, Reporter } from 'vitest/node';

export interface Counts {
  passed: number;
  failed: number;
  skipped: { test: string; reason: string }[];
}

export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env['LARDER_TEST_COUNTS'];
    if (file) writeFileSync(file, JSON.stringify(count(modules, unhandled.length)));
  }
}

function count(modules: readonly TestModule[], unhandled: number): Counts {
  const counts: Counts = { passed: 0, failed: unhandled, skipped: [] };
  for (const module of modules) {
    // A file that does not load, or whose hooks fail, has no failing test of its own.
    const tests = [...module.children.allTests()];
    const brokenSuites = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0).length;
    counts.failed += brokenSuites + (module.errors().length > 0 ? 1 : 0);
    for (const test of tests) add(counts, module, test);
  }
  return counts;
}

function add(counts: Counts, module: TestModule, test: TestCase): void {
  const result = test.result();
  if (result.state === 'passed') counts.passed++;
  else if (result.state === 'skipped') {
    const where = relative(process.cwd(), module.moduleId).replaceAll('\\', '/');
    counts.skipped.push({ test: `${where} > ${test.fullName}`, reason: result.note ?? 'no reason was given' });
  } else counts.failed++;
}
