/** A sale on its way through a pipeline. */
import { z } from 'zod';
import { idSchema } from './ids.ts';
import { daySchema, defineRecord, lineSchema, slugSchema, timeSchema, type RecordOf } from './record.ts';

export const deal = defineRecord(
  'deal',
  {
    title: lineSchema,
    /** Who looks after it: `owner`, or what the team calls that person. */
    owner: lineSchema,
    contactId: idSchema,
    companyId: idSchema,
    pipeline: slugSchema,
    stage: slugSchema,
    /** When it entered the stage. */
    stageSince: timeSchema,
    /** In minor units of `currency` (cents, öre). */
    amount: z.number().int().safe(),
    /** ISO 4217 */
    currency: z.string().regex(/^[A-Z]{3}$/),
    expectedCloseOn: daySchema,
    closedAt: timeSchema,
    outcome: z.enum(['won', 'lost']),
    lostReason: lineSchema,
  },
  { tags: z.literal(true) },
);
export type Deal = RecordOf<typeof deal>;
