/**
 * The public conformance suite of CEL (as @bufbuild/cel-spec packs it) through our own front, against the bare library: within the bounds
 * that recipes have, what the library answers we must answer as well, right or wrong. No case is left out for its length, depth or nesting.
 */
import {
  celEnv,
  celUint,
  isCelError,
  isCelList,
  isCelMap,
  isCelType,
  isCelUint,
  parse,
  plan,
  type CelInput,
  type CelResult,
} from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import type { Value } from '@bufbuild/cel-spec/cel/expr/value_pb.js';
import { getTestRegistry } from '@bufbuild/cel-spec/testdata/registry.js';
import {
  getConformanceSuite,
  type IncrementalTest,
  type IncrementalTestSuite,
} from '@bufbuild/cel-spec/testdata/tests.js';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../automation-engine/recipe-language/cel.ts';
import { checkTypes } from '../../../automation-engine/recipe-language/check-types.ts';
import { compileValue, readExpression } from '../../../automation-engine/recipe-language/conditions.ts';

const registry = getTestRegistry();

interface Case {
  name: string;
  test: IncrementalTest;
}

function casesOf(suite: IncrementalTestSuite, path: readonly string[] = []): Case[] {
  return [
    ...suite.tests.map((test) => ({ name: [...path, test.name].join('/'), test })),
    ...suite.suites.flatMap((inner) => casesOf(inner, [...path, inner.name])),
  ];
}

/** A value of the suite as CEL takes it; an Error for what is a protobuf message. */
function inputOf({ kind }: Value): CelInput {
  switch (kind.case) {
    case 'nullValue':
      return null;
    case 'uint64Value':
      return celUint(kind.value);
    case 'listValue':
      return kind.value.values.map(inputOf);
    case 'mapValue':
      return new Map(
        kind.value.entries.map(({ key, value }) => [keyOf(key), value === undefined ? null : inputOf(value)]),
      );
    case 'boolValue':
    case 'int64Value':
    case 'doubleValue':
    case 'stringValue':
    case 'bytesValue':
      return kind.value;
    default:
      throw new Error(`a ${kind.case}`);
  }
}
function keyOf(value: Value | undefined): string | bigint | boolean {
  const key = value === undefined ? null : inputOf(value);
  if (typeof key === 'string' || typeof key === 'bigint' || typeof key === 'boolean') return key;
  throw new Error('a key that is a message or an unsigned number');
}

/** A result as a text that tells types apart; all errors are alike, as the suite has it. */
function written(value: CelResult | CelInput): string {
  if (isCelError(value)) return 'error';
  if (value === null) return 'null';
  if (typeof value === 'bigint') return `int ${value}`;
  if (typeof value === 'number') return `double ${Object.is(value, -0) ? '-0' : value}`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Uint8Array) return `bytes ${[...value].join(' ')}`;
  if (isCelUint(value)) return `uint ${value.value}`;
  if (isCelType(value)) return `type ${value.name}`;
  if (Array.isArray(value) || isCelList(value)) return `[${Array.from(value, written).join(', ')}]`;
  if (value instanceof Map || isCelMap(value)) {
    return `{${Array.from(value, ([key, item]) => `${written(key)}: ${written(item)}`)
      .sort()
      .join(', ')}}`;
  }
  if ('message' in value && typeof value.message === 'object')
    return `message ${JSON.stringify(value.message, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part))}`;
  return 'something else';
}

/** What the suite expects, as `written` writes it; undefined where it expects a message, which only the library can compare. */
function expected({ original: { resultMatcher } }: IncrementalTest): string | undefined {
  const { case: kind, value } = resultMatcher;
  if (kind === 'evalError' || kind === 'anyEvalErrors') return 'error';
  const result = kind === 'typedResult' ? value.result : kind === 'value' ? value : undefined;
  if (kind === undefined) return 'true';
  if (result?.kind.case === 'typeValue') return `type ${result.kind.value}`;
  try {
    return result === undefined ? undefined : written(inputOf(result));
  } catch {
    return undefined;
  }
}

/** The suites of the language itself; the others are of extensions and of protobuf messages. */
const CORE = new Set([
  'basic',
  'comparisons',
  'conversions',
  'fields',
  'fp_math',
  'integer_math',
  'lists',
  'logic',
  'macros',
  'namespace',
  'parse',
  'plumbing',
  'string',
  'string_ext',
  'timestamps',
]);

/** A message by its name in the expression, or as what a case is given or gives. */
const MESSAGES = /TestAllTypes|NestedMessage|google[.]protobuf[.](?!Timestamp|Duration)/;
const isOnMessages = (test: IncrementalTest) =>
  MESSAGES.test(test.original.expr) || expected(test) === undefined || bindingsOf(test) === undefined;

/** What the case is given; undefined where that is a message, an error or an unknown, which no recipe is given. */
function bindingsOf({ original }: IncrementalTest): Record<string, CelInput> | undefined {
  const bindings: Record<string, CelInput> = Object.create(null);
  try {
    for (const [name, { kind }] of Object.entries(original.bindings)) {
      if (kind.case !== 'value') return undefined;
      bindings[name] = inputOf(kind.value);
    }
  } catch {
    return undefined;
  }
  return bindings;
}

/** Environments are expensive to make and depend on the container alone. */
function keep<E>(make: (options: { namespace: string; registry: typeof registry }) => E): (container: string) => E {
  const known = new Map<string, E>();
  return (namespace) => {
    const env = known.get(namespace) ?? make({ namespace, registry });
    known.set(namespace, env);
    return env;
  };
}
const bareEnv = keep((options) => celEnv({ ...options, funcs: strings }));
const ourEnv = keep(createEnv);

/** What the bare library says. */
function bare({ original: { expr, container } }: IncrementalTest, bindings: Record<string, CelInput>): string {
  try {
    return written(plan(bareEnv(container), parse(expr))(bindings));
  } catch {
    return 'error';
  }
}

/** What our front says, within the bounds that recipes have. */
function ours({ original: { expr, container } }: IncrementalTest, bindings: Record<string, CelInput>): string {
  const compiled = compileValue(expr, ourEnv(container));
  return 'problem' in compiled ? 'error' : written(compiled.run(bindings));
}

const all = getConformanceSuite().suites.flatMap((suite) => casesOf(suite, [suite.name]));
const isCore = ({ name }: Case) => CORE.has(name.split('/')[0] ?? '');

/** What the library itself gets wrong: names of fields in backquotes, and an order of keys of different types. */
const WRONG_IN_THE_LIBRARY = [
  'fields/quoted_map_fields/field_access_slash',
  'fields/quoted_map_fields/field_access_dash',
  'fields/quoted_map_fields/field_access_dot',
  'fields/quoted_map_fields/has_field_slash',
  'fields/quoted_map_fields/has_field_dash',
  'fields/quoted_map_fields/has_field_dot',
  'fields/qualified_identifier_resolution/map_value_repeat_key_heterogeneous',
];

describe('the conformance suite', () => {
  it('is answered by our front as by the bare library, in every case, messages included', () => {
    let asked = 0;
    const different = all.flatMap(({ name, test }) => {
      const bindings = bindingsOf(test);
      if (bindings === undefined) return [];
      asked++;
      const [theirs, own] = [bare(test, bindings), ours(test, bindings)];
      return theirs === own ? [] : [`${name}: ${theirs}, but ${own}`];
    });
    expect(different).toEqual([]);
    expect([all.length, asked]).toEqual([2_344, 2_262]);
  }, 60_000);

  it('is answered rightly in every core case without messages, but for what the library gets wrong', () => {
    const core = all.filter((one) => isCore(one) && !isOnMessages(one.test));
    const wrong = core.filter(({ test }) => ours(test, bindingsOf(test) ?? {}) !== expected(test));
    expect(wrong.map(({ name }) => name)).toEqual(WRONG_IN_THE_LIBRARY);
    expect(core).toHaveLength(1_286);
  });

  it('finds no wrong types in what the checker of the suite lets through', () => {
    const allowed = all.filter(
      ({ test }) => !isOnMessages(test) && !test.original.disableCheck && test.error === undefined,
    );
    const refused = allowed.filter(isCore).flatMap(({ name, test: { original } }) => {
      const read = readExpression(original.expr);
      return 'tree' in read && checkTypes(original.expr, read.tree, new Map(), 'any').length > 0 ? [name] : [];
    });
    // A text is no key of a map of numbers; CEL calls keys of two number types anything, and lets the question pass.
    expect(refused).toEqual(['comparisons/in_map_literal/key_in_mixed_key_type_map_cross_type']);
  });
});
