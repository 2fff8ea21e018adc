/** `larder recipe drop`: a person's word on the runs that the engine holds. */
import { decideHeld } from './decide-held.ts';
import { defineCommand } from './define-command.ts';

export const command = defineCommand({
  usage: 'ID',
  about: 'Drops the held runs of a recipe: nothing is done for those people.',
  run: (words, options) => decideHeld(words, 'drop', options),
});
