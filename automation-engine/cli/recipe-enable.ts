/** `larder recipe enable`: switches recipes on in the running engine. */
import { defineCommand } from './define-command.ts';
import { switchRecipes } from './switch-recipe.ts';

export const command = defineCommand({
  usage: 'ID …',
  about: 'Switches recipes on in the running engine; what happened before starts nothing.',
  run: (words, options) => switchRecipes(words, true, options),
});
