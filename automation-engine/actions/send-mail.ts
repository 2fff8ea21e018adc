/** Sends a mail to the contact. */
import { windowSchema } from '../recipe-language/schema.ts';
import { defineAction } from './define-action.ts';
import { mailParams, mailTexts, planMail } from './define-mail.ts';

export default defineAction({
  title: 'Send a mail',
  about: 'Sends a mail over SMTP, at most once, if the contact may be written to.',
  params: mailParams.extend({
    window: windowSchema
      .optional()
      .describe('Is sent only in these hours: { from: "09:00", to: "17:00", zone: contact }'),
  }),
  texts: mailTexts,
  sample: { subject: 'Your quote', text: 'Hello {{ contact.name }},\n\ndid you have time to look at it?' },
  writes: ['mail', 'interaction'],
  plan: (params, context) =>
    planMail(params, context, ({ subject, address }) => ({ text: `Mail "${subject}" to ${address}` })),
});
