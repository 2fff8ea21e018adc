/** `larder mails`: what recipes want sent and what became of it, as far as it is not just sent. */
import { parseArgs } from 'node:util';
import { mailPageSchema } from '../../shared/model/automation.ts';
import { askEngine, queryOf, shortTime } from './ask-engine.ts';
import { defineCommand } from './define-command.ts';

export const command = defineCommand({
  usage: '[--in-doubt|--waiting|--failed] [--after MAIL]',
  about: 'Lists mails and calls of recipes, the latest first: those in doubt unless you say otherwise.',
  details:
    'A mail in doubt may have arrived; it is never sent again by itself. larder mail resolve ID says what became of it.',
  async run(words, { json, io }) {
    const asked = readWords(words);
    if (asked === undefined) {
      io.err('larder mails [--in-doubt|--waiting|--failed] [--after MAIL]');
      return 2;
    }
    const answer = await askEngine({ json, io }, 'GET', `/mails${queryOf(asked)}`);
    if ('failed' in answer) return answer.failed;
    const { mails, next } = mailPageSchema.parse(answer.body);
    if (json) io.out(JSON.stringify({ mails, ...(next === undefined ? {} : { next }) }));
    else {
      for (const { id, createdAt, recipient, subject, state, reason = '' } of mails) {
        io.out(`${id}  ${shortTime(createdAt)}  ${state.padEnd(8)} "${subject}" to ${recipient}`);
        if (reason !== '') io.out(`    ${reason}`);
      }
      if (mails.length === 0) io.out('There are none.');
      if (next !== undefined) io.out(`There are more: --after ${next}`);
    }
    return 0;
  },
});

function readWords(args: string[]): { show: string; after: string | undefined } | undefined {
  const flag = { type: 'boolean' } as const;
  const options = { failed: flag, waiting: flag, 'in-doubt': flag, after: { type: 'string' } } as const;
  try {
    const { after, ...flags } = parseArgs({ args, options }).values;
    const [show = 'in-doubt', ...more] = Object.keys(flags);
    return more.length > 0 ? undefined : { show, after };
  } catch {
    return undefined;
  }
}
