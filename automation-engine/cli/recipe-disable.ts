/** `larder recipe disable`: switches recipes off in the running engine. */
import { defineCommand } from './define-command.ts';
import { switchRecipes } from './switch-recipe.ts';

export const command = defineCommand({
  usage: 'ID …',
  about: 'Switches recipes off in the running engine: nothing starts any more.',
  run: (words, options) => switchRecipes(words, false, options),
});
