/** What the engine and its devices say to each other about what keeps recipes in check. */
import { z } from 'zod';
import { timeSchema } from './record.ts';

/** GET and PUT /automation: the switch for all recipes at once. */
export const automationStateSchema = z.object({
  running: z.boolean(),
  /** When it was switched off, and by which device. */
  since: timeSchema.optional(),
  by: z.string().optional(),
});
export type AutomationState = z.infer<typeof automationStateSchema>;
export const automationSwitchSchema = z.object({ running: z.boolean() });

/** GET /recipes/:id/held: runs that wait for a person, because they would have been begun for so many contacts at once. */
export const heldSchema = z.object({
  recipeId: z.string(),
  count: z.int().nonnegative(),
  /** When the first of them was held. */
  since: timeSchema.optional(),
  /** A few of the contacts, by the names that they have. */
  who: z.array(z.object({ contactId: z.string(), name: z.string() })),
});
export type Held = z.infer<typeof heldSchema>;
/** POST /recipes/:id/held: what becomes of all of them. */
export const heldDecisionSchema = z.object({ decision: z.enum(['release', 'drop']) });
export const heldDecidedSchema = z.object({ recipeId: z.string(), runs: z.int().nonnegative() });
