/** Whether a recipe lets a key in: by its mode while a run is under way, by its limits and its rest after it. Pure. */
import type { Entry } from '../recipe-language/recipe.ts';

/** What is known about earlier runs with the same key. */
export interface Earlier {
  /** Ids of runs under way, waiting in the queue or not. */
  underWay: readonly string[];
  /** When the last one ended (Unix milliseconds); `undefined` when none ever did. */
  endedAt?: number;
  /** How many there were in all; asked for only when there is a limit. */
  entered?: number;
  /** How many runs of the recipe are under way, whatever their keys; asked for only when there is a limit. */
  running?: number;
}

export type EntryDecision =
  | { enter: 'start' | 'queue' }
  | { enter: 'restart'; stop: readonly string[] }
  | { refused: string };

/** The entry rule: the mode decides while a run is under way, `again` decides after it. */
export function decideEntry(entry: Entry, earlier: Earlier, now: number): EntryDecision {
  const { maxRunning, again } = entry;
  const decision = decideByKey(entry, earlier, now);
  if ('refused' in decision) return decision;
  if (again?.max !== undefined && (earlier.entered ?? 0) >= again.max)
    return { refused: `this key entered ${earlier.entered} times, which is as often as it may` };
  // Whoever restarts takes the place of the run that it stops.
  const isNew = decision.enter !== 'restart';
  if (isNew && maxRunning !== undefined && (earlier.running ?? 0) >= maxRunning)
    return { refused: `${earlier.running} runs of this recipe are under way, which is as many as there may be` };
  return decision;
}

function decideByKey(entry: Entry, earlier: Earlier, now: number): EntryDecision {
  if (earlier.underWay.length > 0) {
    switch (entry.mode) {
      case 'single':
        return { refused: 'a run with this key is under way' };
      case 'restart':
        return { enter: 'restart', stop: earlier.underWay };
      case 'queue':
        return { enter: 'queue' };
      case 'parallel':
        return { enter: 'start' };
    }
  }
  if (earlier.endedAt === undefined) return { enter: 'start' };
  if (entry.again === undefined) return { refused: 'this key entered before, and the recipe runs once per key' };
  const from = earlier.endedAt + entry.again.afterMs;
  if (now < from) return { refused: `this key may enter again from ${new Date(from).toISOString()}` };
  return { enter: 'start' };
}
