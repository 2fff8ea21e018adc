/** `larder run stop`: ends a run where it stands. */
import { actOnRun } from './act-on-run.ts';
import { defineCommand } from './define-command.ts';

export const command = defineCommand({
  usage: 'ID',
  about: 'Ends a run where it stands; a mail of it that waits is not sent.',
  run: (words, options) => actOnRun('stop', words, options),
});
