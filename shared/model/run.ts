/** What a recipe did for a contact, as devices see it: a summary that the engine alone writes. */
import { z } from 'zod';
import { idSchema } from './ids.ts';
import { defineRecord, lineSchema, slugSchema, timeSchema, type RecordOf } from './record.ts';

export const runStates = ['running', 'waiting', 'done', 'stopped', 'failed'] as const;

export const run = defineRecord(
  'run',
  {
    recipeId: slugSchema,
    recipeTitle: lineSchema,
    recipeVersion: z.string().max(64),
    contactId: idSchema,
    state: z.enum(runStates),
    startedAt: timeSchema,
    endedAt: timeSchema,
    /** When a waiting run goes on. */
    wakesAt: timeSchema,
    /** Why it ended or what it waits for, for a person to read. */
    reason: lineSchema,
  },
  {
    /** One line per step taken, by its number in the trace ("001"). */
    lines: z.object({
      at: timeSchema,
      step: lineSchema,
      outcome: z.enum(['done', 'skipped', 'waiting', 'retrying', 'in-doubt', 'failed']),
      text: lineSchema,
    }),
  },
);
export type Run = RecordOf<typeof run>;
