/**
 * What it costs to find the recipes that an event starts, beside what it costs to parse the event. Recipes and events are of ten types, as
 * a company with many recipes would have them: each recipe is for one tag, stage, plan or language and mostly something more. Measured is
 * the whole decision, CEL included where a condition needs it; what a recipe then saw is worked out when its run is made.
 */
import type { LoggedEvent } from '../../../shared/model/event.ts';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { buildScope } from '../../../automation-engine/recipe-language/scope.ts';
import { createMatchIndex, pulledBy, type MatchIndex } from '../../../automation-engine/runner/match.ts';
import { defineMeasure } from './define-measure.ts';
import { makeEvents } from './matching/make-events.ts';
import { makeRecipes } from './matching/make-recipes.ts';

/** No more than stay in the processor's cache, as events that were just parsed do. */
const EVENTS = 500;
const MILLION = 1_000_000;
const ROUNDS = 50;

export default defineMeasure({
  keys: [
    'parseNs',
    'match1kNs',
    'match10kNs',
    'matchMillionCpuMs',
    'startsPer1kEvents1k',
    'startsPer1kEvents10k',
    'indexChangeUs',
  ],
  async run() {
    const blocks = await loadBlocks();
    const events = makeEvents(EVENTS);
    const texts = events.map((event) => JSON.stringify(event));
    const recipes = makeRecipes(10_000, blocks);
    const some = createMatchIndex(blocks, recipes.slice(0, 1_000));
    const all = createMatchIndex(blocks, recipes);
    const hundred = recipes.slice(0, 100);
    return {
      parseNs: nanosEach(() => texts.forEach((text) => JSON.parse(text))),
      match1kNs: nanosEach(() => countStarts(some, events)),
      match10kNs: nanosEach(() => countStarts(all, events)),
      matchMillionCpuMs: cpuMs(() => {
        for (let n = 0; n < MILLION / EVENTS; n++) countStarts(some, events);
      }),
      startsPer1kEvents1k: (countStarts(some, events) * 1_000) / EVENTS,
      startsPer1kEvents10k: (countStarts(all, events) * 1_000) / EVENTS,
      indexChangeUs:
        best(() => {
          for (const one of hundred) {
            all.remove(one.recipe.id);
            all.put(one);
          }
        }) *
        (1_000 / 2 / hundred.length),
    };
  },
});

function countStarts(index: MatchIndex, events: readonly LoggedEvent[]): number {
  let count = 0;
  for (const event of events) {
    count += pulledBy(index, event, (inputs) => buildScope({ event, records: {}, inputs, now: 0 })).length;
  }
  return count;
}

const nanosEach = (work: () => void): number => Math.round((best(work) * 1e6) / EVENTS);

/** CPU milliseconds of the best of several rounds: the machine may be busy with other things. */
function best(work: () => void): number {
  return Math.min(...Array.from({ length: ROUNDS }, () => cpuMs(work)));
}

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return Math.round(user + system) / 1_000;
}
