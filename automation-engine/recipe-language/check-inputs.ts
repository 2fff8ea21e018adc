/** Whether a value fits an input of a recipe: the same rule for its default, for examples and for what a person sets. */
import { idSchema } from '../../shared/model/ids.ts';
import { channels } from '../../shared/model/interaction.ts';
import { lineSchema, slugSchema, type FieldValue } from '../../shared/model/record.ts';
import { didYouMean } from './closest.ts';
import { parseDuration } from './durations.ts';
import type { InputType, Recipe, RecipeInput } from './recipe.ts';
import { REPEAT_MAX } from './schema.ts';
import { describe } from './shape-problems.ts';

const TEXT_MAX = 2_000;
const SLUG_HINT = 'lower-case letters and digits, joined by "-"';

interface Misfit {
  message: string;
  hint?: string;
}
/** What is wrong with a value that somebody sets, and with which: `inputs.wait`. */
export interface InputProblem extends Misfit {
  path: string;
}

const wrong = (expected: string, value: unknown, hint?: string): Misfit => ({
  message: `expected ${expected}, found ${describe(value)}`,
  ...(hint === undefined ? {} : { hint }),
});
const isSlug = (value: string): boolean => slugSchema.safeParse(value).success;

/** For the types whose values are texts. */
const TEXTS: Readonly<Record<Exclude<InputType, 'number' | 'list' | 'choice'>, (value: string) => Misfit | undefined>> =
  {
    text: (value) => (value.length > TEXT_MAX ? { message: `expected at most ${TEXT_MAX} characters` } : undefined),
    duration: (value) =>
      parseDuration(value) === undefined ? wrong('a duration', value, 'such as 90m, 2h, 3d or 1d 12h') : undefined,
    tag: (value) => (isSlug(value) ? undefined : wrong('a tag', value, SLUG_HINT)),
    segment: (value) => (isSlug(value) ? undefined : wrong('a segment', value, SLUG_HINT)),
    stage: (value) => (isSlug(value) ? undefined : wrong('a stage', value, SLUG_HINT)),
    user: (value) =>
      value === 'owner' || idSchema.safeParse(value).success
        ? undefined
        : wrong('a user', value, '"owner" for whoever runs the engine, or the id of a user'),
    // Whether there is such a template is for those to say who know them.
    'mail-template': (value) => (isSlug(value) ? undefined : wrong('a mail template', value, SLUG_HINT)),
    channel: (value) =>
      channels.some((known) => known === value) ? undefined : wrong('a channel', value, channels.join(', ')),
  };

/** What is wrong with a value for this input, if anything is. */
export function inputMisfit({ type, options = [], min, max }: RecipeInput, value: FieldValue): Misfit | undefined {
  if (type === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value)) return wrong('a number', value);
    if (min !== undefined && value < min) return wrong(`at least ${min}`, value);
    return max !== undefined && value > max ? wrong(`at most ${max}`, value) : undefined;
  }
  if (type === 'list') {
    const isList = Array.isArray(value) && value.every((entry) => lineSchema.safeParse(entry).success);
    if (!isList) return wrong('a list of texts', value, 'such as [first, second]');
    return value.length > REPEAT_MAX
      ? { message: `expected at most ${REPEAT_MAX} entries, found ${value.length}` }
      : undefined;
  }
  if (type === 'choice') {
    const isOption = typeof value === 'string' && options.includes(value);
    return isOption ? undefined : wrong('one of the options', value, options.join(', '));
  }
  if (typeof value !== 'string') return wrong('a text', value, 'put quotes around it');
  return TEXTS[type](value);
}

/**
 * Every problem of the values that a person sets for a recipe's inputs; an input that is left out keeps its default.
 * @param mailTemplates the ids of those there are
 */
export function checkInputs(
  { inputs }: Pick<Recipe, 'inputs'>,
  given: Record<string, FieldValue>,
  mailTemplates?: ReadonlyMap<string, unknown>,
): InputProblem[] {
  return Object.entries(given).flatMap(([name, value]): InputProblem[] => {
    const path = `inputs.${name}`;
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (input === undefined) {
      const hint = didYouMean(name, Object.keys(inputs)) ?? 'this recipe has none that could be set';
      return [{ path, message: `there is no input called "${name}"`, hint }];
    }
    const misfit = inputMisfit(input, value);
    if (misfit !== undefined) return [{ path, ...misfit }];
    if (input.type !== 'mail-template' || mailTemplates?.has(String(value)) !== false) return [];
    const hint = didYouMean(String(value), mailTemplates.keys()) ?? 'see the folder mail-templates';
    return [{ path, message: `there is no mail template called "${String(value)}"`, hint }];
  });
}

/** A value as it is typed on a command line, for an input of this type. */
export function readTyped(type: string, text: string): FieldValue {
  if (type === 'number') return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
  if (type !== 'list') return text;
  return text.split(',').map((entry) => entry.trim());
}
