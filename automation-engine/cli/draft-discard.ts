/** `larder draft discard`: a mail that is not to be sent. */
import { decideDraft } from './decide-draft.ts';
import { defineCommand } from './define-command.ts';

export const command = defineCommand({
  usage: 'ID',
  about: 'Throws a drafted mail away; its run goes on without it.',
  async run([id, ...more], options) {
    if (id === undefined || more.length > 0) {
      options.io.err('larder draft discard ID: which one? See larder draft list');
      return 2;
    }
    return await decideDraft(id, { decision: 'discard' }, options);
  },
});
