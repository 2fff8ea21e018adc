/** Reads the steps of a recipe: actions, waits, branches and stops. */
import type { Step } from './recipe.ts';
import { didYouMean } from './closest.ts';
import { parseDuration } from './durations.ts';
import { checkCondition } from './names.ts';
import { isMapping, type ParseContext } from './parse-context.ts';
import { readParams } from './parse-params.ts';
import { ifSchema, stopSchema, waitSchema } from './schema.ts';
import { describe } from './shape-problems.ts';
import { inputNamed } from './texts.ts';
import type { Path } from './yaml-source.ts';

const NESTED_MAX = 8;
const DURATION_HINT = 'such as 90m, 2h, 3d or 1d 12h';
const OTHER_STEPS = ['wait', 'if', 'stop'];

export function readSteps(context: ParseContext, list: readonly unknown[], path: Path): Step[] {
  return list.flatMap((value, at) => {
    const step = readStep(context, value, [...path, at]);
    return step === undefined ? [] : [step];
  });
}

function readStep(context: ParseContext, value: unknown, path: Path): Step | undefined {
  const { report, blocks } = context;
  if (!isMapping(value)) {
    report.add(path, `expected a step, found ${describe(value)}`, {
      hint: 'a step is a mapping such as { add-tag: { tag: vip } } or { wait: 3d }',
    });
    return undefined;
  }
  if (path.length > NESTED_MAX * 2) {
    report.add(path, `branches are nested more than ${NESTED_MAX} deep`, { hint: 'make two recipes of it' });
    return undefined;
  }
  if (Object.hasOwn(value, 'if')) return readIf(context, value, path);
  if (Object.hasOwn(value, 'stop')) {
    const step = report.check(stopSchema, value, path);
    return step && { type: 'stop', reason: step.stop === true ? 'the recipe stops here' : step.stop };
  }
  const [name, ...others] = Object.keys(value);
  if (name === undefined) {
    report.add(path, 'the step is empty', { hint: `a step is an action, or one of ${OTHER_STEPS.join(', ')}` });
    return undefined;
  }
  for (const other of others) {
    report.add([...path, other], `a step is one thing; "${name}" is there already`, {
      atKey: true,
      hint: `start a new step: "- ${other}: …"`,
    });
  }
  if (name === 'wait') return readWait(context, value['wait'], [...path, 'wait']);
  const action = blocks.actions.get(name);
  if (action === undefined) {
    report.add([...path, name], `there is no action called "${name}"`, {
      atKey: true,
      hint: didYouMean(name, [...blocks.actions.keys(), ...OTHER_STEPS]),
    });
    return undefined;
  }
  if (!context.usedActions.has(name)) context.usedActions.set(name, [...path, name]);
  const params = readParams(context, action, value[name], [...path, name]);
  return params && { type: 'action', action: name, params };
}

function readIf(context: ParseContext, value: Record<string, unknown>, path: Path): Step | undefined {
  const { report } = context;
  const step = report.check(ifSchema, value, path);
  const condition = value['if'];
  if (typeof condition === 'string')
    checkCondition(report, [...path, 'if'], condition, {
      inputs: context.inputNames,
      inputTypes: context.inputs,
      inRun: true,
    });
  const branch = (name: 'then' | 'else') =>
    readSteps(context, Array.isArray(value[name]) ? value[name] : [], [...path, name]);
  const branches = { then: branch('then'), else: branch('else') };
  return step && { type: 'if', condition: step.if, ...branches };
}

function readWait(context: ParseContext, value: unknown, path: Path): Step | undefined {
  const { report } = context;
  const long = isMapping(value);
  if (!long && typeof value !== 'string') {
    report.add(path, `expected a duration or inputs.NAME, found ${describe(value)}`, { hint: DURATION_HINT });
    return undefined;
  }
  const wait = report.check(waitSchema, long ? value : { for: value }, path);
  if (wait === undefined) return undefined;
  const at = long ? [...path, 'for'] : path;
  const name = inputNamed(wait.for);
  if (name === undefined) {
    if (parseDuration(wait.for) === undefined) {
      report.add(at, `expected a duration or inputs.NAME, found ${describe(wait.for)}`, {
        hint: DURATION_HINT,
      });
    }
  } else if (!context.inputNames.has(name)) {
    report.add(at, `there is no input called "${name}"`, {
      hint: didYouMean(name, context.inputNames) ?? 'declare it under "inputs"',
    });
  } else {
    const input = context.inputs.get(name);
    if (input !== undefined && input.type !== 'duration')
      report.add(at, `the input "${name}" is a ${input.type}, not a duration`);
  }
  return { type: 'wait', for: wait.for, calendar: wait.calendar ?? 'all' };
}
