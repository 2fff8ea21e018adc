/** How a recipe stands, in one word. */
import type { RecipeSummary } from '../../../shared/model/wire.ts';

export type RecipeState = 'on' | 'off' | 'problem';

export const stateOf = ({ enabled, problems }: RecipeSummary): RecipeState =>
  problems.length > 0 ? 'problem' : enabled ? 'on' : 'off';

export const TONE_OF: Readonly<Record<RecipeState, string>> = { on: 'new', off: '', problem: 'bad' };
