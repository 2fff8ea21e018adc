/** Reads what comes before the steps: capabilities, inputs, triggers, entry and exits. */
import { eventTypes } from '../../shared/model/event.ts';
import { slugSchema } from '../../shared/model/record.ts';
import { didYouMean } from './closest.ts';
import { parseDuration } from './durations.ts';
import { checkCondition, checkExpression } from './names.ts';
import { asList, isMapping, type ParseContext } from './parse-context.ts';
import { checkTemplateName, jsonMapSchema } from './parse-params.ts';
import type { Capability, Entry, Exit, RecipeInput, TriggerUse } from './recipe.ts';
import { entrySchema, exitSchema, inputNameSchema, inputSchema, limitsSchema } from './schema.ts';
import { describe } from './shape-problems.ts';
import type { Path } from './yaml-source.ts';

/** `- create-task`, or `- send-mail: { perDay: 50 }`. */
export function readCapabilities(
  context: ParseContext,
  value: unknown,
): Map<string, { capability: Capability; path: Path }> {
  const { report, blocks } = context;
  const capabilities = new Map<string, { capability: Capability; path: Path }>();
  for (const { value: item, path } of asList(value, ['capabilities'])) {
    const [action, ...others] = isMapping(item) ? Object.keys(item) : typeof item === 'string' ? [item] : [];
    if (action === undefined || others.length > 0) {
      report.add(path, `expected the name of one action, found ${describe(item)}`, {
        hint: 'such as "- create-task" or "- send-mail: { perDay: 50 }"',
      });
    } else if (!blocks.actions.has(action)) {
      report.add(path, `there is no action called "${action}"`, { hint: didYouMean(action, blocks.actions.keys()) });
    } else if (capabilities.has(action))
      report.add(path, `"${action}" is named twice`, { hint: 'keep one of the two' });
    else {
      const given: unknown = isMapping(item) ? (item[action] ?? {}) : {};
      const limits = report.check(limitsSchema, given, [...path, action]);
      capabilities.set(action, {
        capability: { action, ...(limits?.perDay === undefined ? {} : { perDay: limits.perDay }) },
        path,
      });
    }
  }
  return capabilities;
}

/** Fills in the context's inputs. */
export function readInputs(context: ParseContext, value: unknown): void {
  const { report } = context;
  if (!isMapping(value)) return;
  for (const [name, given] of Object.entries(value)) {
    const path = ['inputs', name];
    context.inputNames.add(name);
    report.check(inputNameSchema, name, path);
    const input = report.check(inputSchema, given, path);
    if (input === undefined) continue;
    checkDefault(context, input, path);
    context.inputs.set(name, input);
  }
}

function checkDefault(context: ParseContext, input: RecipeInput, path: Path): void {
  const { report } = context;
  const at = [...path, 'default'];
  const { default: value, options, type } = input;
  if (options !== undefined && type !== 'choice')
    report.add([...path, 'options'], `only a choice has options; this is a ${type}`, { atKey: true });
  if (type === 'choice') {
    if (options === undefined) report.add(path, '"options" is missing: what there is to choose from', { atKey: true });
    else if (typeof value !== 'string' || !options.includes(value))
      report.add(at, `expected one of the options, found ${describe(value)}`, { hint: options.join(', ') });
  } else if (type === 'number') {
    if (typeof value !== 'number') report.add(at, `expected a number, found ${describe(value)}`);
  } else if (typeof value !== 'string')
    report.add(at, `expected a text, found ${describe(value)}`, { hint: 'put quotes around it' });
  else if (type === 'duration' && parseDuration(value) === undefined) {
    report.add(at, `expected a duration, found ${describe(value)}`, { hint: 'such as 90m, 2h, 3d or 1d 12h' });
  } else if (type === 'tag' && !slugSchema.safeParse(value).success) {
    report.add(at, `expected a tag, found ${describe(value)}`, {
      hint: 'lower-case letters and digits, joined by "-"',
    });
  } else if (type === 'mail-template') checkTemplateName(context, value, at);
}

/** One trigger or a list of them: a mapping whose first key is the trigger's id. */
export function readTriggers(context: ParseContext, value: unknown): TriggerUse[] {
  const { report, blocks } = context;
  const list = asList(value, ['trigger']);
  if (list.length === 0)
    report.add([], '"trigger" is missing: what starts a run', {
      hint: 'such as "trigger: { event: contact.created }"',
    });
  return list.flatMap(({ value: item, path }) => {
    const [id] = isMapping(item) ? Object.keys(item) : [];
    if (!isMapping(item) || id === undefined) {
      report.add(path, `expected a trigger, found ${describe(item)}`, { hint: 'such as { event: contact.created }' });
      return [];
    }
    const trigger = blocks.triggers.get(id);
    if (trigger === undefined) {
      const later = Object.keys(item).find((key) => blocks.triggers.has(key));
      const hint =
        later === undefined
          ? didYouMean(id, blocks.triggers.keys())
          : `put "${later}" first: the first key says which trigger it is`;
      report.add([...path, id], `there is no trigger called "${id}"`, { atKey: true, hint });
      return [];
    }
    const { if: condition, ...rest } = item;
    if (condition !== undefined && typeof condition !== 'string')
      report.add([...path, 'if'], `expected a condition as a text, found ${describe(condition)}`);
    if (typeof condition === 'string')
      checkCondition(report, [...path, 'if'], condition, {
        inputs: context.inputNames,
        inputTypes: context.inputs,
        inRun: false,
      });
    const checked = report.check(trigger.params, rest, path);
    const params = jsonMapSchema.safeParse(checked).data;
    return params === undefined
      ? []
      : [{ trigger: id, params, ...(typeof condition === 'string' ? { if: condition } : {}) }];
  });
}

/** Without a key of its own, a recipe follows contacts; one that only the clock starts has one run for each time. */
export function readEntry(context: ParseContext, value: unknown, triggers: readonly TriggerUse[]): Entry {
  const { report, blocks } = context;
  const entry = report.check(entrySchema, value ?? {}, ['entry']);
  const timed = triggers.filter(({ trigger }) => blocks.triggers.get(trigger)?.timetable !== undefined);
  if (entry?.key !== undefined)
    checkExpression(report, ['entry', 'key'], entry.key, {
      inputs: context.inputNames,
      inputTypes: context.inputs,
      inRun: false,
    });
  else if (timed.length > 0 && timed.length < triggers.length) {
    report.add(
      ['entry'],
      '"key" is missing: events and times start this recipe, so it must say what tells its runs apart',
      {
        atKey: true,
        hint: 'such as "entry: { key: event.at }"',
      },
    );
  }
  const afterMs = entry?.again === undefined ? undefined : parseDuration(entry.again.after);
  return {
    key: entry?.key ?? (timed.length > 0 ? 'event.dueAt' : 'contact.id'),
    mode: entry?.mode ?? 'single',
    ...(afterMs === undefined ? {} : { again: { afterMs } }),
  };
}

export function readExits(context: ParseContext, value: unknown): Exit[] {
  const { report } = context;
  const known: readonly string[] = eventTypes;
  return asList(value, ['exit']).flatMap(({ value: item, path }) => {
    const exit = report.check(exitSchema, item, path);
    if (exit === undefined) return [];
    if (!known.includes(exit.event)) {
      report.add([...path, 'event'], `there is no event called "${exit.event}"`, {
        hint: didYouMean(exit.event, known),
      });
    }
    if (exit.if !== undefined)
      checkCondition(report, [...path, 'if'], exit.if, {
        inputs: context.inputNames,
        inputTypes: context.inputs,
        inRun: true,
      });
    return [{ event: exit.event, ...(exit.if === undefined ? {} : { if: exit.if }) }];
  });
}
