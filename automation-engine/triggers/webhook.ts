/** `webhook: price-form`: something outside calls. */
import { z } from 'zod';
import { slugSchema } from '../../shared/model/record.ts';
import { defineTrigger } from './define-trigger.ts';

export default defineTrigger({
  title: 'A webhook is called',
  about:
    'Starts when a form, a shop or another program sends data to the webhook of this name, once for each delivery.',
  params: z.strictObject({
    webhook: slugSchema.describe('The name of the webhook, which is part of its address.'),
    email: z
      .string()
      .regex(/^[\w-]{1,64}(?:\.[\w-]{1,64}){0,7}$/, 'names joined by dots, such as customer.email')
      .default('email')
      .describe('Where in the data the mail address of the contact stands: customer.email.'),
  }),
  sample: { webhook: 'price-form', email: 'customer.email' },
  eventTypes: () => ['webhook.received'],
  condition: ({ webhook }) => `event.webhook == ${JSON.stringify(webhook)}`,
  entryKey: 'event.delivery',
  webhook: ({ webhook, email }) => ({ name: webhook, emailPath: email.split('.') }),
});
