/** `larder run skip`: lets a run go on behind the step that it stands on. */
import { actOnRun } from './act-on-run.ts';
import { defineCommand } from './define-command.ts';

export const command = defineCommand({
  usage: 'ID',
  about: 'Lets a run go on behind the step that failed, or that it waits at.',
  run: (words, options) => actOnRun('skip', words, options),
});
