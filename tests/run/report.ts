/** What `npm test` prints: a line per stage, what went wrong, and the closing line. */

/** What was run so far. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: { test: string; reason: string }[];
}

/** What a check found: nothing when all is well, else the text to show. */
export type Finding = string | undefined;

/** Runs one check and prints its line: a tick or a cross, its name and its seconds. Resolves to whether it passed. */
export async function runCheck(name: string, run: () => Promise<Finding>): Promise<boolean> {
  const started = performance.now();
  const finding = await run().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  console.log(`${finding === undefined ? '✓' : '✗'} ${name} (${seconds(started)})`);
  if (finding !== undefined) console.log(`${finding.trimEnd()}\n`);
  return finding === undefined;
}

export const seconds = (started: number) => `${((performance.now() - started) / 1000).toFixed(1)} s`;

/** The skipped tests by their reason, then the line that says it all. */
export function closing({ passed, failed, skipped }: Tally): string {
  const byReason = Map.groupBy(skipped, ({ reason }) => reason);
  const reasons = [...byReason].map(([reason, tests]) => {
    const [first] = tests;
    return tests.length === 1
      ? `skipped ${first?.test}: ${reason}`
      : `skipped ${tests.length} tests, such as ${first?.test}: ${reason}`;
  });
  const skips = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
  return [...reasons, `${passed} passed, ${failed} failed${skips}`].join('\n');
}
