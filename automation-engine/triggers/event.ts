/** `event: contact.created`: something happened. */
import { z } from 'zod';
import { eventTypes } from '../../shared/model/event.ts';
import { defineTrigger } from './define-trigger.ts';

export default defineTrigger({
  title: 'Something happens',
  about:
    'Starts when an event is recorded: a contact is created, an interaction is logged, a tag is added, a mail fails …',
  params: z.strictObject({ event: z.enum(eventTypes).describe('The type of event.') }),
  sample: { event: 'contact.created' },
  eventTypes: ({ event }) => [event],
});
