/** What devices ask the engine about its recipes: what waits for a person, why a recipe did not run, how it fared. Part of wire.ts's protocol. */
import { z } from 'zod';
import { idSchema } from './ids.ts';
import { slugSchema, timeSchema } from './record.ts';
import { runDetailSchema } from './wire.ts';

const count = z.number().int().nonnegative();
export const PAGE_MAX = 200;

/** A page of a list, the latest first: `next` is the `after` of the following page, and missing on the last one. */
export const pageQuery = {
  after: idSchema.optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(50),
};

/** GET /runs?show=… : runs that wait (for time, an event, a mail, their turn), that failed, or that have a mail in doubt. */
export const runShowSchema = z.enum(['waiting', 'failed', 'in-doubt']);
export type RunShow = z.infer<typeof runShowSchema>;
export const runPageSchema = z.object({
  runs: z.array(runDetailSchema.omit({ trace: true, next: true })),
  next: idSchema.optional(),
});

/** GET /mails?show=… : mails that are to be sent, that nobody knows about, or that were given up. */
export const mailShowSchema = z.enum(['waiting', 'in-doubt', 'failed']);
export type MailShow = z.infer<typeof mailShowSchema>;
export const mailHeadSchema = z.object({
  id: idSchema,
  runId: idSchema.optional(),
  recipeId: slugSchema.optional(),
  contactId: idSchema.optional(),
  channel: z.string(),
  /** A mail address; a URL for a call. */
  recipient: z.string(),
  subject: z.string(),
  state: z.string(),
  attempts: count,
  createdAt: timeSchema,
  nextAttemptAt: timeSchema.optional(),
  /** Why it waits, is in doubt or failed. */
  reason: z.string().optional(),
});
export type MailHead = z.infer<typeof mailHeadSchema>;
export const mailPageSchema = z.object({ mails: z.array(mailHeadSchema), next: idSchema.optional() });

/** POST /mails/:id/resolution: what a person says about a mail in doubt. */
export const mailResolutionSchema = z.object({ as: z.enum(['sent', 'send-again']) });

/** POST /recipes/:id/retries. */
export const retriedSchema = z.object({
  retried: count,
  /** Runs that could not be taken up again, and why. */
  refused: z.array(z.object({ runId: idSchema, reason: z.string() })),
});

/** GET /recipes/:id/why-not: what a recipe has to do with a contact, and what stands in its way. */
export const reasonKinds = [
  /** What it is about, rather than what stands in the way. */
  'running',
  'ran',
  'pending',
  /** They matched before it was switched on: when their turn comes, or why they were left out. */
  'enrolment',
  /** Of the recipe. */
  'problems',
  'off',
  /** All recipes are stopped. */
  'stopped',
  'schedule',
  /** Of its triggers. */
  'never-happened',
  'condition',
  /** When a date or a silence is due; that it has no time ahead; since when they are in a segment or not. */
  'due',
  'no-date',
  'segment',
  'before-switched-on',
  'changed',
  /** Of its entry. */
  'entry',
  'loop',
  /** The event was refused then, and would be let in now. */
  'refused',
  /** What would hold it or its mails up. */
  'limit',
  'cap',
  'window',
  'no-address',
  'consent',
] as const;
export const whyNotReasonSchema = z.object({
  kind: z.enum(reasonKinds),
  /** For a person to read. */
  text: z.string(),
  /** How long it has been like that; missing when it always was, as far as the log was read. */
  since: timeSchema.optional(),
  /** When it ends by itself. */
  until: timeSchema.optional(),
  /** The condition, and the values that it looked at. */
  wanted: z.string().optional(),
  seen: z.string().optional(),
  runId: idSchema.optional(),
});
export type WhyNotReason = z.infer<typeof whyNotReasonSchema>;
export const whyNotSchema = z.object({
  recipeId: slugSchema,
  contactId: idSchema,
  /** `would-run`: nothing stands in the way when the same happens again; `has-run` and `is-running` come before the others. */
  verdict: z.enum(['is-running', 'has-run', 'would-run', 'not']),
  reasons: z.array(whyNotReasonSchema),
});
export type WhyNot = z.infer<typeof whyNotSchema>;

/** GET /recipes/:id/timeline: how a recipe fared, day by day in the owner's zone, the oldest day first. */
export const timelineSchema = z.object({
  recipeId: slugSchema,
  days: z.array(
    z.object({
      day: z.iso.date(),
      started: count,
      /** Of those that ended on the day. `goals` are among the done. */
      done: count,
      goals: count,
      stopped: count,
      failed: count,
      /** What the guard against loops did not let in. */
      refused: count,
    }),
  ),
  /** What was done to the recipe, the latest first. */
  happenings: z.array(
    z.object({
      at: timeSchema,
      kind: z.enum(['version', 'on', 'off']),
      text: z.string(),
      /** The device of whoever switched it; missing when the engine did. */
      by: z.string().optional(),
    }),
  ),
});
export type Timeline = z.infer<typeof timelineSchema>;

/** GET /health/automation: what waits, what needs a person, and since when. The lists behind it are /runs and /mails. */
const group = { count, oldestAt: timeSchema };
export const automationHealthSchema = z.object({
  /** `attention` when something waits for a person. */
  status: z.enum(['well', 'attention']),
  /** Events that recipes did not look at yet. */
  backlog: count,
  /** By state: those under way and those that failed. */
  runs: z.array(z.object({ state: z.string(), ...group })),
  failedByRecipe: z.array(z.object({ recipeId: slugSchema, ...group })),
  /** Runs that wait for a yes because their recipe would have begun for too many at once: see guards.ts. */
  held: z.array(z.object({ recipeId: slugSchema, ...group })),
  /** By state: drafts that wait for a yes, those that are to go, that failed, and that are in doubt. */
  mails: z.array(z.object({ state: z.string(), ...group })),
  /** Why mails wait; the most frequent reasons. */
  waitingFor: z.array(z.object({ reason: z.string(), ...group })),
  /** Recipes that the engine switched off by itself, and that are off. */
  broken: z.array(z.object({ recipeId: slugSchema, at: timeSchema, reason: z.string() })),
});
export type AutomationHealth = z.infer<typeof automationHealthSchema>;
