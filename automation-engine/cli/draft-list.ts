/** `larder draft list`: the mails that wait for a yes. */
import { draftListSchema } from '../../shared/model/wire.ts';
import { defineCommand } from './define-command.ts';
import { askEngine } from './engine-call.ts';

export const command = defineCommand({
  usage: '',
  about: 'Shows the mails that recipes drafted and that wait for your yes.',
  async run(_words, { json, io }) {
    const answer = await askEngine(io, 'GET', '/drafts');
    if ('code' in answer) return answer.code;
    const { drafts } = draftListSchema.parse(answer.body);
    if (json) io.out(JSON.stringify(drafts));
    else if (drafts.length === 0) io.out('No mail waits for you.');
    else
      for (const { id, to, subject, text, recipeId } of drafts)
        io.out(`${id}  (${recipeId})\nTo: ${to.address}\nSubject: ${subject}\n\n${text}\n`);
    return 0;
  },
});
