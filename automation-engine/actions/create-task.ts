/** Gives somebody something to do. */
import { z } from 'zod';
import { parseDuration } from '../recipe-language/durations.ts';
import { timeText } from '../schedule/clock.ts';
import { addDuration, wallTime } from '../schedule/due-times.ts';
import { defineAction, oneLine, runIdOf, subjectOf } from './define-action.ts';

const durationText = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, { message: 'a duration such as 1d, 90m or 2h' });

export default defineAction({
  title: 'Create a task',
  about: 'Makes a task for the contact, due after a time.',
  params: z.strictObject({
    title: z.string().trim().min(1).describe('What is to be done'),
    note: z.string().max(20_000).optional().describe('More about it'),
    due: durationText.optional().describe('How long from now it is due, such as 1d'),
    business: z.boolean().default(false).describe('Count Monday to Friday only'),
  }),
  texts: ['title', 'note'],
  sample: { title: 'Call {{ contact.name }}', due: '1d' },
  writes: ['task'],
  plan({ title, note, due, business }, { scope, now, zone }) {
    const contact = subjectOf(scope);
    const dueAt =
      due === undefined ? undefined : addDuration(now, parseDuration(due) ?? 0, business ? 'business' : 'all', zone);
    const task = oneLine(title);
    return {
      effects: [
        {
          type: 'mutate',
          kind: 'task',
          fields: {
            title: task,
            ...(note === undefined || note === '' ? {} : { note }),
            ...(dueAt === undefined ? {} : { dueAt: timeText(dueAt), dueZone: zone }),
            ...(contact === undefined ? {} : { contactId: contact.id }),
            ...runIdOf(scope),
          },
        },
      ],
      text: `Created the task "${task}"${dueAt === undefined ? '' : `, due ${wallTime(dueAt, zone).slice(0, 16).replace('T', ' ')} (${zone})`}`,
    };
  },
});
