/** `larder recipe timeline`: how a recipe fared. */
import { parseArgs } from 'node:util';
import { timelineSchema, type Timeline } from '../../shared/model/automation.ts';
import { askEngine, queryOf, shortTime } from './ask-engine.ts';
import { defineCommand } from './define-command.ts';

export const command = defineCommand({
  usage: 'RECIPE [--days 30]',
  about: 'Shows the runs of a recipe by day, its versions, and who switched it.',
  async run(words, { json, io }) {
    const asked = readWords(words);
    if (asked === undefined) {
      io.err('larder recipe timeline RECIPE [--days 30]: which recipe? See larder recipe list');
      return 2;
    }
    const path = `/recipes/${encodeURIComponent(asked.recipe)}/timeline${queryOf({ days: asked.days })}`;
    const answer = await askEngine({ json, io }, 'GET', path);
    if ('failed' in answer) return answer.failed;
    const timeline = timelineSchema.parse(answer.body);
    (json ? [JSON.stringify(timeline)] : linesOf(timeline)).forEach(io.out);
    return 0;
  },
});

const COUNTS = ['started', 'done', 'goals', 'stopped', 'failed', 'refused'] as const;

/** Days on which nothing happened are left out. */
function linesOf({ days, happenings }: Timeline): string[] {
  const busy = days.filter((day) => COUNTS.some((name) => day[name] > 0));
  return [
    ['day       ', ...COUNTS].join('  '),
    ...busy.map((day) => [day.day, ...COUNTS.map((name) => String(day[name]).padStart(name.length))].join('  ')),
    ...happenings.map(({ at, text }) => `${shortTime(at)}  ${text}`),
  ];
}

function readWords(args: string[]): { recipe: string; days: string | undefined } | undefined {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { days: { type: 'string' } } });
    const [recipe, ...more] = positionals;
    return recipe === undefined || more.length > 0 ? undefined : { recipe, days: values.days };
  } catch {
    return undefined;
  }
}
