/** An organisation. */
import { z } from 'zod';
import { evidenceSchema } from './evidence.ts';
import { defineRecord, lineSchema, textSchema, type RecordOf } from './record.ts';

export const company = defineRecord(
  'company',
  {
    name: lineSchema,
    /** The registrable domain in ASCII, such as globex.test. */
    domain: z.string().max(253),
    address: textSchema,
    logo: z.string().max(2_000),
    /** ISO 3166-1 alpha-2 */
    country: z.string().length(2),
  },
  {
    phones: z.object({ label: lineSchema.optional(), written: lineSchema.optional() }),
    links: z.object({ label: lineSchema.optional() }),
    tags: z.literal(true),
    evidence: z.array(evidenceSchema).max(10),
  },
);
export type Company = RecordOf<typeof company>;
