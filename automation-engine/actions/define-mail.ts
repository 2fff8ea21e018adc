/** What actions that write a mail have in common. The runner puts a template's subject and text in before the texts are rendered. */
import { z } from 'zod';
import { oneLine, subjectOf, type Plan, type PlanContext, type SendEffect } from './define-action.ts';

/** Enough to keep nonsense and header injection out; whether an address exists only its server knows. */
const ADDRESS = /^[^\s<>"(),:;@]+@[^\s<>"(),:;@]+$/;

export const mailParams = z.strictObject({
  template: z.string().optional().describe('A mail template of the library, instead of subject and text'),
  subject: z.string().optional().describe('The subject line'),
  text: z.string().max(100_000).optional().describe('The body, as plain text'),
  purpose: z
    .enum(['service', 'marketing'])
    .default('marketing')
    .describe(
      'service for an answer that somebody asked for; anything else is marketing and needs that nobody withdrew consent',
    ),
  to: z.string().optional().describe("Another address than the contact's first"),
});
export const mailTexts: readonly string[] = ['subject', 'text', 'to'];

/** @param more what else is to be said about the mail */
export function planMail(
  { template, subject, text, purpose, to }: z.output<typeof mailParams>,
  { scope }: PlanContext,
  more: (mail: { subject: string; address: string }) => { text: string } & Pick<SendEffect, 'draft'>,
): Plan {
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
  const { text: said, ...draft } = more({ subject: line, address });
  return {
    effects: [
      {
        type: 'send',
        channel: 'email',
        recipient: { address, ...(isTheirs && contact.name !== '' ? { name: contact.name } : {}) },
        message: { subject: line, text },
        purpose,
        ...draft,
      },
    ],
    text: said,
  };
}
