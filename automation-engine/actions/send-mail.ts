/** Sends a mail to the contact. The runner puts a template's subject and text in before the texts are rendered. */
import { z } from 'zod';
import { windowSchema } from '../recipe-language/schema.ts';
import { defineAction, oneLine, subjectOf } from './define-action.ts';

/** Enough to keep nonsense and header injection out; whether an address exists only its server knows. */
const ADDRESS = /^[^\s<>"(),:;@]+@[^\s<>"(),:;@]+$/;

export default defineAction({
  title: 'Send a mail',
  about: 'Sends a mail over SMTP, at most once, if the contact may be written to.',
  params: z.strictObject({
    template: z.string().optional().describe('A mail template of the library, instead of subject and text'),
    subject: z.string().optional().describe('The subject line'),
    text: z.string().max(100_000).optional().describe('The body, as plain text'),
    purpose: z
      .enum(['service', 'marketing'])
      .default('marketing')
      .describe(
        'service for an answer that somebody asked for; anything else is marketing and needs that nobody withdrew consent',
      ),
    window: windowSchema
      .optional()
      .describe('Is sent only in these hours: { from: "09:00", to: "17:00", zone: contact }'),
    to: z.string().optional().describe("Another address than the contact's first"),
  }),
  texts: ['subject', 'text', 'to'],
  sample: { subject: 'Your quote', text: 'Hello {{ contact.name }},\n\ndid you have time to look at it?' },
  writes: ['mail', 'interaction'],
  plan({ template, subject, text, purpose, to }, { scope }) {
    const contact = subjectOf(scope);
    const address = (to ?? contact?.email ?? '').trim();
    if (address === '') return { skip: `${contact?.name || 'the contact'} has no mail address` };
    if (!ADDRESS.test(address)) return { fail: `"${oneLine(address)}" is no mail address` };
    const line = oneLine(subject ?? '');
    if (line === '' || text === undefined || text.trim() === '') {
      return {
        fail:
          template === undefined
            ? 'a mail needs a subject and a text'
            : `the mail template "${template}" has no subject or no text`,
      };
    }
    const isTheirs = contact !== undefined && address === contact.email;
    return {
      effects: [
        {
          type: 'send',
          channel: 'email',
          recipient: { address, ...(isTheirs && contact.name !== '' ? { name: contact.name } : {}) },
          message: { subject: line, text },
          purpose,
        },
      ],
      text: `Mail "${line}" to ${address}`,
    };
  },
});
