/** Where a run on the way stands in a new version of its recipe. Pure. */
import { branchesOf, type Recipe, type Step } from '../recipe-language/recipe.ts';
import type { RunContext } from './context.ts';
import { firstPosition, repeatOf, stepAt, timesAround } from './position.ts';

export type NewPlace =
  | { position: string; context: RunContext; wakes: 'now' | 'as-before'; note: string }
  /** Why the run finishes with the version that it has. */
  | { keep: string };

export interface OnTheWay {
  before: Recipe | undefined;
  after: Recipe;
  position: string;
  state: string;
  context: RunContext;
}

/** By the new version's own rule for runs on the way; it is `migrate` or `restart`. */
export function newPlace({ before, after, position, state, context }: OnTheWay): NewPlace {
  if (state === 'sending') return { keep: 'its mail is under way' };
  const defaults = Object.fromEntries(Object.entries(after.inputs).map(([name, input]) => [name, input.default]));
  const kept = Object.entries(context.inputs).filter(([name]) => Object.hasOwn(defaults, name));
  const inputs = { ...defaults, ...Object.fromEntries(kept) };
  const to = `version ${after.version}`;
  if (after.onUpdate === 'restart') {
    const { mails } = context;
    const first = firstPosition(after);
    if (first === undefined) return { keep: `${to} has no steps` };
    const fresh = { inputs, ...(mails === undefined ? {} : { mails }) };
    return { position: first, context: fresh, wakes: 'now', note: `Starts anew with ${to}` };
  }
  const step = before && stepAt(before, position);
  if (before === undefined || step === undefined) return { keep: 'the step it stands on is not known any more' };
  const found = samePlace({ step, before, position, after });
  if (found === undefined) return { keep: `${to} has no step that stands for ${position}` };
  const moved = { ...context, inputs, ...(context.waitsAt === position ? { waitsAt: found } : {}) };
  return { position: found, context: moved, wakes: 'as-before', note: `Goes on with ${to} at ${found}` };
}

interface Standing {
  step: Step;
  before: Recipe;
  position: string;
  after: Recipe;
}

/** The step of the same name; without a name the one at the same path, if it is of the same kind. */
function samePlace({ step, before, position, after }: Standing): string | undefined {
  const isInRepeat = timesAround(position).length > 0 || repeatOf(position) !== undefined;
  const name = 'name' in step ? step.name : undefined;
  if (name !== undefined) {
    const path = pathOfName(after.steps, name, 'steps');
    const found = path === undefined ? undefined : stepAt(after, path);
    // How often a list was gone through says nothing about another place.
    if (isInRepeat || found?.type !== step.type) return undefined;
    return path;
  }
  const path = alongWays(before, position, after);
  const found = path === undefined ? undefined : stepAt(after, path);
  return found !== undefined && kindOf(found) === kindOf(step) && !('name' in found && found.name !== undefined)
    ? path
    : undefined;
}

/** The path with each way of a split at the place that the way of its label has now: a run keeps the way that it was given. */
function alongWays(before: Recipe, position: string, after: Recipe): string | undefined {
  const [start = '', ...rest] = position.split(/\.split\[(\d+)\]/);
  let [old, path] = [start, start];
  for (let at = 0; at < rest.length; at += 2) {
    const [was, is] = [stepAt(before, old), stepAt(after, path)];
    if (was?.type !== 'split' || is?.type !== 'split') return undefined;
    const { label } = was.ways[Number(rest[at])] ?? {};
    const way = is.ways.findIndex((one) => one.label === label);
    if (way === -1) return undefined;
    old += `.split[${rest[at]}]${rest[at + 1]}`;
    path += `.split[${way}]${rest[at + 1]}`;
  }
  return path;
}

const kindOf = (step: Step): string => (step.type === 'action' ? `action ${step.action}` : step.type);

/** The path of a named step outside of repeats. */
function pathOfName(steps: readonly Step[], name: string, base: string): string | undefined {
  for (const [at, step] of steps.entries()) {
    const path = `${base}[${at}]`;
    if ('name' in step && step.name === name) return path;
    if (step.type === 'repeat') continue;
    const words = wordsOf(step);
    for (const [index, list] of branchesOf(step).entries()) {
      const found = pathOfName(list, name, `${path}.${words[index]}`);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The word of each of a step's branches, in their order. */
function wordsOf(step: Step): readonly string[] {
  if (step.type === 'choose') return [...step.cases.map((_, at) => `choose[${at}].then`), 'else'];
  return step.type === 'split' ? step.ways.map((_, at) => `split[${at}].then`) : ['then', 'else'];
}
