/** What the parts of the parser share while they read one recipe. */
import type { Blocks } from './blocks.ts';
import type { MailTemplate } from './mail-templates.ts';
import type { NameContext } from './names.ts';
import type { RecipeInput, Step } from './recipe.ts';
import type { Report } from './shape-problems.ts';
import type { Path } from './yaml-source.ts';

export interface ParseContext {
  report: Report;
  blocks: Blocks;
  mailTemplates: ReadonlyMap<string, MailTemplate>;
  /** The segments that there are, where that is known. */
  segments: ReadonlySet<string> | undefined;
  /** The inputs that could be read. */
  inputs: Map<string, RecipeInput>;
  /** Every name under `inputs`, also of those with problems: what uses them is not wrong as well. */
  inputNames: Set<string>;
  /** Where each action is used first. */
  usedActions: Map<string, Path>;
  /** The named steps so far, each with what later ones can ask of it. */
  stepNames: Map<string, readonly string[]>;
  /** The names of the entries of the lists that are gone through at this place. */
  entries: readonly string[];
}

/** The names that can be there before a run. */
export const namesBeforeRun = ({ inputs, inputNames, segments }: ParseContext): NameContext => ({
  inputs: inputNames,
  inputTypes: inputs,
  segments,
  inRun: false,
});

/** The names that can be there in a step. */
export const namesInRun = (context: ParseContext): NameContext => ({
  ...namesBeforeRun(context),
  inRun: true,
  steps: context.stepNames,
  entries: context.entries,
});

/** Reads a list of steps inside a step. */
export type ReadList = (context: ParseContext, list: unknown, path: Path) => Step[];

export const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list, or one thing that stands for a list of one; with the path of each. */
export function asList(value: unknown, path: Path): { value: unknown; path: Path }[] {
  if (!Array.isArray(value)) return value === undefined || value === null ? [] : [{ value, path }];
  return value.map((item: unknown, at) => ({ value: item, path: [...path, at] }));
}

/** What later steps can ask of a named one. */
export const stepResults: Readonly<Record<Step['type'], readonly string[]>> = {
  action: ['done', 'skipped', 'failed', 'reason', 'at'],
  wait: ['at'],
  'wait-for-event': ['timedOut', 'event', 'at'],
  if: ['branch', 'at'],
  choose: ['branch', 'at'],
  split: ['branch', 'at'],
  repeat: ['count', 'at'],
  stop: [],
};
