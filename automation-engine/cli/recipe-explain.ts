/** `larder recipe explain`: why a recipe does not run for a contact. */
import { parseArgs } from 'node:util';
import { whyNotSchema, type WhyNot } from '../../shared/model/automation.ts';
import { askEngine, queryOf, shortTime } from './ask-engine.ts';
import { defineCommand } from './define-command.ts';

const USAGE = 'RECIPE --contact ID|ADDRESS';

export const command = defineCommand({
  usage: USAGE,
  about: 'Says why a recipe does not run for a contact, or what came of it.',
  details: 'Conditions are shown with what they saw. Times are in UTC.',
  async run(words, { json, io }) {
    const asked = readWords(words);
    if (asked === undefined) {
      io.err(`larder recipe explain ${USAGE}: which recipe, for whom? See larder recipe list`);
      return 2;
    }
    const { recipe, contact } = asked;
    const query = queryOf(contact.includes('@') ? { address: contact } : { contactId: contact });
    const answer = await askEngine({ json, io }, 'GET', `/recipes/${encodeURIComponent(recipe)}/why-not${query}`);
    if ('failed' in answer) return answer.failed;
    const told = whyNotSchema.parse(answer.body);
    (json ? [JSON.stringify(told)] : linesOf(told)).forEach(io.out);
    return 0;
  },
});

const HEADS: Record<WhyNot['verdict'], string> = {
  'is-running': 'It is under way for this contact.',
  'has-run': 'It ran for this contact.',
  'would-run': 'Nothing stands in its way: it starts the next time.',
  not: 'It has not run for this contact.',
};

function linesOf({ verdict, reasons }: WhyNot): string[] {
  const details = reasons.flatMap(({ kind, text, since, until, wanted, seen, runId }) => [
    `- ${text}`,
    ...(wanted === undefined ? [] : [`    wanted ${wanted}`]),
    ...(seen === undefined ? [] : [`    saw ${seen}`]),
    ...(since === undefined ? [] : [`    since ${shortTime(since)}`]),
    ...(until === undefined ? [] : [`    ${kind === 'due' ? 'starts' : 'until'} ${shortTime(until)}`]),
    ...(runId === undefined ? [] : [`    run ${runId}`]),
  ]);
  return [HEADS[verdict], ...details];
}

function readWords(args: string[]): { recipe: string; contact: string } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { contact: { type: 'string' } },
    });
    const [recipe, ...more] = positionals;
    const { contact } = values;
    return recipe === undefined || contact === undefined || more.length > 0 ? undefined : { recipe, contact };
  } catch {
    return undefined;
  }
}
