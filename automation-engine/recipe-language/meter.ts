/**
 * What an evaluation may cost, and what it stands in: its time and its world. Evaluations are synchronous, so there is one at most, and
 * functions that run inside it find it here.
 */
import { isCelList, isCelMap } from '@bufbuild/cel';
import { unknownWorld, type Answers, type World } from './world.ts';

/** About a character looked at for each unit, well under a tenth of a second for all. */
const BUDGET = 5_000_000;

export interface Moment {
  /** Unix milliseconds; not a number where the scope has no time. */
  now: number;
  world: World;
  answers: Answers;
}

const nowhere: Moment = { now: Number.NaN, world: unknownWorld, answers: new Map() };
const meter = { left: 0, moment: nowhere };

export const moment = (): Moment => meter.moment;

/** @throws Error when the budget is spent; what evaluates must not catch it */
export function charge(cost: number): void {
  meter.left -= cost;
  if (meter.left < 0) throw new Error('this takes too much work: shorten the lists or texts it goes through');
}

/** Runs one evaluation with a budget of its own. */
export function metered<T>(at: Moment = nowhere, evaluate: () => T): T {
  meter.left = BUDGET;
  meter.moment = at;
  // CEL makes an Error of everything that is missing, and nobody reads where in the library: the stack is most of its cost.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const result = evaluate();
    // A macro swallows errors of single items: what ran out of budget stays without an answer all the same.
    charge(0);
    return result;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    meter.moment = nowhere;
  }
}

/** How much there is to look at, from outside: the characters of a text, the entries of a list or map. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof Uint8Array) return value.length;
  return isCelList(value) || isCelMap(value) ? value.size : 1;
}

/** The same with everything inside: what comparing looks at. @param most where counting may end */
export function fullSizeOf(value: unknown, most = BUDGET): number {
  if (!isCelList(value) && !isCelMap(value)) return sizeOf(value);
  let sum = 1;
  for (const item of isCelMap(value) ? value.values() : value) {
    if (sum > most) break;
    sum += 1 + fullSizeOf(item, most - sum);
  }
  return sum;
}
