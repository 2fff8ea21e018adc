/** Something that a person has to do. */
import { z } from 'zod';
import { idSchema } from './ids.ts';
import { defineRecord, lineSchema, textSchema, timeSchema, type RecordOf } from './record.ts';

export const task = defineRecord(
  'task',
  {
    title: lineSchema,
    note: textSchema,
    dueAt: timeSchema,
    /** The zone in which `dueAt` was meant. */
    dueZone: z.string().max(64),
    doneAt: timeSchema,
    contactId: idSchema,
    companyId: idSchema,
    dealId: idSchema,
    /** The run that made it, when no person did. */
    runId: idSchema,
  },
  {},
);
export type Task = RecordOf<typeof task>;
