/** `segment: customers`: a contact enters or leaves a segment. */
import { z } from 'zod';
import { slugSchema } from '../../shared/model/record.ts';
import { defineTrigger } from './define-trigger.ts';

export default defineTrigger({
  title: 'A segment changes',
  about: 'Starts when a contact enters a segment, or leaves it.',
  params: z.strictObject({
    segment: slugSchema.describe('The segment.'),
    when: z.enum(['entered', 'left']).default('entered').describe('entered (default) or left.'),
  }),
  sample: { segment: 'customers' },
  eventTypes: ({ when }) => [when === 'left' ? 'segment.left' : 'segment.entered'],
  condition: ({ segment }) => `event.segment == ${JSON.stringify(segment)}`,
  segment: ({ segment }) => segment,
});
