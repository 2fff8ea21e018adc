/** Opens a deal for the contact. */
import { z } from 'zod';
import { deal } from '../../shared/model/deal.ts';
import { slugSchema } from '../../shared/model/record.ts';
import { timeText } from '../schedule/clock.ts';
import { defineAction, oneLine, recordOf, subjectOf } from './define-action.ts';

export default defineAction({
  title: 'Open a deal',
  about: 'Makes a deal for the contact, in a stage of a pipeline.',
  params: z
    .strictObject({
      title: z.string().trim().min(1).describe('What is to be sold'),
      pipeline: slugSchema.default('sales').describe('The pipeline'),
      stage: slugSchema.default('new').describe('The stage it starts in'),
      amount: deal.single.amount.optional().describe('In the smallest unit of the currency: 10,000.00 is 1000000'),
      currency: deal.single.currency.optional().describe('ISO 4217, such as EUR'),
    })
    .refine(({ amount, currency }) => amount === undefined || currency !== undefined, {
      path: ['currency'],
      message: 'an amount needs its currency',
    }),
  texts: ['title'],
  sample: { title: 'Quote for {{ contact.name }}', stage: 'qualified', amount: 250_000, currency: 'EUR' },
  writes: ['deal'],
  plan({ title, pipeline, stage, amount, currency }, { scope, now }) {
    const contact = subjectOf(scope);
    const company = recordOf(scope, 'contact')?.['companyId'];
    const name = oneLine(title);
    return {
      effects: [
        {
          type: 'mutate',
          kind: 'deal',
          fields: {
            title: name,
            pipeline,
            stage,
            stageSince: timeText(now),
            ...(amount === undefined ? {} : { amount }),
            ...(currency === undefined ? {} : { currency }),
            ...(contact === undefined ? {} : { contactId: contact.id }),
            ...(typeof company === 'string' && company !== '' ? { companyId: company } : {}),
          },
        },
      ],
      text: `Opened the deal "${name}" in ${stage}`,
    };
  },
});
