/**
 * `npm run fuzz -- [--runs 100000] [--seed N] [--json]`: random recipes and events through parse, check, match and run. Prints how many were
 * refused and run, the longest CPU time of one, and every crash, hang and error in the engine's log with the seed that makes it again.
 */
import { inspect, parseArgs } from 'node:util';
import fc from 'fast-check';
import { loadBlocks } from '../../automation-engine/recipe-language/blocks.ts';
import { playCase } from './play-case.ts';
import { casesOf } from './recipes.ts';
import { createReusedStorage } from './reused-storage.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const firstSeed = Number(values.seed);
/** A case that takes more CPU time than this hangs. */
const HANG_MS = 2_000;
const BATCH = 200;

const blocks = await loadBlocks();
const database = await createReusedStorage();
const cases = casesOf(blocks);
const result = {
  runs: 0,
  refused: 0,
  accepted: 0,
  runsStarted: 0,
  steps: 0,
  maxCpuMs: 0,
  hangs: [] as { seed: number; at: number; cpuMs: number; source: string }[],
  crashes: [] as { seed: number; at: number; error: string; source: string }[],
};

for (let seed = firstSeed; result.runs < runs; seed++) {
  for (const [at, one] of fc.sample(cases, { seed, numRuns: Math.min(BATCH, runs - result.runs) }).entries()) {
    result.runs++;
    const before = process.cpuUsage();
    try {
      const outcome = await playCase(one, blocks, database);
      if ('refused' in outcome) result.refused++;
      else {
        result.accepted++;
        result.runsStarted += outcome.ran;
        result.steps += Object.values(outcome.lines).reduce((sum, count) => sum + count, 0);
      }
    } catch (error) {
      result.crashes.push({
        seed,
        at,
        error: inspect(error),
        source: one.source,
      });
    }
    const { user, system } = process.cpuUsage(before);
    const spent = Math.round((user + system) / 1_000);
    result.maxCpuMs = Math.max(result.maxCpuMs, spent);
    if (spent > HANG_MS) result.hangs.push({ seed, at, cpuMs: spent, source: one.source });
  }
  console.error(
    `${result.runs} of ${runs}, ${result.crashes.length} crashes, ${result.hangs.length} hangs, at most ${result.maxCpuMs} ms`,
  );
}
console.info(values.json ? JSON.stringify(result) : result);
process.exitCode = result.crashes.length + result.hangs.length === 0 ? 0 : 1;
