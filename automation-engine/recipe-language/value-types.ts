/**
 * The types of what a condition looks at, as far as they are known before it runs. They say more than CEL's own: which words a text can be,
 * whether it is a time, which fields a record has.
 */
import type { CelType } from '@bufbuild/cel';

export type ValueType =
  | { is: 'bool' | 'int' | 'uint' | 'double' | 'bytes' | 'null' | 'timestamp' | 'duration' | 'type' }
  /** Anything; checked when it runs. */
  | { is: 'any' }
  /** What is in an empty list. */
  | { is: 'nothing' }
  /** A whole number or not: CEL has two types for that, and which one it is shows when it runs. */
  | { is: 'number' }
  /** `words`: all that it can be, "" besides. `time`: an ISO 8601 time, `day`: one without an hour. */
  | { is: 'string'; words?: readonly string[]; form?: 'time' | 'day' }
  | { is: 'list'; of: ValueType }
  /** Keys that a person chose. */
  | { is: 'map'; keys: ValueType; of: ValueType }
  /** Fields of its own; `named` says of what, for messages. */
  | { is: 'record'; named: string; fields: ReadonlyMap<string, ValueType> };

export const ANY: ValueType = { is: 'any' };
export const BOOL: ValueType = { is: 'bool' };
export const INT: ValueType = { is: 'int' };
export const TEXT: ValueType = { is: 'string' };

const WORDS: Readonly<Record<ValueType['is'], string>> = {
  any: 'anything',
  nothing: 'nothing',
  bool: 'true or false',
  int: 'a whole number',
  uint: 'a number without sign',
  double: 'a number with a point',
  number: 'a number',
  bytes: 'bytes',
  null: 'null',
  timestamp: 'a point in time',
  duration: 'a duration',
  type: 'a type',
  string: 'a text',
  list: 'a list',
  map: 'a map',
  record: 'a record',
};

/** For messages: `a text`, `a list`, `a time as text`. */
export function nameOf(type: ValueType): string {
  if (type.is === 'string' && type.form !== undefined) return `a ${type.form} as text`;
  return WORDS[type.is];
}

const NUMBERS: ReadonlySet<string> = new Set(['int', 'uint', 'double', 'number']);
export const isNumber = ({ is }: ValueType): boolean => NUMBERS.has(is);

/** CEL's type as one of ours. */
export function typeOf(type: CelType): ValueType {
  if (type.kind === 'list') return { is: 'list', of: typeOf(type.element) };
  if (type.kind === 'map') return { is: 'map', keys: typeOf(type.key), of: typeOf(type.value) };
  if (type.kind === 'object') {
    if (type.name === 'google.protobuf.Timestamp') return { is: 'timestamp' };
    return type.name === 'google.protobuf.Duration' ? { is: 'duration' } : ANY;
  }
  switch (type.name) {
    case 'dyn':
      return ANY;
    case 'null_type':
      return { is: 'null' };
    default:
      return { is: type.name };
  }
}

/** Whether a value of the type may be given where CEL wants `wanted`. What is not known passes. */
export function fits(type: ValueType, wanted: CelType): boolean {
  const target = typeOf(wanted);
  if (type.is === 'any' || type.is === 'nothing' || target.is === 'any') return true;
  if (type.is === 'number') return target.is === 'int' || target.is === 'double';
  if (type.is === 'record') return target.is === 'map';
  return type.is === target.is;
}

/** What is one or the other: after `?:`, in a list. */
export function either(one: ValueType, other: ValueType): ValueType {
  if (one.is === 'nothing') return other;
  if (other.is === 'nothing') return one;
  if (one.is === 'list' && other.is === 'list') return { is: 'list', of: either(one.of, other.of) };
  if (one.is === 'map' && other.is === 'map')
    return { is: 'map', keys: either(one.keys, other.keys), of: either(one.of, other.of) };
  if (one.is === 'string' && other.is === 'string') {
    const words = one.words && other.words ? [...new Set([...one.words, ...other.words])] : undefined;
    const form = one.form === other.form ? one.form : undefined;
    return { is: 'string', ...(words === undefined ? {} : { words }), ...(form === undefined ? {} : { form }) };
  }
  if (one.is === other.is) return one;
  return isNumber(one) && isNumber(other) ? { is: 'number' } : ANY;
}

const UNSURE: ReadonlySet<string> = new Set(['any', 'nothing', 'null']);

/** Whether the two can ever be equal. */
export function canEqual(one: ValueType, other: ValueType): boolean {
  if (UNSURE.has(one.is) || UNSURE.has(other.is)) return true;
  if (isNumber(one) && isNumber(other)) return true;
  if (one.is === 'list' && other.is === 'list') return canEqual(one.of, other.of);
  const isMap = ({ is }: ValueType) => is === 'map' || is === 'record';
  return one.is === other.is || (isMap(one) && isMap(other));
}
