/** Reads the examples that a recipe carries, in their compact form. */
import { eventData, eventTypes, type EventType } from '../../shared/model/event.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import { inputMisfit } from './check-inputs.ts';
import { closest, didYouMean } from './closest.ts';
import { parseDuration } from './durations.ts';
import { isMapping, type ParseContext } from './parse-context.ts';
import { jsonMapSchema } from './parse-params.ts';
import type { Example } from './recipe.ts';
import { exampleSchema, exampleTimeSchema } from './schema.ts';
import { scopeFields, scopeKinds, type ScopeKind } from './scope.ts';
import { describe } from './shape-problems.ts';
import type { Path } from './yaml-source.ts';

const isKind = (name: string): name is ScopeKind => scopeKinds.some((kind) => kind === name);
const isEventType = (name: string): name is EventType => eventTypes.some((type) => type === name);

export function readExamples(context: ParseContext, list: readonly unknown[], path: Path): Example[] {
  return list.flatMap((value, at) => {
    const example = readExample(context, value, [...path, at]);
    return example === undefined ? [] : [example];
  });
}

function readExample(context: ParseContext, value: unknown, path: Path): Example | undefined {
  const { report } = context;
  const example = report.check(exampleSchema, value, path);
  const parts = isMapping(value) ? value : {};
  const records = readGiven(context, parts['given'], [...path, 'given']);
  const inputs = jsonMapSchema.safeParse(parts['inputs'] ?? {}).data ?? {};
  for (const [name, given] of Object.entries(inputs)) {
    const input = context.inputs.get(name);
    const misfit = input === undefined ? undefined : inputMisfit(input, given);
    if (misfit !== undefined) report.add([...path, 'inputs', name], misfit.message, { hint: misfit.hint });
    if (context.inputNames.has(name)) continue;
    report.add([...path, 'inputs', name], `there is no input called "${name}"`, {
      atKey: true,
      hint: didYouMean(name, context.inputNames),
    });
  }
  const events = listOf(parts['events']).flatMap(
    (event, at) => readEvent(context, event, [...path, 'events', at]) ?? [],
  );
  const expect = listOf(parts['expect']).flatMap(
    (wanted, at) => readExpected(context, wanted, [...path, 'expect', at]) ?? [],
  );
  return (
    example && {
      title: example.title,
      given: records,
      inputs,
      events,
      advanceMs: parseDuration(example.advance ?? '0s') ?? 0,
      expect,
    }
  );
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function readGiven({ report }: ParseContext, value: unknown, path: Path): Record<string, FieldValue> {
  if (!isMapping(value)) return {};
  for (const [kind, record] of Object.entries(value)) {
    const at = [...path, kind];
    if (!isKind(kind)) {
      report.add(at, `there is no record called "${kind}"`, { atKey: true, hint: didYouMean(kind, scopeKinds) });
    } else if (!isMapping(record)) report.add(at, `expected the fields of the ${kind}, found ${describe(record)}`);
    else checkFields(report, record, at, kind, scopeFields(kind));
  }
  return jsonMapSchema.safeParse(value).data ?? {};
}

function checkFields(
  report: ParseContext['report'],
  record: Record<string, unknown>,
  path: Path,
  what: string,
  known: readonly string[],
): void {
  for (const name of Object.keys(record)) {
    if (known.includes(name)) continue;
    const near = closest(name, known);
    const hint = near === undefined ? `there is ${known.join(', ')}` : `did you mean "${near}"?`;
    report.add([...path, name], `${what} has no field "${name}"`, { atKey: true, hint });
  }
}

/** `{ at: TIME, interaction.logged: { channel: email } }`: the fields are those of the record that the event is about. */
function readEvent({ report }: ParseContext, value: unknown, path: Path): Example['events'][number] | undefined {
  if (!isMapping(value)) {
    report.add(path, `expected an event, found ${describe(value)}`, {
      hint: '{ at: "2026-03-06T10:00:00Z", contact.created: { name: Dana } }',
    });
    return undefined;
  }
  const at = value['at'];
  if (at === undefined)
    report.add(path, '"at" is missing: the time of the event', { hint: 'such as "2026-03-06T10:00:00Z"' });
  else if (!exampleTimeSchema.safeParse(at).success) {
    report.add([...path, 'at'], `expected a time in UTC, found ${describe(at)}`, {
      hint: 'such as "2026-03-06T10:00:00Z"',
    });
  }
  const [type, ...others] = Object.keys(value).filter((key) => key !== 'at');
  for (const other of others)
    report.add([...path, other], `an event has one type; "${type}" is there already`, { atKey: true });
  if (type === undefined) {
    report.add(path, 'the type of the event is missing', { hint: `such as "contact.created: { name: Dana }"` });
    return undefined;
  }
  if (!isEventType(type)) {
    report.add([...path, type], `there is no event called "${type}"`, {
      atKey: true,
      hint: didYouMean(type, eventTypes),
    });
    return undefined;
  }
  const data = value[type] ?? {};
  if (!isMapping(data)) {
    report.add([...path, type], `expected a mapping, found ${describe(data)}`);
    return undefined;
  }
  checkFields(report, data, [...path, type], type, fieldsOf(type));
  const json = jsonMapSchema.safeParse(data).data;
  return typeof at === 'string' && json !== undefined ? { at, type, data: json } : undefined;
}

/** What an example may say about an event: its own fields, those of its record, and those of a mail. */
function fieldsOf(type: EventType): string[] {
  const [noun = ''] = type.split('.');
  const own = Object.keys(eventData[type].shape).filter((name) => !isKind(name) && name !== 'mail');
  const mail = noun === 'mail' ? ['recipient', 'subject', 'reason', 'messageId', 'ledgerId'] : [];
  return [...own, ...mail, ...(isKind(noun) ? scopeFields(noun) : [])];
}

function readExpected(
  { report, blocks, usedActions }: ParseContext,
  value: unknown,
  path: Path,
): Example['expect'][number] | undefined {
  const [action, ...others] = isMapping(value) ? Object.keys(value) : [];
  if (!isMapping(value) || action === undefined || others.length > 0) {
    report.add(path, `expected one action, found ${describe(value)}`, {
      hint: 'such as { add-tag: { tag: vip } }, or { send-mail: {} } for any mail',
    });
    return undefined;
  }
  if (!blocks.actions.has(action)) {
    report.add([...path, action], `there is no action called "${action}"`, {
      atKey: true,
      hint: didYouMean(action, blocks.actions.keys()),
    });
  } else if (!usedActions.has(action)) {
    report.add([...path, action], `no step of this recipe does "${action}"`, {
      atKey: true,
      hint: didYouMean(action, usedActions.keys()),
    });
  }
  const params = jsonMapSchema.safeParse(value[action] ?? {});
  if (!params.success)
    report.add([...path, action], `expected the parameters as a mapping, found ${describe(value[action])}`);
  return params.success ? { action, params: params.data } : undefined;
}
