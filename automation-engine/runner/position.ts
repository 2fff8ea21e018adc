/**
 * Where a run stands in its recipe: the path of the next step, as `steps[1].then[0]`. Pure. A run is pinned to a version, so a path
 * means the same step for as long as the run lives.
 */
import type { Recipe, Step } from '../recipe-language/recipe.ts';

type Branch = 'steps' | 'then' | 'else';
interface Place {
  branch: Branch;
  index: number;
}

const PLACE = /(steps|then|else)\[(\d+)\]/g;

function placesOf(position: string): Place[] {
  return [...position.matchAll(PLACE)].map(([, branch, index]) => ({ branch: branch as Branch, index: Number(index) }));
}

const pathOf = (places: readonly Place[]): string => places.map(({ branch, index }) => `${branch}[${index}]`).join('.');

/** The list of steps that the last place is in, and the step itself; `undefined` when the recipe has no such place. */
function find(recipe: Recipe, places: readonly Place[]): { siblings: readonly Step[]; step?: Step } | undefined {
  let siblings: readonly Step[] = recipe.steps;
  for (const [depth, { branch, index }] of places.entries()) {
    if (depth > 0) {
      const parent = siblings[places[depth - 1]?.index ?? -1];
      if (parent?.type !== 'if' || branch === 'steps') return undefined;
      siblings = branch === 'then' ? parent.then : parent.else;
    }
    if (depth === places.length - 1) return { siblings, step: siblings[index] };
  }
  return undefined;
}

export const stepAt = (recipe: Recipe, position: string): Step | undefined => find(recipe, placesOf(position))?.step;

/** Where a run begins; `undefined` when the recipe has no steps. */
export const firstPosition = (recipe: Recipe): string | undefined => (recipe.steps.length > 0 ? 'steps[0]' : undefined);

/** The first step of a branch, or what comes after the `if` when the branch is empty. */
export function intoBranch(recipe: Recipe, position: string, branch: 'then' | 'else'): string | undefined {
  const step = stepAt(recipe, position);
  if (step?.type !== 'if') return undefined;
  return step[branch].length > 0 ? `${position}.${branch}[0]` : positionAfter(recipe, position);
}

/** The step after this one, out of as many branches as end here; `undefined` at the end of the recipe. */
export function positionAfter(recipe: Recipe, position: string): string | undefined {
  const places = placesOf(position);
  for (let last = places.at(-1); last !== undefined; places.pop(), last = places.at(-1)) {
    const siblings = find(recipe, places)?.siblings;
    if (siblings !== undefined && last.index + 1 < siblings.length) {
      return pathOf([...places.slice(0, -1), { ...last, index: last.index + 1 }]);
    }
  }
  return undefined;
}
