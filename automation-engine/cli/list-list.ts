/** `larder list list`: the lists that recipes put contacts into. */
import { listListSchema } from '../../shared/model/wire.ts';
import { defineCommand } from './define-command.ts';
import { askEngine } from './engine-call.ts';

export const command = defineCommand({
  usage: '',
  about: 'Shows the lists that recipes put contacts into.',
  async run(_words, { json, io }) {
    const answer = await askEngine(io, 'GET', '/lists');
    if ('code' in answer) return answer.code;
    const { lists } = listListSchema.parse(answer.body);
    if (json) io.out(JSON.stringify(lists));
    else if (lists.length === 0) io.out('No recipe has put anybody into a list yet.');
    else
      for (const { name, rows, changedAt } of lists)
        io.out(`${name}: ${rows} contacts, the latest on ${changedAt.slice(0, 10)}`);
    return 0;
  },
});
