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
  steps: Step[];
  examples: Example[];
}

/** Leave to use an action, with its limits; the engine refuses a step whose action is not named here. */
export interface Capability {
  action: string;
  /** At most so many times a day, over all runs of the recipe. */
  perDay?: number;
}

export interface RecipeInput {
  type: 'text' | 'number' | 'duration' | 'choice' | 'tag' | 'mail-template';
  label: string;
  default: FieldValue;
  /** For `choice`. */
  options?: string[];
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
  /** Whether a key may enter again after its run ended; without it, once for ever. */
  again?: { afterMs: number };
}

export interface Exit {
  event: string;
  if?: string;
}

export type Step = ActionStep | WaitStep | IfStep | StopStep;

/** Parameters keep their Liquid texts and `inputs.x` references; they are filled in when the step is taken. */
export interface ActionStep {
  type: 'action';
  action: string;
  params: Record<string, FieldValue>;
}
export interface WaitStep {
  type: 'wait';
  /** A duration, as text or `inputs.x`. */
  for: string;
  /** Whole days count Monday to Friday only. */
  calendar: 'all' | 'business';
}
export interface IfStep {
  type: 'if';
  condition: string;
  then: Step[];
  else: Step[];
}
export interface StopStep {
  type: 'stop';
  reason: string;
}

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
