/** Reads waits: for a time, until a date, for an event, into a window, spread by chance. */
import { didYouMean } from './closest.ts';
import { parseDuration } from './durations.ts';
import { checkCondition, checkExpression } from './names.ts';
import { isMapping, namesInRun, stepResults, type ParseContext, type ReadList } from './parse-context.ts';
import { checkEventType } from './parse-head.ts';
import type { Step } from './recipe.ts';
import { eventWaitSchema, waitExtrasSchema, waitSchema } from './schema.ts';
import { describe } from './shape-problems.ts';
import { inputNamed } from './texts.ts';
import type { Path } from './yaml-source.ts';

const DURATION_HINT = 'such as 90m, 2h, 3d or 1d 12h';

export function readWait(
  context: ParseContext,
  { wait, ...extras }: Record<string, unknown>,
  path: Path,
  readList: ReadList,
): Step | undefined {
  const { report } = context;
  report.check(waitExtrasSchema, extras, path);
  const at = [...path, 'wait'];
  if (isMapping(wait) && Object.hasOwn(wait, 'for-event')) {
    const step = readEventWait(context, wait, at);
    // What came is known in its branches already.
    if (typeof extras['name'] === 'string') context.stepNames.set(extras['name'], stepResults['wait-for-event']);
    const branches = (name: 'then' | 'else') => readList(context, extras[name], [...path, name]);
    return step && { ...step, then: branches('then'), else: branches('else') };
  }
  for (const branch of ['then', 'else']) {
    if (Object.hasOwn(extras, branch))
      report.add([...path, branch], `only a wait for an event has "${branch}"`, {
        atKey: true,
        hint: 'wait: { for-event: TYPE, timeout: 5d }',
      });
  }
  return readTimeWait(context, wait, at);
}

function readTimeWait(context: ParseContext, value: unknown, path: Path): Step | undefined {
  const { report } = context;
  const long = isMapping(value);
  if (!long && typeof value !== 'string') {
    report.add(path, `expected a duration or inputs.NAME, found ${describe(value)}`, { hint: DURATION_HINT });
    return undefined;
  }
  const wait = report.check(waitSchema, long ? value : { for: value }, path);
  if (wait === undefined) return undefined;
  const { for: duration, until, offset, spread, window, calendar = 'all' } = wait;
  if (duration === undefined && until === undefined && spread === undefined && window === undefined)
    report.add(path, 'the wait says not for what', { hint: '"for", "until", "for-event", "spread" or "window"' });
  if (duration !== undefined && until !== undefined)
    report.add([...path, 'until'], '"for" and "until" cannot stand together', {
      atKey: true,
      hint: 'make two waits of it',
    });
  if (offset !== undefined && until === undefined)
    report.add([...path, 'offset'], '"offset" belongs to "until"', {
      atKey: true,
      hint: 'such as { until: deal.expectedCloseOn, offset: -3d }',
    });
  if (duration !== undefined) checkDuration(context, duration, long ? [...path, 'for'] : path);
  if (spread !== undefined) checkDuration(context, spread, [...path, 'spread']);
  if (until !== undefined) checkExpression(report, [...path, 'until'], until, namesInRun(context), 'time');
  return {
    type: 'wait',
    ...(duration === undefined ? {} : { for: duration }),
    ...(until === undefined ? {} : { until }),
    ...(offset === undefined ? {} : { offset }),
    calendar,
    ...(spread === undefined ? {} : { spread }),
    ...(window === undefined ? {} : { window: windowOf(window) }),
  };
}

/** Without the keys that nobody gave. */
const windowOf = ({ days, ...rest }: NonNullable<ReturnType<typeof waitSchema.parse>['window']>) => ({
  ...rest,
  ...(days === undefined ? {} : { days }),
});

function readEventWait(
  context: ParseContext,
  value: Record<string, unknown>,
  path: Path,
): Omit<Extract<Step, { type: 'wait-for-event' }>, 'then' | 'else'> | undefined {
  const { report } = context;
  const wait = report.check(eventWaitSchema, value, path);
  if (wait === undefined) return undefined;
  const { 'for-event': event, if: condition, timeout } = wait;
  checkEventType(context, event, [...path, 'for-event']);
  if (condition !== undefined) checkCondition(report, [...path, 'if'], condition, namesInRun(context));
  checkDuration(context, timeout, [...path, 'timeout']);
  return { type: 'wait-for-event', event, ...(condition === undefined ? {} : { if: condition }), timeout };
}

function checkDuration({ report, inputs, inputNames }: ParseContext, text: string, at: Path): void {
  const name = inputNamed(text);
  if (name === undefined) {
    if (parseDuration(text) !== undefined) return;
    report.add(at, `expected a duration or inputs.NAME, found ${describe(text)}`, { hint: DURATION_HINT });
  } else if (!inputNames.has(name)) {
    report.add(at, `there is no input called "${name}"`, {
      hint: didYouMean(name, inputNames) ?? 'declare it under "inputs"',
    });
  } else {
    const input = inputs.get(name);
    if (input !== undefined && input.type !== 'duration')
      report.add(at, `the input "${name}" is a ${input.type}, not a duration`);
  }
}
