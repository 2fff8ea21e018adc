/** `button: Send the price list`: a person presses a button on a card. */
import { z } from 'zod';
import { lineSchema } from '../../shared/model/record.ts';
import { buttonKinds, defineTrigger } from './define-trigger.ts';

export default defineTrigger({
  title: 'A button is pressed',
  about: 'Puts a button on the card of a contact, company, deal, task or interaction, and starts when it is pressed.',
  params: z.strictObject({
    button: lineSchema.min(1).max(60).describe('What stands on the button.'),
    on: z.enum(buttonKinds).default('contact').describe('On which kind of card: contact unless you say otherwise.'),
  }),
  sample: { button: 'Send the price list', on: 'contact' },
  eventTypes: () => ['button.pressed'],
  condition: (_, index) => `event.trigger == ${index}`,
  entryKey: 'event.press',
  button: ({ button, on }) => ({ label: button, on }),
});
