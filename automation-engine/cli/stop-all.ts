/** `larder stop all`: the switch for all recipes at once. */
import { defineCommand } from './define-command.ts';
import { switchAll } from './switch-all.ts';

export const command = defineCommand({
  usage: '',
  about: 'Stops all recipes at once, at once: nothing starts and nothing is sent until "larder resume all".',
  details: 'Waits and planned mails stay as they are. A restart of the engine does not change it.',
  run: (_words, options) => switchAll(false, options),
});
