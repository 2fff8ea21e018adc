/** `larder run retry`: has failed steps taken again. */
import { retriedSchema } from '../../shared/model/automation.ts';
import { actOnRun } from './act-on-run.ts';
import { askEngine } from './ask-engine.ts';
import { defineCommand } from './define-command.ts';

export const command = defineCommand({
  usage: 'ID | --recipe RECIPE',
  about: 'Has the failed step of a run taken again, or those of all failed runs of a recipe.',
  async run(words, { json, io }) {
    const [option, recipe, ...more] = words;
    if (option !== '--recipe') return actOnRun('retry', words, { json, io });
    if (recipe === undefined || more.length > 0) {
      io.err('larder run retry --recipe RECIPE: which recipe? See larder recipe list');
      return 2;
    }
    const answer = await askEngine({ json, io }, 'POST', `/recipes/${encodeURIComponent(recipe)}/retries`);
    if ('failed' in answer) return answer.failed;
    const { retried, refused } = retriedSchema.parse(answer.body);
    if (json) io.out(JSON.stringify({ retried, refused }));
    else {
      io.out(`${retried} run(s) of ${recipe} go on from the failed step`);
      for (const { runId, reason } of refused) io.out(`${runId}  ${reason}`);
    }
    return refused.length === 0 ? 0 : 1;
  },
});
