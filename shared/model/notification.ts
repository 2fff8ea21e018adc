/** Words that a recipe wants a person to see soon. Made by the engine; a device may only mark it as read. */
import { idSchema } from './ids.ts';
import { defineRecord, lineSchema, textSchema, timeSchema, type RecordOf } from './record.ts';

export const notification = defineRecord(
  'notification',
  {
    title: lineSchema,
    text: textSchema,
    at: timeSchema,
    contactId: idSchema,
    readAt: timeSchema,
    /** The run that made it. */
    runId: idSchema,
  },
  {},
);
export type Notification = RecordOf<typeof notification>;
