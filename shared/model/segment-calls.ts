/** What devices ask the engine about segments: which there are, who is in them, and to make or delete one. Part of wire.ts's protocol. */
import { z } from 'zod';
import { idSchema } from './ids.ts';
import { lineSchema, slugSchema, textSchema } from './record.ts';

/** POST /segments makes one; with a condition it is live. */
export const newSegmentSchema = z.object({
  slug: slugSchema,
  name: lineSchema.min(1),
  about: textSchema.optional(),
  condition: z.string().trim().min(1).max(2_000).optional(),
});
export type NewSegment = z.infer<typeof newSegmentSchema>;

/** POST /segments/check: what is wrong with a condition. */
export const conditionSchema = z.object({ condition: z.string().max(2_000) });
export const conditionProblemSchema = z.object({
  message: z.string(),
  hint: z.string().optional(),
  /** In characters from the start of the condition; missing when it is about the whole. */
  offset: z.int().nonnegative().optional(),
});
export type ConditionProblem = z.infer<typeof conditionProblemSchema>;
export const conditionCheckedSchema = z.object({ problems: z.array(conditionProblemSchema) });

/** GET /segments, POST /segments and DELETE /segments/:slug. */
export const segmentSummarySchema = newSegmentSchema.extend({
  name: z.string(),
  condition: z.string().optional(),
  members: z.int().nonnegative(),
  /** How much of a new segment is done, from 0 to 1; missing when it is ready. */
  building: z.number().min(0).max(1).optional(),
  /** The titles of the recipes that are on and that name it. */
  usedBy: z.array(z.string()),
  /** Why its condition cannot be read: then nobody is in it. */
  problem: z.string().optional(),
});
export type SegmentSummary = z.infer<typeof segmentSummarySchema>;
export const segmentListSchema = z.object({ segments: z.array(segmentSummarySchema) });

/** GET /segments/:slug/members?after=ID&limit=N: in the order of their ids. */
export const memberPageSchema = z.object({
  members: z.array(z.object({ id: idSchema, name: z.string(), email: z.string().optional() })),
  next: idSchema.optional(),
});
