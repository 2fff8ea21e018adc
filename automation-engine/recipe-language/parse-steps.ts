/** Reads the steps of a recipe: actions here, waits and branches in their own files. */
import type { ActionStep, ErrorPolicy, Step } from './recipe.ts';
import { didYouMean } from './closest.ts';
import { parseDuration } from './durations.ts';
import { readChoose, readIf, readRepeat, readSplit } from './parse-branches.ts';
import { isMapping, stepResults, type ParseContext, type ReadList } from './parse-context.ts';
import { readParams } from './parse-params.ts';
import { readWait } from './parse-waits.ts';
import { actionExtrasSchema, stopSchema } from './schema.ts';
import { describe } from './shape-problems.ts';
import type { Path } from './yaml-source.ts';

const NESTED_MAX = 8;
const OTHER_STEPS = ['wait', 'if', 'choose', 'split', 'repeat', 'stop'];
const LISTS = new Set(['then', 'else', 'steps']);
/** What may stand beside a step's own key. */
const EXTRAS = ['name', 'onError'];

type ReadStep = (
  context: ParseContext,
  value: Record<string, unknown>,
  path: Path,
  readList: ReadList,
) => Step | undefined;

const READERS: ReadonlyMap<string, ReadStep> = new Map([
  ['if', readIf],
  ['choose', readChoose],
  ['split', readSplit],
  ['repeat', readRepeat],
  ['wait', readWait],
  ['stop', readStop],
]);

export const readSteps: ReadList = (context, list, path) =>
  (Array.isArray(list) ? list : []).flatMap((value: unknown, at) => readStep(context, value, [...path, at]) ?? []);

function readStep(context: ParseContext, value: unknown, path: Path): Step | undefined {
  const { report } = context;
  if (!isMapping(value)) {
    report.add(path, `expected a step, found ${describe(value)}`, {
      hint: 'a step is a mapping such as { add-tag: { tag: vip } } or { wait: 3d }',
    });
    return undefined;
  }
  if (path.filter((part) => LISTS.has(String(part))).length > NESTED_MAX) {
    report.add(path, `branches are nested more than ${NESTED_MAX} deep`, { hint: 'make two recipes of it' });
    return undefined;
  }
  const kind = [...READERS.keys()].find((key) => Object.hasOwn(value, key));
  const read = kind === undefined ? readAction : READERS.get(kind);
  const name = value['name'];
  const isTaken = typeof name === 'string' && context.stepNames.has(name);
  const step = read?.(context, value, path, readSteps);
  if (step === undefined || typeof name !== 'string' || step.type === 'stop') return step;
  if (isTaken) {
    report.add([...path, 'name'], `two steps are called "${name}"`, { hint: 'a name belongs to one step' });
  }
  context.stepNames.set(name, stepResults[step.type]);
  return { ...step, name };
}

function readStop({ report }: ParseContext, value: Record<string, unknown>, path: Path): Step | undefined {
  const step = report.check(stopSchema, value, path);
  return step && { type: 'stop', reason: step.stop === true ? 'the recipe stops here' : step.stop };
}

function readAction(context: ParseContext, value: Record<string, unknown>, path: Path): ActionStep | undefined {
  const { report, blocks } = context;
  const { name: _, onError, ...own } = value;
  const [action, ...others] = Object.keys(own);
  if (action === undefined) {
    report.add(path, 'the step is empty', { hint: `a step is an action, or one of ${OTHER_STEPS.join(', ')}` });
    return undefined;
  }
  for (const other of others) {
    const near = didYouMean(other, EXTRAS);
    report.add([...path, other], `a step is one thing; "${action}" is there already`, {
      atKey: true,
      hint: near?.startsWith('did you mean') ? near : `start a new step: "- ${other}: …"`,
    });
  }
  const block = blocks.actions.get(action);
  if (block === undefined) {
    report.add([...path, action], `there is no action called "${action}"`, {
      atKey: true,
      hint: didYouMean(action, [...blocks.actions.keys(), ...OTHER_STEPS]),
    });
    return undefined;
  }
  if (!context.usedActions.has(action)) context.usedActions.set(action, [...path, action]);
  const { name } = value;
  const extras = report.check(
    actionExtrasSchema,
    { ...(name === undefined ? {} : { name }), ...(onError === undefined ? {} : { onError }) },
    path,
  );
  const params = readParams(context, block, own[action], [...path, action]);
  const policy = extras?.onError;
  return params && { type: 'action', action, params, ...(policy === undefined ? {} : { onError: policyOf(policy) }) };
}

function policyOf({ retry, then }: NonNullable<Zod['onError']>): ErrorPolicy {
  if (retry === undefined) return { then };
  return { retry: { times: retry.times, backoffMs: parseDuration(retry.backoff) ?? 0 }, then };
}
type Zod = ReturnType<typeof actionExtrasSchema.parse>;
