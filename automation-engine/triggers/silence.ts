/** `silence: 30d`: nothing was heard for a time. */
import { z } from 'zod';
import { channels } from '../../shared/model/interaction.ts';
import { parseDuration } from '../recipe-language/durations.ts';
import { durationSchema } from '../recipe-language/schema.ts';
import { defineTrigger } from './define-trigger.ts';

export default defineTrigger({
  title: 'It is quiet for a time',
  about:
    'Starts when a contact had no interaction for so long, once for each silence. What recipes send does not count as an interaction.',
  params: z.strictObject({
    silence: durationSchema
      .refine((text) => (parseDuration(text) ?? 0) >= 3_600_000, 'expected at least an hour')
      .describe('How long nothing was heard: 30d.'),
    channel: z.enum(channels).optional().describe('Only interactions of this channel count.'),
    direction: z
      .enum(['in', 'out'])
      .optional()
      .describe('in: only what the contact said counts; out: only what you said.'),
  }),
  sample: { silence: '30d', direction: 'in' },
  eventTypes: () => ['silence.due'],
  condition: (_, index) => `event.trigger == ${index}`,
  entryKey: 'contact.id + " " + event.since',
  silence: ({ silence, channel, direction }) => ({
    afterMs: parseDuration(silence) ?? 0,
    ...(channel === undefined ? {} : { channel }),
    ...(direction === undefined ? {} : { direction }),
  }),
});
