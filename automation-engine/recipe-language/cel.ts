/**
 * CEL as recipes have it: the standard library, the strings extension and a few words of the CRM's own. CEL has no budget of its own, so
 * each call is charged by the size of what it reads and makes; an evaluation that costs too much ends as an error, however it is nested.
 */
import {
  CelScalar,
  celEnv,
  celFunc,
  celMethod,
  isCelError,
  isCelList,
  isCelMap,
  listType,
  mapType,
  objectType,
  parse,
  plan,
} from '@bufbuild/cel';
import type { CelEnv, CelInput, CelResult, CelValue } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { PATTERN_SIZE_MAX, patternSize } from './pattern-size.ts';
import type { Scope, ScopeValue } from './scope.ts';

/** What one evaluation may cost: about a character looked at for each unit, well under a tenth of a second for all. */
const BUDGET = 5_000_000;
/** Lists longer than this are not looked at: macros go through them. */
export const LIST_MAX = 1_000;
const FORMAT_DIGITS_MAX = 20;

const TIMESTAMP = objectType('google.protobuf.Timestamp');
const { BOOL, DYN, INT, STRING } = CelScalar;

/** What the evaluation under way has spent, and its time. Evaluations are synchronous, so there is one at most. */
const meter = { left: 0, now: 0 };

function charge(cost: number): void {
  meter.left -= cost;
  if (meter.left < 0) throw new Error('this takes too much work: shorten the lists or texts it goes through');
}

const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return value.length;
  return isCelList(value) || isCelMap(value) ? value.size : 1;
};

/** What may not be built is too expensive for any text. */
function sizeOfPattern(pattern: unknown): number {
  const size = typeof pattern === 'string' ? patternSize(pattern) : 0;
  return size > PATTERN_SIZE_MAX ? Infinity : size;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

function wholeSince(text: string, unit: number): bigint {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(text === '' ? 'the time is empty' : `"${text.slice(0, 40)}" is no time`);
  return BigInt(Math.floor((meter.now - at) / unit));
}
const millisOf = (stamp: unknown): number => {
  if (typeof stamp !== 'object' || stamp === null || !('message' in stamp)) return Number.NaN;
  const { message } = stamp;
  if (typeof message !== 'object' || message === null || !('seconds' in message) || !('nanos' in message))
    return Number.NaN;
  return Number(message.seconds) * 1_000 + Math.floor(Number(message.nanos) / 1_000_000);
};
const since = (name: string, unit: number) => [
  celFunc(name, [STRING], INT, (text) => wholeSince(text, unit)),
  celFunc(name, [TIMESTAMP], INT, (stamp) => BigInt(Math.floor((meter.now - millisOf(stamp)) / unit))),
];

const LIST = listType(DYN);
const own = [
  celFunc('hasTag', [mapType(STRING, DYN), STRING], BOOL, (record, tag) => {
    const tags = record.get('tags');
    if (!isCelList(tags)) throw new Error('hasTag() asks for something that has tags, such as contact');
    return [...tags].includes(tag);
  }),
  ...since('daysSince', DAY_MS),
  ...since('hoursSince', HOUR_MS),
  celMethod('lower', STRING, [], STRING, function () {
    return this.toLowerCase();
  }),
  celMethod('upper', STRING, [], STRING, function () {
    return this.toUpperCase();
  }),
  // The extension's own builds what it makes before anyone can say that it is too much.
  celMethod('replace', STRING, [STRING, STRING], STRING, function (what, by) {
    charge((this.length / Math.max(1, what.length) + 1) * (by.length + 1));
    return this.replaceAll(what, () => by);
  }),
  celMethod('replace', STRING, [STRING, STRING, INT], STRING, function (what, by, times) {
    charge((this.length / Math.max(1, what.length) + 1) * (by.length + 1));
    let left = times < 0n ? Infinity : Number(times);
    return this.replaceAll(what, (found) => (left-- > 0 ? by : found));
  }),
  celMethod('join', LIST, [STRING], STRING, function (between) {
    const parts = [...this].map((part) => (typeof part === 'string' ? part : fail('join() takes a list of texts')));
    charge(parts.reduce((sum, part) => sum + part.length + between.length, 0));
    return parts.join(between);
  }),
  celMethod('format', STRING, [LIST], STRING, function (values) {
    for (const [, digits] of this.matchAll(/%\.(\d+)/g)) {
      if (Number(digits) > FORMAT_DIGITS_MAX) throw new Error(`format() writes at most ${FORMAT_DIGITS_MAX} digits`);
    }
    const text = formatPlain({ text: this, values: [...values] });
    return typeof text === 'string' ? text : fail(isCelError(text) ? text.message : 'format() made no text');
  }),
];

function fail(message: string): never {
  throw new Error(message);
}

/** Metering goes around the whole function table: an own function cannot be forgotten. */
function metered(base: CelEnv): CelEnv {
  const funcs: CelEnv['funcs'] = Object.create(base.funcs, {
    find: {
      value(name: string) {
        const group = base.funcs.find(name);
        if (group === undefined) return undefined;
        const call: typeof group.call = (id, target, args) => {
          charge(1 + sizeOf(target) + args.reduce((sum: number, arg) => sum + sizeOf(arg), 0));
          if (name === 'matches') charge(Math.max(1, sizeOf(target)) * sizeOfPattern(args[0]));
          const result = group.call(id, target, args);
          charge(sizeOf(result));
          return result;
        };
        return Object.create(group, { call: { value: call } });
      },
    },
  });
  return Object.create(base, { funcs: { value: funcs } });
}

const plainEnv = celEnv({ funcs: strings });
const formatPlain = plan(plainEnv, parse('text.format(values)'));
const matchesPattern = plan(plainEnv, parse('"".matches(pattern)'));
const toTimestamp = plan(plainEnv, parse('timestamp(text)'));
const env = metered(celEnv({ funcs: [...strings, ...own] }));

/** Whether there is a function or method of this name. */
export const hasFunction = (name: string): boolean => env.funcs.find(name) !== undefined;
/** Every function that a person could mean, for hints. */
export const functionNames: readonly string[] = [...new Set([...env.funcs].map((func) => func.name))].filter((name) =>
  /^[a-z]\w*$/i.test(name),
);

/** What is wrong with a regular expression (RE2), if anything is. */
export function patternProblem(pattern: string): string | undefined {
  if (patternSize(pattern) > PATTERN_SIZE_MAX) return 'it is too large: repeat less, or less of it';
  const result = matchesPattern({ pattern });
  return isCelError(result) ? result.message.replace(/^error parsing regexp: /, '') : undefined;
}

/** What is looked at: the fields of each root, or all of it. A field that nobody asks for must not stand in the way. */
export type Needs = ReadonlyMap<string, ReadonlySet<string> | 'all'>;

export type Evaluate = (scope: Scope) => CelResult;

/** @throws Error when the expression is no CEL */
export function planExpression(parsed: ReturnType<typeof parse>, needs: Needs): Evaluate {
  const run = plan(env, parsed);
  return (scope) => {
    // Without a prototype: `constructor` is a name like any other.
    const bindings: Record<string, CelInput> = Object.create(null);
    const now = typeof scope['now'] === 'string' ? Date.parse(scope['now']) : Number.NaN;
    for (const [root, fields] of needs) {
      const value = Object.hasOwn(scope, root) ? scope[root] : undefined;
      if (value !== undefined)
        bindings[root] = root === 'now' ? timeValue(value) : toCel(onlyFields(value, fields), root);
    }
    meter.left = BUDGET;
    meter.now = now;
    const result = run(bindings);
    // A macro swallows errors of single items: what ran out of budget stays without an answer all the same.
    charge(0);
    return result;
  };
}

const timeValue = (value: ScopeValue): CelInput => {
  const stamp: CelResult = toTimestamp({ text: typeof value === 'string' ? value : '' });
  return isCelError(stamp) ? null : stamp;
};

const onlyFields = (value: ScopeValue, fields: ReadonlySet<string> | 'all'): ScopeValue => {
  if (fields === 'all' || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => fields.has(name)));
};

/** Whole numbers become CEL integers; maps have no prototype that a condition could reach. */
function toCel(value: ScopeValue, path: string): CelInput {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) {
    if (value.length > LIST_MAX)
      throw new Error(`${path} has ${value.length} entries; a condition looks at ${LIST_MAX} at most`);
    return value.map((item) => toCel(item, path));
  }
  if (typeof value === 'object' && value !== null) {
    return new Map(Object.entries(value).map(([key, item]) => [key, toCel(item, `${path}.${key}`)]));
  }
  return value;
}

/** The value as text, for telling runs apart; nothing for lists and maps. */
export function textOf(value: CelValue): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}
