/** Which kills are to come, half of them at the named boundaries in turn and half at random times; and the sum of what they cost. */
import fc from 'fast-check';
import { BOUNDARIES } from './boundaries.ts';
import type { SiegeResult, Strike } from './siege.ts';

/** An engine that is killed at random is killed so soon after it was ready, one in five so soon after it was started. */
const RANDOM_MAX_MS = 500;
const PASSES_MAX = 4;

/** The same seed gives the same plan. */
export function planStrikes(kills: number, seed: number): Strike[] {
  const chances = fc.record({
    passes: fc.integer({ min: 1, max: PASSES_MAX }),
    afterMs: fc.integer({ min: 0, max: RANDOM_MAX_MS }),
    isEarly: fc.constantFrom(true, false, false, false, false),
  });
  return fc.sample(chances, { seed, numRuns: kills }).map(({ passes, afterMs, isEarly }, at): Strike => {
    const turn = Math.floor(at / (2 * BOUNDARIES.length));
    const boundary = BOUNDARIES[at % (2 * BOUNDARIES.length)];
    if (boundary === undefined) return { afterMs, from: isEarly ? 'spawn' : 'ready' };
    // In the first turn, and where hardly ever more than one comes by, the first one is struck.
    return { boundary, passes: turn === 0 || /in-doubt|smtp|call/.test(boundary) ? 1 : passes };
  });
}

/** Of several engines that were killed side by side. */
export function sumUp(results: readonly SiegeResult[]): SiegeResult {
  const [first, ...rest] = results;
  if (first === undefined) throw new Error('nothing to sum up');
  return rest.reduce(
    (sum, one) => ({
      kills: sum.kills + one.kills,
      struck: added(sum.struck, one.struck),
      figures: { ...sum.figures, ...added(sum.figures, one.figures) },
      workload: { ...sum.workload, ...added(sum.workload, one.workload) },
      maxInDoubtPerKill: Math.max(sum.maxInDoubtPerKill, one.maxInDoubtPerKill),
      maxConnections: Math.max(sum.maxConnections, one.maxConnections),
    }),
    first,
  );
}

function added(one: object, other: object): Record<string, number> {
  const sums: Record<string, number> = { ...one };
  for (const [name, value] of Object.entries(other)) sums[name] = (sums[name] ?? 0) + Number(value);
  return sums;
}
