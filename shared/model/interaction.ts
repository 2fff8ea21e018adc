/** One touch with a contact. */
import { z } from 'zod';
import { idSchema } from './ids.ts';
import { defineRecord, lineSchema, textSchema, timeSchema, type RecordOf } from './record.ts';

export const channels = ['email', 'call', 'meeting', 'chat', 'form', 'visit', 'note'] as const;
export const directions = ['in', 'out', 'none'] as const;

export const interaction = defineRecord(
  'interaction',
  {
    channel: z.enum(channels),
    direction: z.enum(directions),
    at: timeSchema,
    /** The contact it is about first of all; the other people are in `parties`. */
    contactId: idSchema,
    companyId: idSchema,
    dealId: idSchema,
    subject: lineSchema,
    /** Kept only when the person asked for bodies. */
    body: textSchema,
    /** The root Message-ID of the conversation (RFC 5322 References), the same in every webmail. */
    threadId: z.string().max(1_000),
    /** RFC 5322 Message-ID with its angle brackets. */
    messageId: z.string().max(1_000),
    /** Where it was seen. */
    url: z.string().max(2_000),
    durationMinutes: z.number().int().nonnegative(),
    /** The run that made it, when no person did. */
    runId: idSchema,
  },
  {
    /** Who took part, by address or phone number. */
    parties: z.object({
      role: z.enum(['from', 'to', 'cc', 'bcc', 'reply-to', 'attendee', 'caller', 'callee']),
      name: lineSchema.optional(),
      contactId: idSchema.optional(),
    }),
  },
);
export type Interaction = RecordOf<typeof interaction>;
