/** Reads what comes before the steps: capabilities, inputs, triggers, entry and exits. */
import type { z } from 'zod';
import { eventTypes } from '../../shared/model/event.ts';
import { didYouMean } from './closest.ts';
import { parseDuration } from './durations.ts';
import { checkCondition, checkExpression } from './names.ts';
import { asList, isMapping, namesBeforeRun, namesInRun, type ParseContext } from './parse-context.ts';
import { checkInput } from './parse-inputs.ts';
import { jsonMapSchema } from './parse-params.ts';
import type { Capability, Entry, Exit, Goal, TriggerUse } from './recipe.ts';
import { entrySchema, exitSchema, goalSchema, inputNameSchema, inputSchema, limitsSchema } from './schema.ts';
import { describe } from './shape-problems.ts';
import type { Path } from './yaml-source.ts';

const CONTACT_KEY = 'contact.id';

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
      if (limits?.hosts !== undefined && blocks.actions.get(action)?.writes.includes('webhook') !== true)
        report.add([...path, action, 'hosts'], `"${action}" calls no host`, { hint: 'leave "hosts" out' });
      if (limits?.only !== undefined && blocks.actions.get(action)?.listed === undefined)
        report.add([...path, action, 'only'], `"only" means nothing for ${action}`, { atKey: true, hint: 'remove it' });
      capabilities.set(action, { capability: capabilityOf(action, limits ?? {}), path });
    }
  }
  return capabilities;
}

const capabilityOf = (
  action: string,
  { perDay, perContact, hosts, only }: z.infer<typeof limitsSchema>,
): Capability => ({
  action,
  ...(perDay === undefined ? {} : { perDay }),
  ...(perContact === undefined ? {} : { perContact }),
  ...(hosts === undefined ? {} : { hosts }),
  ...(only === undefined ? {} : { only }),
});

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
    checkInput(context, input, path);
    context.inputs.set(name, input);
  }
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
    if (typeof condition === 'string') checkCondition(report, [...path, 'if'], condition, namesBeforeRun(context));
    const checked = report.check(trigger.params, rest, path);
    const params = jsonMapSchema.safeParse(checked).data;
    return params === undefined
      ? []
      : [{ trigger: id, params, ...(typeof condition === 'string' ? { if: condition } : {}) }];
  });
}

/** Without a key of its own, a recipe takes its triggers' own: contacts for most, each time for one that the clock starts. */
export function readEntry(context: ParseContext, value: unknown, triggers: readonly TriggerUse[]): Entry {
  const { report, blocks } = context;
  const entry = report.check(entrySchema, value ?? {}, ['entry']);
  const [key = CONTACT_KEY, ...others] = new Set(
    triggers.map(({ trigger }) => blocks.triggers.get(trigger)?.entryKey ?? CONTACT_KEY),
  );
  if (entry?.key !== undefined) checkExpression(report, ['entry', 'key'], entry.key, namesBeforeRun(context));
  else if (others.length > 0) {
    report.add(
      ['entry'],
      '"key" is missing: triggers of different kinds start this recipe, so it must say what tells its runs apart',
      {
        atKey: true,
        hint: `such as "entry: { key: event.at }"; its triggers by themselves: ${[key, ...others].join(', ')}`,
      },
    );
  }
  const { again, maxRunning } = entry ?? {};
  const max = again?.max === undefined ? {} : { max: again.max };
  return {
    key: entry?.key ?? key,
    mode: entry?.mode ?? 'single',
    ...(again === undefined ? {} : { again: { afterMs: parseDuration(again.after) ?? 0, ...max } }),
    ...(maxRunning === undefined ? {} : { maxRunning }),
  };
}

export const readExits = (context: ParseContext, value: unknown): Exit[] =>
  asList(value, ['exit']).flatMap(({ value: item, path }) => {
    const exit = context.report.check(exitSchema, item, path);
    return exit === undefined ? [] : [checkedEvent(context, exit, path)];
  });

export const readGoals = (context: ParseContext, value: unknown): Goal[] =>
  asList(value, ['goal']).flatMap(({ value: item, path }) => {
    const goal = context.report.check(goalSchema, item, path);
    return goal === undefined ? [] : [{ ...checkedEvent(context, goal, path), name: goal.name ?? goal.event }];
  });

/** An event that a run may meet, with its condition. */
export function checkedEvent(
  context: ParseContext,
  exit: { event: string; if?: string | undefined },
  path: Path,
): Exit {
  checkEventType(context, exit.event, [...path, 'event']);
  if (exit.if !== undefined) checkCondition(context.report, [...path, 'if'], exit.if, namesInRun(context));
  return { event: exit.event, ...(exit.if === undefined ? {} : { if: exit.if }) };
}

export function checkEventType({ report }: ParseContext, type: string, path: Path): void {
  const known: readonly string[] = eventTypes;
  if (!known.includes(type)) report.add(path, `there is no event called "${type}"`, { hint: didYouMean(type, known) });
}
