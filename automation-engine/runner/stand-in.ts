/** Where a recipe is tried alone, the recipes that it starts by name are only there to be started: they enter, and do nothing. */
import { hashRecipe } from '../recipe-language/canonical.ts';
import { startedBy, type Recipe } from '../recipe-language/recipe.ts';
import type { ActiveRecipe } from './recipe-source.ts';

export const standInsFor = (recipe: Recipe): ActiveRecipe[] => [...new Set(startedBy(recipe))].map(standIn);

function standIn(id: string): ActiveRecipe {
  const head = { id, version: '1.0.0', title: id, about: id, capabilities: [], inputs: {}, triggers: [], examples: [] };
  const recipe: Recipe = { ...head, entry: { key: 'contact.id', mode: 'parallel' }, exits: [], steps: [] };
  return { recipe, hash: hashRecipe(recipe), enabledAfterSeq: 0, inputs: {} };
}
