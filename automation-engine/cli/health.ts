/** `larder health`: what waits, and what needs a person. */
import { automationHealthSchema, type AutomationHealth } from '../../shared/model/automation.ts';
import { askEngine, shortTime } from './ask-engine.ts';
import { defineCommand } from './define-command.ts';

export const command = defineCommand({
  usage: '',
  about: 'Says what recipes wait for and what needs a person; exit code 1 when something does.',
  details: 'larder runs and larder mails list what stands behind the counts.',
  async run(_words, { json, io }) {
    const answer = await askEngine({ json, io }, 'GET', '/health/automation');
    if ('failed' in answer) return answer.failed;
    const health = automationHealthSchema.parse(answer.body);
    (json ? [JSON.stringify(health)] : linesOf(health)).forEach(io.out);
    return health.status === 'well' ? 0 : 1;
  },
});

interface Group {
  count: number;
  oldestAt: string;
}

function linesOf({
  status,
  backlog,
  runs,
  failedByRecipe,
  held,
  mails,
  waitingFor,
  broken,
}: AutomationHealth): string[] {
  const line = (what: string, { count, oldestAt }: Group) => `${what}: ${count}, the oldest of ${shortTime(oldestAt)}`;
  return [
    status === 'well' ? 'All is well.' : 'Something needs you.',
    ...(backlog === 0 ? [] : [`events to be looked at: ${backlog}`]),
    ...runs.map((group) => line(`runs ${group.state}`, group)),
    ...failedByRecipe.map((group) => line(`  failed of ${group.recipeId}`, group)),
    ...held.map((group) => line(`  held of ${group.recipeId}, for larder recipe release or drop`, group)),
    ...mails.map((group) => line(`mails ${group.state}`, group)),
    ...waitingFor.map((group) => line(`  waiting for ${group.reason}`, group)),
    ...broken.map(({ recipeId, at, reason }) => `${recipeId} was switched off on ${shortTime(at)}: ${reason}`),
  ];
}
