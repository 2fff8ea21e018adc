/** What a run takes when what it waits for is over. Pure. */
import type { Recipe } from '../recipe-language/recipe.ts';
import { positionAfter, stepAt } from './position.ts';

/**
 * The action or the kind of the step; `end` when none is left; `undefined` where it depends on what comes.
 * @param position where the run stands
 */
export function nextStep(recipe: Recipe, position: string): string | undefined {
  const step = stepAt(recipe, position);
  if (step === undefined || step.type === 'wait-for-event') return undefined;
  // A step other than a wait is taken again: it was refused for now.
  const after = step.type === 'wait' ? positionAfter(recipe, position) : position;
  const next = after === undefined ? undefined : stepAt(recipe, after);
  if (next === undefined) return 'end';
  return next.type === 'action' ? next.action : next.type;
}
