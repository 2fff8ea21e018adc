/** Checks, before anything runs, that conditions and texts ask for things that exist. */
import { eventData } from '../../shared/model/event.ts';
import { functionNames, overloads, patternProblem } from './cel.ts';
import { closest, didYouMean } from './closest.ts';
import { checkTypes, type Wanted } from './check-types.ts';
import { readExpression, type ExpressionProblem } from './conditions.ts';
import { usesOf, type Uses } from './expression-tree.ts';
import { scopeTypes } from './scope-types.ts';
import { scopeFields, scopeKinds } from './scope.ts';
import type { Report } from './shape-problems.ts';
import { keptFilters } from './text-filters.ts';
import { checkText } from './texts.ts';
import { TEXT, type ValueType } from './value-types.ts';
import type { Path } from './yaml-source.ts';

/** The names that can be there where a condition or a text stands. */
export interface NameContext {
  /** The recipe's inputs; `undefined` where any name may be one, in a mail template. */
  inputs: ReadonlySet<string> | undefined;
  /** What is known of the inputs; one that is missing here is anything. */
  inputTypes?: ReadonlyMap<string, { type: string }>;
  /** Whether a run is under way, so that `entry` and `run` are there. */
  inRun: boolean;
  /** What later steps can ask of named ones, by the step's name. */
  steps?: ReadonlyMap<string, readonly string[]>;
  /** The segments that there are, where that is known. */
  segments?: ReadonlySet<string> | undefined;
  /** The entries of the lists that are gone through here. */
  entries?: readonly string[];
  /** Fields that there are besides those of the records: `contact.lastInteractionAt`. */
  more?: ReadonlySet<string>;
}

/** Collects problems. */
export type Adding = Pick<Report, 'add'>;

const MACROS = new Set(['all', 'exists', 'exists_one', 'filter', 'map', 'has']);

const eventFields = new Set(['type', 'at']);
for (const data of Object.values(eventData)) {
  for (const name of Object.keys(data.shape)) if (!scopeKinds.some((kind) => kind === name)) eventFields.add(name);
}

const fieldsByRoot: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...scopeKinds.map((kind): [string, string[]] => [kind, scopeFields(kind)]),
  ['event', [...eventFields]],
  ['entry', ['key']],
  ['run', ['id', 'recipeId', 'startedAt']],
]);
/** Liquid asks lists and texts for these. */
const LIQUID_FIELDS = new Set(['size', 'first', 'last']);

function nameProblem(
  path: readonly string[],
  context: NameContext,
): { message: string; hint?: string | undefined } | undefined {
  const [root = '', field] = path;
  if (context.entries?.includes(root) || context.more?.has(path.slice(0, 2).join('.'))) return undefined;
  const roots = [
    ...scopeKinds,
    'event',
    'inputs',
    'now',
    ...(context.inRun ? ['entry', 'run', 'steps'] : []),
    ...(context.entries ?? []),
  ];
  if (!roots.includes(root)) {
    if (root === 'entry' || root === 'run')
      return { message: `there is no "${root}" before a run has started`, hint: 'exits and steps can ask for it' };
    return { message: `there is nothing called "${root}"`, hint: didYouMean(root, roots) };
  }
  if (field === undefined) return undefined;
  if (root === 'inputs') {
    if (context.inputs === undefined || context.inputs.has(field)) return undefined;
    return {
      message: `there is no input called "${field}"`,
      hint: didYouMean(field, context.inputs) ?? `declare it under "inputs"`,
    };
  }
  if (root === 'steps') return stepProblem(path, context.steps ?? new Map());
  const fields = fieldsByRoot.get(root);
  if (fields === undefined || fields.includes(field)) return undefined;
  const near = closest(field, fields);
  return {
    message: `${root} has no field "${field}"`,
    hint:
      near === undefined
        ? `what you add yourself is under ${root}.custom; there is ${fields.join(', ')}`
        : `did you mean "${root}.${near}"?`,
  };
}

function stepProblem(
  [, name = '', field]: readonly string[],
  steps: ReadonlyMap<string, readonly string[]>,
): { message: string; hint?: string | undefined } | undefined {
  const fields = steps.get(name);
  if (fields === undefined)
    return {
      message: `no step before this one is called "${name}"`,
      hint: didYouMean(name, steps.keys()) ?? `give the step a name: "name: ${name}"`,
    };
  if (field === undefined || fields.includes(field)) return undefined;
  return { message: `steps.${name} has no "${field}"`, hint: didYouMean(field, fields) };
}

/** Reports what is wrong with a condition. */
export function checkCondition(report: Adding, path: Path, source: string, context: NameContext): void {
  checkCel(report, path, source, context, 'condition');
}

/** Reports what is wrong with an expression that gives a value. */
export function checkExpression(
  report: Adding,
  path: Path,
  source: string,
  context: NameContext,
  wanted: Exclude<Wanted, 'condition'> = 'key',
): void {
  checkCel(report, path, source, context, wanted);
}

function checkCel(report: Adding, path: Path, source: string, context: NameContext, wanted: Wanted): void {
  const read = readExpression(source);
  if ('problem' in read) return addExpressionProblem(report, path, read);
  checkUses(report, path, usesOf(read.tree), context);
  for (const { message, hint, offset } of checkTypes(source, read.tree, typesIn(context), wanted))
    report.add(path, message, { hint, inside: { offset } });
}

/** Inputs of the other types are texts. */
const TYPE_OF_INPUT: Readonly<Record<string, ValueType>> = { number: { is: 'number' }, list: { is: 'list', of: TEXT } };

function typesIn({ inputTypes = new Map() }: NameContext): ReadonlyMap<string, ValueType> {
  const fields = [...inputTypes].map(([name, { type }]): [string, ValueType] => [name, TYPE_OF_INPUT[type] ?? TEXT]);
  return new Map(scopeTypes).set('inputs', { is: 'record', named: 'inputs', fields: new Map(fields) });
}

function addExpressionProblem(report: Adding, path: Path, { problem, offset }: ExpressionProblem): void {
  const hint = problem.includes('found = ') ? '"==" compares; a single "=" means nothing here' : undefined;
  report.add(path, problem, { hint, ...(offset === undefined ? {} : { inside: { offset } }) });
}

function checkUses(report: Adding, path: Path, uses: Uses, context: NameContext): void {
  for (const { path: name, offset } of uses.names) {
    const problem = nameProblem(name, context);
    if (problem !== undefined) report.add(path, problem.message, { hint: problem.hint, inside: { offset } });
  }
  for (const { name, offset, pattern, segment } of uses.calls) {
    if (MACROS.has(name)) {
      report.add(path, `${name} is not used like this`, {
        hint: 'contact.tags.exists(tag, tag == "vip")',
        inside: { offset },
      });
    } else if (!overloads.has(name)) {
      report.add(path, `there is no function called "${name}"`, {
        hint: didYouMean(name, functionNames),
        inside: { offset },
      });
    } else if (typeof segment === 'string' && context.segments?.has(segment) === false) {
      report.add(path, `there is no segment called "${segment}"`, {
        hint: didYouMean(segment, context.segments) ?? 'make the segment first',
        inside: { offset },
      });
    } else if (pattern === null) {
      report.add(path, 'the regular expression must be written out here: what comes from a record is data', {
        hint: 'such as matches("^Re:"), or use contains',
        inside: { offset },
      });
    } else if (pattern !== undefined) {
      const problem = patternProblem(pattern);
      if (problem !== undefined)
        report.add(path, `this is no regular expression (RE2): ${problem}`, {
          hint: 'contains, startsWith and endsWith need none',
          inside: { offset },
        });
    }
  }
}

/** Reports what is wrong with a Liquid text. */
export function checkTextAt(report: Adding, path: Path, source: string, context: NameContext): void {
  const checked = checkText(source);
  if ('problem' in checked) {
    const { problem, line, column } = checked;
    const filter = /^there is no filter called (\w+)$/.exec(problem)?.[1];
    const hint = filter === undefined ? undefined : didYouMean(filter, [...keptFilters, 'money']);
    report.add(
      path,
      problem,
      line === undefined ? { hint } : { hint, inside: { line, ...(column === undefined ? {} : { column }) } },
    );
    return;
  }
  for (const name of checked.text.names) {
    const [, field] = name;
    const problem = field !== undefined && LIQUID_FIELDS.has(field) ? undefined : nameProblem(name, context);
    if (problem !== undefined) report.add(path, problem.message, { hint: problem.hint });
  }
}
