/**
 * The shape of a recipe file, piece by piece. What stands inside a piece and depends on the blocks there are (steps, triggers, an action's
 * parameters) is checked by whoever knows them; see parse.ts.
 */
import { z } from 'zod';
import { lineSchema, slugSchema, textSchema, timeSchema } from '../../shared/model/record.ts';
import { parseDuration } from './durations.ts';

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
  steps: z.array(z.unknown()).min(1).max(100),
  examples: z.array(z.unknown()).max(50).optional(),
});

export const limitsSchema = z.strictObject({
  perDay: z.int().min(1).max(100_000).optional().describe('At most so many times a day, over all runs of the recipe.'),
});

const inputTypes = ['text', 'number', 'duration', 'choice', 'tag', 'mail-template'] as const;
export const inputSchema = z.strictObject({
  type: z.enum(inputTypes),
  label: title.describe('What the person is asked for.'),
  default: z.union([z.string(), z.number(), z.boolean()], 'expected a text or a number'),
  options: z.array(lineSchema).min(1).max(50).optional().describe('For a choice: what there is to choose from.'),
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
    .strictObject({ after: durationSchema })
    .optional()
    .describe('Whether the same key may enter again after its run ended; without it, once for ever.'),
});

export const exitSchema = z.strictObject({
  event: z.string().describe('The type of event that ends the run.'),
  if: z.string().optional().describe('A CEL condition.'),
});

export const waitSchema = z.strictObject({
  for: z.string().describe('A duration such as 3d, or inputs.NAME.'),
  calendar: z.enum(['all', 'business']).optional().describe('business: whole days count Monday to Friday only.'),
});

export const ifSchema = z.strictObject({
  if: z.string().describe('A CEL condition.'),
  then: z.array(z.unknown()).min(1).max(100),
  else: z.array(z.unknown()).max(100).optional(),
});

export const stopSchema = z.strictObject({
  stop: z.union([z.literal(true), title], 'expected the reason as a text, or true'),
});

export const exampleSchema = z.strictObject({
  title: title.describe('A sentence about what must or must not happen.'),
  given: z.record(z.string(), z.unknown()).optional().describe('The records that are there before.'),
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
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
