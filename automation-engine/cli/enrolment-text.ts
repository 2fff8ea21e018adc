/** What the command line asks and says about enrolments. */
import { enrolledMailsPerDay, previewSchema, type Enrolment, type Preview } from '../../shared/model/enrolment.ts';
import type { Control } from '../pairing/control-file.ts';
import { durationText } from '../recipe-language/durations.ts';
import { shortTime } from './ask-engine.ts';
import { callEngine, type Answer } from './engine-call.ts';

/** Over so long they enter, unless somebody says otherwise. */
export const SPREAD = '3d';
const LOOK_AGAIN_MS = 200;

/** Waits until all of it is known. @param recipe the recipe's path */
export async function askPreview(
  control: Control,
  recipe: string,
): Promise<{ preview: Preview } | { trouble: Exclude<Answer, { status: number }> }> {
  for (;;) {
    const answer = await callEngine(control, 'GET', `${recipe}/preview`);
    if (!('status' in answer)) return { trouble: answer };
    const preview = previewSchema.parse(answer.body);
    if (preview.isDone) return { preview };
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

const few = (count: number) => (count >= 10 ? String(Math.round(count)) : String(Math.round(count * 10) / 10));

export function previewLines(preview: Preview, spreadMs: number): string[] {
  const { matching, past, pastProblem } = preview;
  const { count, who, cannot } = matching;
  const names = `${who.join(', ')}${count > who.length ? ', …' : ''}`;
  return [
    ...(cannot === undefined ? [] : [`Nobody is enrolled: ${cannot}.`]),
    ...(cannot === undefined && count === 0 ? ['Nobody matches already.'] : []),
    ...(count === 0
      ? []
      : [
          `${count} match already: ${names}`,
          `Enrolled over ${durationText(spreadMs)}, they come to about ${enrolledMailsPerDay(preview, count, spreadMs)} mails a day.`,
        ]),
    ...(past === undefined
      ? []
      : [
          `From now on, about ${few(past.runsPerDay)} runs and ${few(past.mailsPerDay)} mails a day, as in the last ${past.days} days` +
            `${past.mailsMax === 0 ? '' : ` (at most ${past.mailsMax} mails on one day)`}.`,
        ]),
    ...(pastProblem === undefined ? [] : [`What the last days would have come to is not known: ${pastProblem}.`]),
  ];
}

export function enrolmentLines({ state, entered, waiting, leftOut, endsAt }: Enrolment): string[] {
  if (state === 'none') return ['Nobody was ever enrolled.'];
  const end = endsAt === undefined ? '' : ` ${shortTime(endsAt)} UTC`;
  const heads = {
    filling: 'Writing down who matches.',
    'under-way': `Under way; the last of them enters at${end}.`,
    done: `All of them had their turn by${end}.`,
    stopped: `Ended early, at${end}.`,
  };
  return [
    `${heads[state]} ${entered} entered, ${waiting} waiting.`,
    ...leftOut.map(({ reason, count }) => `    ${count} left out: ${reason}`),
  ];
}
