/**
 * Where a run stands in its recipe: the path of the next step, as `steps[1].then[0]`. Pure. A run is pinned to a version, so a path
 * means the same step for as long as the run lives.
 *
 *     steps[1].then[0]            the first step of an `if`, or of a wait whose event came; else[0] is the other branch
 *     steps[1].choose[2].then[0]  the third case; steps[1].else[0] when none was met
 *     steps[1].split[0].then[0]   the first way
 *     steps[1].each[3].steps[0]   the fourth time through a `repeat`; steps[1].each[3] is before it, where the list may be at its end
 */
import type { Recipe, Step } from '../recipe-language/recipe.ts';

const PLACE = /(steps|then|else|choose|split|each)\[(\d+)\]/g;

interface Place {
  word: string;
  index: number;
}

const placesOf = (position: string): Place[] =>
  [...position.matchAll(PLACE)].map(([, word = '', index]) => ({ word, index: Number(index) }));

const pathOf = (places: readonly Place[]): string => places.map(({ word, index }) => `${word}[${index}]`).join('.');

/** The list of steps that a place inside a step is in. */
function listAt(step: Step | undefined, way: Place | undefined, word: string): readonly Step[] | undefined {
  if (way === undefined) {
    if (step?.type === 'if' || step?.type === 'wait-for-event')
      return word === 'then' ? step.then : word === 'else' ? step.else : undefined;
    return step?.type === 'choose' && word === 'else' ? step.else : undefined;
  }
  if (step?.type === 'choose' && way.word === 'choose' && word === 'then') return step.cases[way.index]?.then;
  if (step?.type === 'split' && way.word === 'split' && word === 'then') return step.ways[way.index]?.then;
  return step?.type === 'repeat' && way.word === 'each' && word === 'steps' ? step.steps : undefined;
}

const isWay = ({ word }: Place): boolean => word === 'choose' || word === 'split' || word === 'each';

/** The list of steps that the last place is in, and the step itself; `undefined` when the recipe has no such place. */
function find(recipe: Recipe, places: readonly Place[]): { siblings: readonly Step[]; step?: Step } | undefined {
  let siblings: readonly Step[] = recipe.steps;
  let step: Step | undefined;
  let way: Place | undefined;
  for (const [depth, place] of places.entries()) {
    if (isWay(place)) {
      way = place;
      continue;
    }
    const list: readonly Step[] | undefined =
      depth > 0 ? listAt(step, way, place.word) : place.word === 'steps' ? siblings : undefined;
    if (list === undefined) return undefined;
    way = undefined;
    siblings = list;
    step = siblings[place.index];
  }
  // `each` alone stands for the repeat itself; the other ways lead into a branch.
  return way !== undefined && (way.word !== 'each' || step?.type !== 'repeat')
    ? undefined
    : { siblings, ...(step === undefined ? {} : { step }) };
}

/** Recipes are never changed, and runs stand at few places of theirs, `repeat` apart. */
const known = new WeakMap<Recipe, Map<string, { step: Step | undefined; after: string | undefined }>>();
const KNOWN_MAX = 1_000;

function lookUp(recipe: Recipe, position: string): { step: Step | undefined; after: string | undefined } {
  let places = known.get(recipe);
  if (places === undefined) known.set(recipe, (places = new Map()));
  let place = places.get(position);
  if (place === undefined) {
    place = { step: find(recipe, placesOf(position))?.step, after: placeAfter(recipe, position) };
    if (places.size >= KNOWN_MAX) places.clear();
    places.set(position, place);
  }
  return place;
}

export const stepAt = (recipe: Recipe, position: string): Step | undefined => lookUp(recipe, position).step;

/** Where a run begins; `undefined` when the recipe has no steps. */
export const firstPosition = (recipe: Recipe): string | undefined => (recipe.steps.length > 0 ? 'steps[0]' : undefined);

/** A branch of a step, as its place says it: `then`, `else`, `choose[1].then`, `split[0].then`, `each[2].steps`. */
export type Branch = 'then' | 'else' | `choose[${number}].then` | `split[${number}].then` | `each[${number}].steps`;

/** The first step of a branch, or what comes after the step when the branch is empty. */
export function intoBranch(recipe: Recipe, position: string, branch: Branch): string | undefined {
  const step = repeatOf(position)?.path ?? position;
  const inside = `${step}.${branch}[0]`;
  return stepAt(recipe, inside) === undefined ? positionAfter(recipe, step) : inside;
}

/** The step after this one, out of as many branches as end here; `undefined` at the end of the recipe. */
export const positionAfter = (recipe: Recipe, position: string): string | undefined => lookUp(recipe, position).after;

function placeAfter(recipe: Recipe, position: string): string | undefined {
  const places = placesOf(repeatOf(position)?.path ?? position);
  for (let last = places.pop(); last !== undefined; last = places.pop()) {
    const siblings = find(recipe, [...places, last])?.siblings;
    if (siblings !== undefined && last.index + 1 < siblings.length)
      return pathOf([...places, { ...last, index: last.index + 1 }]);
    const way = places.at(-1);
    if (way === undefined || !isWay(way)) continue;
    places.pop();
    // The end of one time through: whether there is a next one is for the repeat to say.
    if (way.word === 'each') return pathOf([...places, { word: 'each', index: way.index + 1 }]);
  }
  return undefined;
}

/** The repeat that a position is before a time of: its own path, and which time. */
export function repeatOf(position: string): { path: string; time: number } | undefined {
  const [, path, time] = /^(.+)\.each\[(\d+)\]$/.exec(position) ?? [];
  return path === undefined ? undefined : { path, time: Number(time) };
}

/** Every time through a repeat that a position is inside of, from outside in. */
export function timesAround(position: string): { path: string; time: number }[] {
  // Most positions are in no repeat, and this is asked at every step.
  if (!position.includes('.each[')) return [];
  return [...position.matchAll(/\.each\[(\d+)\]\.steps/g)].map((found) => ({
    path: position.slice(0, found.index),
    time: Number(found[1]),
  }));
}
