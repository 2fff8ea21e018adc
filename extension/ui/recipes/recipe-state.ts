/** How a recipe stands, in one word. */
import type { RecipeSummary } from '../../../shared/model/wire.ts';

export type RecipeState = 'on' | 'off' | 'broken' | 'problem';

export function stateOf({ enabled, broken, problems }: RecipeSummary): RecipeState {
  if (problems.length > 0) return 'problem';
  if (enabled) return 'on';
  return broken === undefined ? 'off' : 'broken';
}

export const TONE_OF: Readonly<Record<RecipeState, string>> = { on: 'new', off: '', broken: 'bad', problem: 'bad' };
