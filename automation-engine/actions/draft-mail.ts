/** Writes a mail to the contact that a person sees first: they send it as it is, change it, or throw it away. */
import { defineAction } from './define-action.ts';
import { mailParams, mailTexts, planMail } from './define-mail.ts';

export default defineAction({
  title: 'Draft a mail for approval',
  about:
    'Writes a mail and makes a task to look at it; the run waits until somebody approves or discards it, and nothing is sent before.',
  params: mailParams,
  texts: mailTexts,
  sample: { subject: 'Your quote', text: 'Hello {{ contact.name }},\n\ndid you have time to look at it?' },
  writes: ['mail', 'interaction', 'task', 'task.doneAt'],
  plan: (params, context) =>
    planMail(params, context, ({ subject, address }) => ({
      draft: `Approve the mail "${subject}" to ${address}`,
      text: `Draft of a mail "${subject}" to ${address}`,
    })),
});
