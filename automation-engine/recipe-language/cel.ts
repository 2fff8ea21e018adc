/**
 * CEL as recipes have it: the standard library, the strings extension and the CRM's own functions. CEL has no budget of its own, so each
 * call is charged by the size of what it reads and makes and each round of a loop by what it evaluates; an evaluation that costs too much
 * ends as an error, however it is nested.
 */
import {
  celEnv,
  isCelError,
  parse,
  plan,
  type CelEnv,
  type CelFunc,
  type CelInput,
  type CelResult,
  type CelValue,
} from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import type { Expr, Needs } from './expression-tree.ts';
import { charge, fullSizeOf, metered, sizeOf, type Moment } from './meter.ts';
import { payForRounds, roundFunction } from './metered-loops.ts';
import { ownFunctions } from './own-functions.ts';
import { PATTERN_SIZE_MAX, patternSize } from './pattern-size.ts';
import type { Scope, ScopeValue } from './scope.ts';
import { textFunctions } from './text-functions.ts';
import type { Answers, World } from './world.ts';

/** Lists longer than this are not looked at: macros go through them. */
export const LIST_MAX = 1_000;

/** What may not be built is too expensive for any text. */
function sizeOfPattern(pattern: unknown): number {
  const size = typeof pattern === 'string' ? patternSize(pattern) : 0;
  return size > PATTERN_SIZE_MAX ? Infinity : size;
}

/** Functions that go through everything inside what they are given. */
const COMPARING: ReadonlySet<string> = new Set(['_==_', '_!=_', '@in']);

/** Metering goes around the whole function table: an own function cannot be forgotten. */
function meteredEnv(base: CelEnv): CelEnv {
  const funcs: CelEnv['funcs'] = Object.create(base.funcs, {
    find: {
      value(name: string) {
        const group = base.funcs.find(name);
        if (group === undefined) return undefined;
        const size = COMPARING.has(name) ? fullSizeOf : sizeOf;
        const call: typeof group.call = (id, target, args) => {
          charge(1 + sizeOf(target) + args.reduce((sum: number, arg) => sum + size(arg), 0));
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

/** @param options for names and messages that recipes do not have: a namespace, a protobuf registry */
export const createEnv = (
  options: Pick<Parameters<typeof celEnv>[0] & object, 'namespace' | 'registry'> = {},
): CelEnv =>
  meteredEnv(
    celEnv({
      ...options,
      funcs: [...strings, ...textFunctions, ...ownFunctions.flatMap(({ funcs }) => funcs), roundFunction],
    }),
  );

const plainEnv = celEnv();
const matchesPattern = plan(plainEnv, parse('"".matches(pattern)'));
const toTimestamp = plan(plainEnv, parse('timestamp(text)'));
const env = createEnv();

/** Every overload of every function, operators included: `_==_`, `contains`. */
export const overloads: ReadonlyMap<string, readonly CelFunc[]> = Map.groupBy(env.funcs, ({ name }) => name);
/** Every function that a person could mean, for hints. */
export const functionNames: readonly string[] = [...overloads.keys()].filter((name) => /^[a-z]\w*$/i.test(name));

/** What is wrong with a regular expression (RE2), if anything is. */
export function patternProblem(pattern: string): string | undefined {
  if (patternSize(pattern) > PATTERN_SIZE_MAX) return 'it is too large: repeat less, or less of it';
  const result = matchesPattern({ pattern });
  return isCelError(result) ? result.message.replace(/^error parsing regexp: /, '') : undefined;
}

export type Evaluate = (scope: Scope, world: World, answers: Answers) => CelResult;
/** Over any values, by name. @throws Error when it costs too much */
export type Run = (bindings: Record<string, CelInput>, at?: Moment) => CelResult;

/** @throws Error when the expression is no CEL. Changes the tree. */
export function planExpression(tree: Expr, over: CelEnv = env): Run {
  payForRounds(tree);
  const evaluate = plan(over, tree);
  return (bindings, at) => metered(at, () => evaluate(bindings));
}

/** What is looked at is given as CEL has it: the fields in `needs` alone, so that one that nobody asks for cannot stand in the way. */
export function evaluateIn(run: Run, needs: Needs): Evaluate {
  return (scope, world, answers) => {
    // Without a prototype: `constructor` is a name like any other.
    const bindings: Record<string, CelInput> = Object.create(null);
    const now = typeof scope['now'] === 'string' ? Date.parse(scope['now']) : Number.NaN;
    for (const [root, fields] of needs) {
      const value = Object.hasOwn(scope, root) ? scope[root] : undefined;
      if (value !== undefined) bindings[root] = root === 'now' ? timeValue(value) : recordToCel(value, fields, root);
    }
    return run(bindings, { now, world, answers });
  };
}

const timeValue = (value: ScopeValue): CelInput => {
  const stamp: CelResult = toTimestamp({ text: typeof value === 'string' ? value : '' });
  return isCelError(stamp) ? null : stamp;
};

/** The record as CEL has it, with these fields alone. */
function recordToCel(value: ScopeValue, fields: ReadonlySet<string> | 'all', path: string): CelInput {
  if (fields === 'all' || typeof value !== 'object' || value === null || Array.isArray(value))
    return toCel(value, path);
  const record = new Map<string, CelInput>();
  for (const name of fields) {
    const item = Object.hasOwn(value, name) ? value[name] : undefined;
    if (item !== undefined) record.set(name, toCel(item, `${path}.${name}`));
  }
  return record;
}

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
