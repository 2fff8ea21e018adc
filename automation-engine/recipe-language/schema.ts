/**
 * The shape of a recipe file, piece by piece. What stands inside a piece and depends on the blocks there are (steps, triggers, an action's
 * parameters) is checked by whoever knows them; see parse.ts.
 */
import { z } from 'zod';
import { lineSchema, slugSchema, textSchema, timeSchema } from '../../shared/model/record.ts';
import { pauseProblem } from '../schedule/workdays.ts';
import { isZone } from './cron.ts';
import { parseDuration, parseOffset } from './durations.ts';
import { inputTypes, weekdays } from './recipe.ts';

/** https://semver.org, without what comes after a dash or a plus. */
export const versionSchema = z
  .string('expected three numbers, such as 1.0.0')
  .regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/, 'a version is three numbers, such as 1.0.0');
/** Capabilities, steps and examples name blocks in lower case, joined by dashes. */
export const inputNameSchema = z
  .string()
  .regex(
    /^[a-z][a-zA-Z0-9_]{0,39}$/,
    'an input is named by letters and digits, the first one small: wait, mailTemplate',
  );
export const durationSchema = z
  .string()
  .refine(
    (text) => parseDuration(text) !== undefined,
    'a duration is a number and s, m, h, d or w, such as 90m, 2h, 3d or 1d 12h; ten years at most',
  );
const title = lineSchema.min(1);

export const recipeHeadSchema = z.strictObject({
  id: slugSchema.describe('The same as the file name without .yaml.'),
  version: versionSchema.describe('Raise it when you change the recipe: 1.0.0, 1.0.1, 1.1.0.'),
  title: title.describe('A few words for lists.'),
  about: textSchema.min(1).describe('What it does, for whoever switches it on.'),
  capabilities: z.array(z.unknown()).max(50).optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  /** Checked where the triggers are known; that it is missing is said there too. */
  trigger: z.unknown().optional(),
  entry: z.unknown().optional(),
  exit: z.unknown().optional(),
  goal: z.unknown().optional(),
  onUpdate: z
    .enum(['finish', 'migrate', 'restart'])
    .optional()
    .describe(
      'What becomes of runs on the way when a new version is loaded: finish with the old one (default), migrate to the new one, restart.',
    ),
  priority: z
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe('Who goes first where a cap lets only some mails through: 0 to 100, 50 by default.'),
  guards: z
    .strictObject({
      blastRadius: z
        .int()
        .min(1)
        .max(1_000_000)
        .optional()
        .describe('For more people than this, within ten minutes, it begins only after your yes.'),
    })
    .optional()
    .describe('Limits of its own.'),
  holidays: z
    .array(
      z.string('put quotes around the day').superRefine((text, context) => {
        const problem = pauseProblem(text);
        if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
      }),
    )
    .max(200)
    .optional()
    .describe('Days that are no working days: "2026-12-24", "12-25" for each year, "2026-12-24/2027-01-06".'),
  steps: z.array(z.unknown()).min(1).max(100),
  examples: z.array(z.unknown()).max(50).optional(),
});

export const limitsSchema = z.strictObject({
  perDay: z.int().min(1).max(100_000).optional().describe('At most so many times a day, over all runs of the recipe.'),
  perContact: z.int().min(1).max(1_000).optional().describe('At most so many times for one contact, ever.'),
  hosts: z
    .array(
      z.string().regex(/^[a-z0-9.-]{1,253}(?::\d{1,5})?$/, 'a host such as hooks.globex.example, without https://'),
    )
    .min(1)
    .max(50)
    .optional()
    .describe('For call-webhook: the only hosts that it may call.'),
  only: z
    .array(lineSchema.min(1))
    .min(1)
    .max(50)
    .optional()
    .describe('For start-recipe: the recipes that it may start.'),
});

export const inputSchema = z.strictObject({
  type: z.enum(inputTypes),
  label: title.describe('What the person is asked for.'),
  default: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())], 'expected a text, a number or a list'),
  options: z.array(lineSchema).min(1).max(50).optional().describe('For a choice: what there is to choose from.'),
  min: z.number().optional().describe('For a number: no less than this.'),
  max: z.number().optional().describe('For a number: no more than this.'),
});

export const entrySchema = z.strictObject({
  key: z
    .string()
    .optional()
    .describe('A CEL expression; runs with the same value are the same thing passing through. Default: contact.id'),
  mode: z
    .enum(['single', 'restart', 'queue', 'parallel'])
    .optional()
    .describe(
      'What an event does while a run with its key is under way: single ignores it (default), restart starts anew, queue waits, parallel starts at once.',
    ),
  again: z
    .strictObject({
      after: durationSchema,
      max: z.int().min(1).max(100_000).optional().describe('How often the same key may enter in all.'),
    })
    .optional()
    .describe('Whether the same key may enter again after its run ended; without it, once for ever.'),
  maxRunning: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('At most so many runs of this recipe at once; while there are, nothing enters.'),
});

export const exitSchema = z.strictObject({
  event: z.string().describe('The type of event that ends the run.'),
  if: z.string().optional().describe('A CEL condition.'),
});

export const goalSchema = exitSchema.extend({
  name: title.optional().describe('In a few words, for the run and the counts: Won.'),
});

const timeOfDay = z
  .string('put quotes around the time')
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day, such as "09:00"');
export const windowSchema = z
  .strictObject({
    from: timeOfDay.describe('When it opens: "09:00".'),
    to: timeOfDay.describe('When it shuts: "17:00".'),
    days: z
      .union(
        [z.literal('workdays'), z.array(z.enum(weekdays)).min(1).max(7)],
        'expected workdays, or a list such as [mon, tue]',
      )
      .optional()
      .describe('workdays, or a list of mon, tue, wed, thu, fri, sat, sun; every day without it.'),
    zone: z
      .string()
      .refine((zone) => zone === 'owner' || zone === 'contact' || isZone(zone), 'a zone is named like Europe/Stockholm')
      .default('owner')
      .describe('"owner" (default), "contact" or an IANA zone such as Europe/Stockholm.'),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'expected a time after "from"' });

export const waitSchema = z.strictObject({
  for: z.string().optional().describe('A duration such as 3d, or inputs.NAME.'),
  until: z.string().optional().describe('A CEL expression that gives a day or a time: deal.expectedCloseOn.'),
  offset: z
    .string()
    .refine((text) => parseOffset(text) !== undefined, 'expected a duration before or after, such as -3d or 2h')
    .optional()
    .describe('So long before (-3d) or after (2h) what "until" gives.'),
  calendar: z
    .enum(['all', 'business'])
    .optional()
    .describe('business: whole days count Monday to Friday only, without holidays.'),
  spread: z.string().optional().describe('Spreads runs over a duration, each by its own stable chance: 4h.'),
  window: windowSchema.optional().describe('Goes on only in these hours.'),
});

export const eventWaitSchema = z.strictObject({
  'for-event': z.string().describe('The type of event that is waited for.'),
  if: z.string().optional().describe('A CEL condition on it.'),
  timeout: z.string().describe('How long at most: a duration such as 5d, or inputs.NAME.'),
});

const branch = z.array(z.unknown()).max(100);
export const stepNameSchema = inputNameSchema.describe('What became of the step is seen by later ones as steps.NAME.');
const named = { name: stepNameSchema.optional() };

export const onErrorSchema = z.strictObject({
  retry: z
    .strictObject({
      times: z.int().min(1).max(20).describe('How often it is tried again.'),
      backoff: durationSchema
        .default('1m')
        .describe('How long before the first time; twice as long before each further one.'),
    })
    .optional(),
  then: z
    .enum(['stop', 'go-on', 'hand-over'])
    .default('stop')
    .describe(
      'When it still fails: stop the run as failed, go on with the next step, or make a task for you and wait until it is done.',
    ),
});

/** What may stand beside an action in its step. */
export const actionExtrasSchema = z.strictObject({ ...named, onError: onErrorSchema.optional() });
/** What may stand beside `wait` in its step; the branches only when it waits for an event. */
export const waitExtrasSchema = z.strictObject({ ...named, then: branch.optional(), else: branch.optional() });

export const ifSchema = z.strictObject({
  if: z.string().describe('A CEL condition.'),
  then: branch.min(1),
  else: branch.optional(),
  ...named,
});

export const chooseSchema = z.strictObject({
  choose: z
    .array(z.strictObject({ if: z.string().describe('A CEL condition.'), then: branch.min(1) }))
    .min(1)
    .max(50)
    .describe('The first one whose condition is met is taken.'),
  else: branch.optional(),
  ...named,
});

export const splitSchema = z.strictObject({
  split: z
    .array(
      z.strictObject({
        label: lineSchema.min(1).describe('What the way is called: a, b, control.'),
        weight: z.number().min(0.001).max(1_000_000).default(1).describe('How likely it is, against the others.'),
        then: branch,
      }),
    )
    .min(2)
    .max(20)
    .describe('One way by chance; the same contact always goes the same way.'),
  ...named,
});

export const REPEAT_MAX = 100;
export const repeatSchema = z.strictObject({
  repeat: z
    .string()
    .regex(/^[a-zA-Z]\w*(?:\.[a-zA-Z_]\w*){1,8}$/, 'the name of a list, such as inputs.list or contact.tags')
    .describe('A list: inputs.list, contact.tags, event.body.items.'),
  as: inputNameSchema.default('item').describe('The name of the entry in conditions and texts.'),
  max: z
    .int()
    .min(1)
    .max(REPEAT_MAX)
    .default(REPEAT_MAX)
    .describe(`At most so many entries; ${REPEAT_MAX} is the most.`),
  steps: branch.min(1),
  ...named,
});

export const stopSchema = z.strictObject({
  stop: z.union([z.literal(true), title], 'expected the reason as a text, or true'),
});

export const exampleSchema = z.strictObject({
  title: title.describe('A sentence about what must or must not happen.'),
  given: z.record(z.string(), z.unknown()).optional().describe('The records that are there before.'),
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])).optional(),
  events: z
    .array(z.unknown())
    .max(100)
    .optional()
    .describe('What happens: { at: TIME, TYPE: { … } }; without any, time alone goes by.'),
  advance: durationSchema.optional().describe('How long to watch after the last event.'),
  expect: z
    .array(z.unknown())
    .max(100)
    .describe('Every action that must happen, in order, and none besides; [] means nothing may.'),
});
export const exampleTimeSchema = timeSchema;

export const mailTemplateSchema = z.strictObject({
  title: title.describe('A few words for lists.'),
  about: textSchema.min(1).describe('When to use it.'),
  subject: lineSchema.min(1).describe('A Liquid text.'),
  text: textSchema.min(1).describe('A Liquid text.'),
});
