/**
 * A named set of contacts. One with a condition is live: it always holds the contacts that the condition is true of. One without is
 * static: its contacts carry its name themselves, in the field `segments/<slug>`. So a list of a hundred thousand people is no record of
 * that size, two devices that add two people keep both, and a contact that is merged or deleted takes its memberships with it.
 */
import { z } from 'zod';
import { defineRecord, lineSchema, slugSchema, textSchema, type RecordOf } from './record.ts';

export const segment = defineRecord(
  'segment',
  {
    /** What conditions and triggers call it: `inSegment(contact, "customers")`. */
    slug: slugSchema,
    name: lineSchema,
    about: textSchema,
    /** CEL over `contact`; times in it are asked with daysSince and hoursSince. */
    condition: z.string().max(2_000),
  },
  {},
);
export type Segment = RecordOf<typeof segment>;
