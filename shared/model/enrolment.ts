/** What the engine and its devices say to each other when a recipe is switched on: who matches already, and what becomes of them. */
import { z } from 'zod';
import { slugSchema, timeSchema } from './record.ts';

/** GET /recipes/:id/preview: whom it would concern, and how many mails that makes; asked again until `isDone`. */
export const previewSchema = z.object({
  recipeId: slugSchema,
  isDone: z.boolean(),
  matching: z.object({
    /** Contacts who match already and whom the entry rule lets in; so far, until `isCounted`. */
    count: z.int().nonnegative(),
    isCounted: z.boolean(),
    /** The names of a few of them. */
    who: z.array(z.string()),
    /** Why nobody can be enrolled. */
    cannot: z.string().optional(),
  }),
  /** What it would have done in the last `days`, played again without any effect; once that is known. */
  past: z
    .object({
      days: z.number().positive(),
      runsPerDay: z.number().nonnegative(),
      mailsPerDay: z.number().nonnegative(),
      /** On the day with most of them. */
      mailsMax: z.int().nonnegative(),
    })
    .optional(),
  /** Why the past could not be played. */
  pastProblem: z.string().optional(),
  /** How many mails one run writes: as in the past, or where that does not tell, the most that its steps can. */
  mailsPerRun: z.number().nonnegative(),
  /** Where the recipe limits its mails itself. */
  mailsPerDayMax: z.int().nonnegative().optional(),
});
export type Preview = z.infer<typeof previewSchema>;

const DAY_MS = 86_400_000;

/** About how many mails a day an enrolment comes to while it is spread over so long; those beyond the recipe's own limit wait for the next day. */
export function enrolledMailsPerDay(
  { mailsPerRun, mailsPerDayMax = Infinity }: Pick<Preview, 'mailsPerRun' | 'mailsPerDayMax'>,
  count: number,
  spreadMs: number,
): number {
  return Math.min(Math.ceil((count * mailsPerRun) / Math.max(1, spreadMs / DAY_MS)), mailsPerDayMax);
}

/** POST /recipes/:id/enable. */
export const enableSchema = z.discriminatedUnion('enrol', [
  z.object({ enrol: z.literal('from-now') }),
  z.object({
    enrol: z.literal('matching'),
    /** `3d`, `12h`, `P3D`; `0h` lets all of them in at once. */
    spread: z.string().max(64),
    /** As many as the person was shown: no more are let in. */
    count: z.int().positive(),
  }),
]);
export type Enable = z.infer<typeof enableSchema>;

/** GET /recipes/:id/enrolment: how far the latest one is. */
export const enrolmentSchema = z.object({
  recipeId: slugSchema,
  /** `none`: there never was one; `filling`: who matches is being written down; `stopped`: it ended before its time. */
  state: z.enum(['none', 'filling', 'under-way', 'done', 'stopped']),
  /** The name of the device that asked. */
  by: z.string().optional(),
  askedAt: timeSchema.optional(),
  entered: z.int().nonnegative(),
  waiting: z.int().nonnegative(),
  leftOut: z.array(z.object({ reason: z.string(), count: z.int().positive() })),
  /** When the last of them enters, or when it ended. */
  endsAt: timeSchema.optional(),
});
export type Enrolment = z.infer<typeof enrolmentSchema>;
