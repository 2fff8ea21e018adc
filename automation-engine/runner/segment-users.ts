/** Which segments a recipe names: in a trigger, in a condition, or in a step. */
import type { Blocks } from '../recipe-language/blocks.ts';
import { stepsOf, type Recipe } from '../recipe-language/recipe.ts';
import { segmentsAskedBy } from './world-of.ts';

export function segmentsOf(recipe: Recipe, blocks: Blocks): Set<string> {
  const listened = recipe.triggers.map((use) => blocks.triggers.get(use.trigger)?.segment?.(use.params));
  const changed = stepsOf(recipe).map((step) => (step.type === 'action' ? step.params['segment'] : undefined));
  const named = [...listened, ...changed].filter((slug) => typeof slug === 'string');
  return new Set([...named, ...segmentsAskedBy(recipe)]);
}
