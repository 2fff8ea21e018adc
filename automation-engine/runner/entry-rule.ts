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
  const { maxRunning, again, key } = entry;
  const decision = decideByKey(entry, earlier, now);
  if ('refused' in decision) return decision;
  if (again?.max !== undefined && (earlier.entered ?? 0) >= again.max)
    return { refused: `it ran ${earlier.entered} times for this ${keyWords(key)}, which is as often as it may` };
  // Whoever restarts takes the place of the run that it stops.
  const isNew = decision.enter !== 'restart';
  if (isNew && maxRunning !== undefined && (earlier.running ?? 0) >= maxRunning)
    return { refused: `${earlier.running} of its runs are under way, which is as many as there may be` };
  return decision;
}

/** What a key tells apart, for a person to read: contacts, deals …; another expression is told as it is written. */
const keyWords = (key: string): string => /^(\w+)\.id$/.exec(key)?.[1] ?? `"${key}"`;

function decideByKey(entry: Entry, earlier: Earlier, now: number): EntryDecision {
  if (earlier.underWay.length > 0) {
    switch (entry.mode) {
      case 'single':
        return { refused: `it is under way for this ${keyWords(entry.key)} already` };
      case 'restart':
        return { enter: 'restart', stop: earlier.underWay };
      case 'queue':
        return { enter: 'queue' };
      case 'parallel':
        return { enter: 'start' };
    }
  }
  if (earlier.endedAt === undefined) return { enter: 'start' };
  if (entry.again === undefined) return { refused: `it runs once only for each ${keyWords(entry.key)}, and did` };
  const from = earlier.endedAt + entry.again.afterMs;
  if (now < from)
    return {
      refused: `it may run again for this ${keyWords(entry.key)} from ${new Date(from).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    };
  return { enter: 'start' };
}
