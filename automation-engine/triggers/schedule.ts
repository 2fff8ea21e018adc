/** `schedule: "0 9 * * 1-5"`: a time comes. */
import { z } from 'zod';
import { cronProblem, isZone } from '../recipe-language/cron.ts';
import { defineTrigger, OWNER_ZONE } from './define-trigger.ts';

const cronSchema = z.string().superRefine((cron, context) => {
  const problem = cronProblem(cron);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

export default defineTrigger({
  title: 'A time comes',
  about: 'Starts at the times of a cron expression, once for each time, in a time zone of your choice.',
  params: z.strictObject({
    schedule: cronSchema.describe(
      'Minute, hour, day of the month, month, day of the week: "0 9 * * 1-5" is nine o’clock from Monday to Friday.',
    ),
    zone: z
      .string()
      .refine((zone) => zone === OWNER_ZONE || isZone(zone), 'a zone is named like Europe/Stockholm')
      .default(OWNER_ZONE)
      .describe('An IANA zone such as Europe/Stockholm; "owner" is the zone of whoever runs the engine.'),
    missed: z
      .enum(['skip', 'run-once', 'run-all'])
      .default('run-once')
      .describe(
        'What to do about times that passed while the engine was off: nothing, one run for all of them, or one for each.',
      ),
  }),
  sample: { schedule: '0 9 * * 1-5', zone: 'Europe/Stockholm' },
  eventTypes: () => ['schedule.due'],
  entryKey: 'event.dueAt',
  timetable: ({ schedule, zone, missed }) => ({ cron: schedule, zone, missed }),
});
