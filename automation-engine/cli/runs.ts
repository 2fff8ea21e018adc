/** `larder runs`: the runs that wait, that failed, or that need a decision. */
import { parseArgs } from 'node:util';
import { runPageSchema } from '../../shared/model/automation.ts';
import { askEngine, queryOf, shortTime } from './ask-engine.ts';
import { defineCommand } from './define-command.ts';

export const command = defineCommand({
  usage: '[--failed|--waiting|--in-doubt] [--recipe RECIPE] [--contact ID] [--after RUN]',
  about: 'Lists runs, the latest first: failed ones unless you say otherwise.',
  details:
    '--in-doubt shows runs with a mail that may have arrived: see larder mails. --after shows the following page.',
  async run(words, { json, io }) {
    const asked = readWords(words);
    if (asked === undefined) {
      io.err('larder runs [--failed|--waiting|--in-doubt] [--recipe RECIPE] [--contact ID] [--after RUN]');
      return 2;
    }
    const answer = await askEngine({ json, io }, 'GET', `/runs${queryOf(asked)}`);
    if ('failed' in answer) return answer.failed;
    const { runs, next } = runPageSchema.parse(answer.body);
    if (json) io.out(JSON.stringify({ runs, ...(next === undefined ? {} : { next }) }));
    else {
      for (const { id, recipeId, state, startedAt, reason } of runs)
        io.out(
          `${id}  ${shortTime(startedAt)}  ${state.padEnd(8)} ${recipeId}${reason === undefined ? '' : `: ${reason}`}`,
        );
      if (runs.length === 0) io.out('There are none.');
      if (next !== undefined) io.out(`There are more: --after ${next}`);
    }
    return 0;
  },
});

type Asked = Partial<Record<'show' | 'recipeId' | 'contactId' | 'after', string | undefined>>;

function readWords(args: string[]): Asked | undefined {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = { failed: flag, waiting: flag, 'in-doubt': flag, recipe: text, contact: text, after: text };
  try {
    const { recipe, contact, after, ...flags } = parseArgs({ args, options }).values;
    const [show, ...more] = Object.keys(flags);
    if (more.length > 0) return undefined;
    const isWhose = recipe !== undefined || contact !== undefined;
    return { show: show ?? (isWhose ? undefined : 'failed'), recipeId: recipe, contactId: contact, after };
  } catch {
    return undefined;
  }
}
