/**
 * What of a condition can be decided by looking at an event's data as it is, without CEL: comparisons of fields with fixed values, joined by
 * and, or, not. What cannot is `other`, and says "perhaps". A test holds that CEL never says yes where a predicate says no.
 */

/** What an event carries; `now` (Unix milliseconds) where time counts. */
export interface Data {
  readonly [name: string]: unknown;
}
export type Fixed = string | number | boolean;

/** One field of an event or of a record in it, as conditions see it (see scope.ts). */
export interface Attribute {
  /** ["contact", "tags"] */
  path: readonly string[];
  /** A list: conditions ask what is in it. */
  isList: boolean;
  /** A single value; `undefined` when there is none and a condition on it is unknown. */
  read(data: Data): unknown;
}

export type Predicate =
  | { op: 'and' | 'or'; parts: Predicate[] }
  | { op: 'not'; part: Predicate }
  /** The attribute is one of the values. */
  | { op: 'is'; attribute: Attribute; values: readonly Fixed[] }
  /** The attribute's list has the value in it. */
  | { op: 'holds'; attribute: Attribute; value: string }
  | { op: 'compare'; attribute: Attribute; by: Comparison; value: number }
  /** The attribute's text has the value in it, or at its start or end. */
  | { op: 'text'; attribute: Attribute; by: TextTest; value: string }
  /** So many whole units of time went by since the attribute's time. */
  | { op: 'since'; attribute: Attribute; unitMs: number; by: Comparison; value: number }
  /** The attribute is a yes or no by itself. */
  | { op: 'true'; attribute: Attribute }
  | { op: 'fixed'; value: boolean }
  | { op: 'other' };

export type Comparison = '<' | '<=' | '>' | '>=';

export type TextTest = 'contains' | 'startsWith' | 'endsWith';

/** The answers of a predicate. `UNKNOWN` is CEL's error: not met, and not met when turned round either. */
export const NO = 0;
export const YES = 1;
export const UNKNOWN = 2;
export const PERHAPS = 3;
export type Answer = typeof NO | typeof YES | typeof UNKNOWN | typeof PERHAPS;
export type Test = (data: Data) => Answer;

/** Unix milliseconds of a time in a record. */
export function timeOf(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

const answerOf = (isSo: boolean): Answer => (isSo ? YES : NO);

const comparisons: Record<Comparison, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const textTests: Record<TextTest, (text: string, value: string) => boolean> = {
  contains: (text, value) => text.includes(value),
  startsWith: (text, value) => text.startsWith(value),
  endsWith: (text, value) => text.endsWith(value),
};

/** The predicate as a function: asked for each event that came through the index. */
export function compilePredicate(predicate: Predicate): Test {
  switch (predicate.op) {
    case 'and':
      return joined(predicate.parts.map(compilePredicate), NO, YES);
    case 'or':
      return joined(predicate.parts.map(compilePredicate), YES, NO);
    case 'not': {
      const part = compilePredicate(predicate.part);
      return (data) => {
        const answer = part(data);
        return answer === NO ? YES : answer === YES ? NO : answer;
      };
    }
    case 'is': {
      const { attribute, values } = predicate;
      const [only] = values;
      return (data) => {
        const value = attribute.read(data);
        if (value === undefined) return UNKNOWN;
        return answerOf(values.length === 1 ? value === only : values.some((one) => one === value));
      };
    }
    case 'holds': {
      const { attribute, value } = predicate;
      return (data) => {
        const list = attribute.read(data);
        return isMap(list) ? answerOf(holds(list, value)) : UNKNOWN;
      };
    }
    case 'compare': {
      const { attribute, value } = predicate;
      const compare = comparisons[predicate.by];
      return (data) => {
        const read = attribute.read(data);
        return typeof read === 'number' ? answerOf(compare(read, value)) : UNKNOWN;
      };
    }
    case 'text': {
      const { attribute, value } = predicate;
      const test = textTests[predicate.by];
      return (data) => {
        const text = attribute.read(data);
        return typeof text === 'string' ? answerOf(test(text, value)) : UNKNOWN;
      };
    }
    case 'since': {
      const { attribute, unitMs, value } = predicate;
      const compare = comparisons[predicate.by];
      return (data) => {
        const { now } = data;
        if (typeof now !== 'number') return PERHAPS;
        const at = timeOf(attribute.read(data));
        return at === undefined ? UNKNOWN : answerOf(compare(Math.floor((now - at) / unitMs), value));
      };
    }
    case 'true': {
      const { attribute } = predicate;
      return (data) => {
        const value = attribute.read(data);
        return typeof value === 'boolean' ? answerOf(value) : UNKNOWN;
      };
    }
    case 'fixed':
      return () => answerOf(predicate.value);
    case 'other':
      return () => PERHAPS;
  }
}

/** `and` ends with a NO, `or` with a YES; else what is open decides before what is unknown. */
function joined(parts: readonly Test[], end: Answer, otherwise: Answer): Test {
  return (data) => {
    let joint = otherwise;
    for (const part of parts) {
      const answer = part(data);
      if (answer === end) return end;
      if (answer === PERHAPS || (answer === UNKNOWN && joint !== PERHAPS)) joint = answer;
    }
    return joint;
  };
}

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Lists in events are arrays; lists in records are the keys of maps. */
export const holds = (list: object, value: string): boolean =>
  Array.isArray(list) ? list.includes(value) : Object.hasOwn(list, value);
