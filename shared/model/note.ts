/** Words kept about a contact, a company or a deal. */
import { idSchema } from './ids.ts';
import { defineRecord, textSchema, timeSchema, type RecordOf } from './record.ts';

export const note = defineRecord(
  'note',
  {
    text: textSchema,
    at: timeSchema,
    contactId: idSchema,
    companyId: idSchema,
    dealId: idSchema,
    /** The page it was clipped from. */
    url: textSchema,
    /** The run that made it, when no person did. */
    runId: idSchema,
  },
  {},
);
export type Note = RecordOf<typeof note>;
