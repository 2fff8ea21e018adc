/** `larder recipe release`: a person's word on the runs that the engine holds. */
import { decideHeld } from './decide-held.ts';
import { defineCommand } from './define-command.ts';

export const command = defineCommand({
  usage: 'ID',
  about: 'Lets the held runs of a recipe begin: those that it would have begun for too many people at once.',
  run: (words, options) => decideHeld(words, 'release', options),
});
