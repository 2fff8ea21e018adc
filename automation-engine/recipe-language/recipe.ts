/**
 * A recipe after it was read and checked. Words: a *block* is a trigger or an action; a *condition* is a CEL expression as text; a
 * *text* is a Liquid template; a *duration* is milliseconds here and `3d`, `90m` in the file. This form is canonical: it is what is
 * hashed, pinned to runs and stored.
 */
import type { FieldValue } from '../../shared/model/record.ts';

export interface Recipe {
  id: string;
  /** Semantic version. */
  version: string;
  title: string;
  about: string;
  capabilities: Capability[];
  inputs: Record<string, RecipeInput>;
  triggers: TriggerUse[];
  entry: Entry;
  exits: Exit[];
  /** Like exits, but the run reached what it was for. */
  goals?: Goal[];
  /** What becomes of runs on the way when a new version is loaded; they finish with theirs unless it says otherwise. */
  onUpdate?: OnUpdate;
  /** Who goes first where not everyone can: 0 to 100, 50 without it. */
  priority?: number;
  guards?: Guards;
  /** Pause dates besides the engine's own: see schedule/workdays.ts. */
  holidays?: string[];
  steps: Step[];
  examples: Example[];
}

/** Leave to use an action, with its limits; the engine refuses a step whose action is not named here. */
export interface Capability {
  action: string;
  /** At most so many times a day, over all runs of the recipe. */
  perDay?: number;
  /** At most so many times for one contact, ever, over all runs of the recipe. */
  perContact?: number;
  /** For actions that call out: the hosts that may be called, with a port when they have one. */
  hosts?: string[];
  /** With these values of the parameter that the action lists, and no others: see Action.listed. */
  only?: string[];
}

/** Limits of its own, where the engine's do not fit. */
export interface Guards {
  /** For more contacts than this the recipe does not begin at once without a person's yes. */
  blastRadius?: number;
}

export const inputTypes = [
  'text',
  'number',
  'duration',
  'choice',
  'list',
  'tag',
  'segment',
  'stage',
  'user',
  'mail-template',
  'channel',
] as const;
export type InputType = (typeof inputTypes)[number];

export interface RecipeInput {
  type: InputType;
  label: string;
  default: FieldValue;
  /** For `choice`. */
  options?: string[];
  /** For `number`. */
  min?: number;
  max?: number;
}

export interface TriggerUse {
  /** The block's id. */
  trigger: string;
  /** The block's parameters, checked by its schema. */
  params: Record<string, FieldValue>;
  if?: string;
}

export interface Entry {
  /** A CEL expression whose value tells runs of this recipe apart. */
  key: string;
  /**
   * What an event does while a run with its key is under way: `single` ignores it, `restart` stops the old run and starts anew,
   * `queue` starts when the old one ended, `parallel` starts at once.
   */
  mode: 'single' | 'restart' | 'queue' | 'parallel';
  /** Whether a key may enter again after its run ended, and how often in all; without it, once for ever. */
  again?: { afterMs: number; max?: number };
  /** At most so many runs of the recipe under way at once, whatever their keys. */
  maxRunning?: number;
}

export interface Exit {
  event: string;
  if?: string;
}
export interface Goal extends Exit {
  /** In a few words: `Won`. */
  name: string;
}

export type OnUpdate = 'finish' | 'migrate' | 'restart';

export type Step = ActionStep | WaitStep | EventWaitStep | IfStep | ChooseStep | SplitStep | RepeatStep | StopStep;

interface Nameable {
  /** What became of the step is seen by later ones as `steps.NAME`; a new version finds the step by it. */
  name?: string;
}

/** Parameters keep their Liquid texts and `inputs.x` references; they are filled in when the step is taken. */
export interface ActionStep extends Nameable {
  type: 'action';
  action: string;
  params: Record<string, FieldValue>;
  onError?: ErrorPolicy;
}

/** What to do when a step fails: try again so often, twice as late each time, and then this. */
export interface ErrorPolicy {
  retry?: { times: number; backoffMs: number };
  then: 'stop' | 'go-on' | 'hand-over';
}

/** Parts that are there are waited for one after the other: the time, then the spread, then the window. */
export interface WaitStep extends Nameable {
  type: 'wait';
  /** A duration, as text or `inputs.x`. */
  for?: string;
  /** A CEL expression that gives a time or a day. */
  until?: string;
  /** So long before (`-3d`) or after what `until` gives. */
  offset?: string;
  /** Whole days count Monday to Friday only, without pause dates. */
  calendar: 'all' | 'business';
  /** A duration over which runs are spread, each by its own stable chance. */
  spread?: string;
  window?: Window;
}

/** Until an event comes, or the timeout. */
export interface EventWaitStep extends Nameable {
  type: 'wait-for-event';
  event: string;
  if?: string;
  /** A duration, as text or `inputs.x`. */
  timeout: string;
  /** When the event came. */
  then: Step[];
  /** When it did not. */
  else: Step[];
}

export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

/** Times at which something may happen. */
export interface Window {
  /** `HH:MM` on the wall; `to` is after `from`, and not in it any more. */
  from: string;
  to: string;
  /** Days of the week; `workdays` are Monday to Friday without pause dates. Every day without it. */
  days?: Weekday[] | 'workdays';
  /** IANA, `owner` or `contact`. */
  zone: string;
}

export interface IfStep extends Nameable {
  type: 'if';
  condition: string;
  then: Step[];
  else: Step[];
}
/** The first case whose condition is met, else `else`. */
export interface ChooseStep extends Nameable {
  type: 'choose';
  cases: { condition: string; then: Step[] }[];
  else: Step[];
}
/** By stable chance: the same contact always falls the same way. */
export interface SplitStep extends Nameable {
  type: 'split';
  ways: { label: string; weight: number; then: Step[] }[];
}
/** Its steps once for each entry of a list, as it was when the step began. */
export interface RepeatStep extends Nameable {
  type: 'repeat';
  /** A CEL expression that gives a list. */
  list: string;
  /** The name of the entry in conditions and texts. */
  as: string;
  max: number;
  steps: Step[];
}
export interface StopStep {
  type: 'stop';
  reason: string;
}

/** The lists of steps inside a step. */
export function branchesOf(step: Step): readonly (readonly Step[])[] {
  switch (step.type) {
    case 'if':
    case 'wait-for-event':
      return [step.then, step.else];
    case 'choose':
      return [...step.cases.map((one) => one.then), step.else];
    case 'split':
      return step.ways.map((way) => way.then);
    case 'repeat':
      return [step.steps];
    case 'action':
    case 'wait':
    case 'stop':
      return [];
  }
}

/** Every step, those inside others too. */
export function stepsOf({ steps }: Pick<Recipe, 'steps'>): Step[] {
  const inside = (list: readonly Step[]): Step[] => list.flatMap((step) => [step, ...branchesOf(step).flatMap(inside)]);
  return inside(steps);
}

/** The recipes that it starts by name. */
export const startedBy = (recipe: Pick<Recipe, 'steps'>): string[] =>
  stepsOf(recipe).flatMap((step) =>
    step.type === 'action' && step.action === 'start-recipe' && typeof step.params['recipe'] === 'string'
      ? [step.params['recipe']]
      : [],
  );

/** A proof that the recipe carries: what is there, what happens, what must come of it; an empty `expect` means nothing may. */
export interface Example {
  title: string;
  given: Record<string, FieldValue>;
  inputs: Record<string, FieldValue>;
  events: { at: string; type: string; data: Record<string, FieldValue> }[];
  /** How long to watch after the last event. */
  advanceMs: number;
  /** Each names one action and the parameters that must match; in order; no other action may happen. */
  expect: { action: string; params: Record<string, FieldValue> }[];
}

/** Something wrong in a recipe file. */
export interface RecipeProblem {
  /** `steps[1].then[0].create-task.title` */
  path: string;
  /** 1-based place in the file. */
  line: number;
  column: number;
  /** What was expected and what was found. */
  message: string;
  /** What to do about it. */
  hint: string;
}
