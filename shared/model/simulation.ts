/** What recipes would have done in the past, as the engine tells it. */
import { z } from 'zod';
import { idSchema } from './ids.ts';
import { slugSchema, timeSchema } from './record.ts';
import { inputValueSchema } from './wire.ts';

/** One run, in a simulation or in reality. Ids of its own it has none: they are new each time. */
export const playedRunSchema = z.object({
  recipeId: slugSchema,
  entryKey: z.string(),
  contactId: idSchema.optional(),
  contactName: z.string().optional(),
  startedAt: timeSchema,
  endedAt: timeSchema.optional(),
  /** Of a run that still waits at the end. */
  wakesAt: timeSchema.optional(),
  state: z.string(),
  reason: z.string().optional(),
  steps: z.array(
    z.object({ at: timeSchema, step: z.string(), kind: z.string(), outcome: z.string(), text: z.string() }),
  ),
  /** Mails and calls, with the texts as they were rendered. */
  mails: z.array(
    z.object({
      channel: z.string(),
      to: z.string(),
      subject: z.string(),
      text: z.string(),
      state: z.string(),
      at: timeSchema.optional(),
    }),
  ),
});
export type PlayedRun = z.infer<typeof playedRunSchema>;

export const simulationTotalsSchema = z.object({
  entered: z.number().int(),
  done: z.number().int(),
  stopped: z.number().int(),
  failed: z.number().int(),
  /** Still on their way at the end. */
  waiting: z.number().int(),
  mails: z.number().int(),
  /** Of webhooks. */
  calls: z.number().int(),
  /** In the owner's zone; days without any are left out. */
  mailsPerDay: z.array(z.object({ day: z.string(), mails: z.number().int() })),
});
export type SimulationTotals = z.infer<typeof simulationTotalsSchema>;

/** A run that is not the same with the new version as with the old one. */
export const runDifferenceSchema = z.object({
  /** `changed`: both entered, with other texts, steps or times. */
  kind: z.enum(['only-old', 'only-new', 'changed']),
  old: playedRunSchema.optional(),
  new: playedRunSchema.optional(),
  /** What differs: `texts`, `times`, `steps`, `state`. */
  what: z.array(z.enum(['texts', 'times', 'steps', 'state'])),
});
export type RunDifference = z.infer<typeof runDifferenceSchema>;

export const simulationStateSchema = z.enum(['running', 'done', 'failed']);
export type SimulationState = z.infer<typeof simulationStateSchema>;

export const simulationRequestSchema = z.object({
  /** How far back the log is played. */
  days: z.number().positive().max(3660).default(30),
  /** Instead of the values that are set. */
  inputs: z.record(z.string().max(40), inputValueSchema).default({}),
});
export const simulationBegunSchema = z.object({ id: idSchema });

export const simulationSchema = z.object({
  id: idSchema,
  state: simulationStateSchema,
  /** From 0 to 1. */
  progress: z.number(),
  /** Once it is done. */
  totals: simulationTotalsSchema.optional(),
  /** What nobody can know, as sentences for a person. */
  unknown: z.array(z.string()),
  /** One page of the runs, in the order of their beginning. */
  runs: z.array(playedRunSchema),
  /** Where the next page begins; none after the last. */
  next: z.number().int().optional(),
  problem: z.string().optional(),
});
