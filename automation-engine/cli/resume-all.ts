/** `larder resume all`: lets recipes run again after `larder stop all`. */
import { defineCommand } from './define-command.ts';
import { switchAll } from './switch-all.ts';

export const command = defineCommand({
  usage: '',
  about: 'Lets recipes run again after "larder stop all"; what happened meanwhile is looked at now.',
  run: (_words, options) => switchAll(true, options),
});
