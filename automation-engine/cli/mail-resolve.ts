/** `larder mail resolve`: what a person says about a mail in doubt. */
import { mailResolutionSchema } from '../../shared/model/automation.ts';
import { askEngine } from './ask-engine.ts';
import { defineCommand } from './define-command.ts';

export const command = defineCommand({
  usage: 'ID sent|send-again',
  about: 'Says that a mail in doubt arrived, or has it sent once more.',
  details: 'Whoever got the first one may get a second: look into the mailbox before you say send-again.',
  async run([id, as, ...more], { json, io }) {
    const body = mailResolutionSchema.safeParse({ as });
    if (id === undefined || !body.success || more.length > 0) {
      io.err('larder mail resolve ID sent|send-again: which mail, and what became of it? See larder mails');
      return 2;
    }
    const answer = await askEngine({ json, io }, 'POST', `/mails/${encodeURIComponent(id)}/resolution`, body.data);
    if ('failed' in answer) return answer.failed;
    if (json) io.out(JSON.stringify({ id, ...body.data }));
    else io.out(as === 'sent' ? 'It counts as sent.' : 'It is sent once more.');
    return 0;
  },
});
