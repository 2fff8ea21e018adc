/** A label's own settings. Whether a contact carries it is the contact's field `tags/<slug>`; a tag needs no record to be used. */
import { z } from 'zod';
import { defineRecord, lineSchema, slugSchema, type RecordOf } from './record.ts';

export const tag = defineRecord(
  'tag',
  {
    slug: slugSchema,
    title: lineSchema,
    /** `#rrggbb` */
    colour: z.string().regex(/^#[0-9a-f]{6}$/),
  },
  {},
);
export type Tag = RecordOf<typeof tag>;
