/** What a call gives, or why it cannot be made: by the overloads of the functions that run, and the table of the CRM's own. */
import type { CelFunc } from '@bufbuild/cel';
import type { Expr } from './expression-tree.ts';
import { ownFunctions, type OwnFunction } from './own-functions.ts';
import { hintForTarget, isField, operatorAdvice, textIn, type Advice } from './type-hints.ts';
import { ANY, either, fits, nameOf, typeOf, type ValueType } from './value-types.ts';

export interface TypedCall {
  /** As CEL has it: `_+_`, `daysSince`. */
  name: string;
  args: readonly Expr[];
  types: readonly ValueType[];
  /** What a method is asked of. */
  target?: { expr: Expr; type: ValueType } | undefined;
}

/** A problem; `at` is the argument that it is about. */
export type CallProblem = Advice & { at?: Expr | undefined };

export const ownByName: ReadonlyMap<string, OwnFunction> = new Map(
  ownFunctions.map((one) => [one.use.slice(0, one.use.indexOf('(')), one]),
);

export const together = (types: readonly ValueType[]): ValueType => types.reduce(either, { is: 'nothing' });

/** @param overloads what there is by this name, at least one */
export function typeOfCall(call: TypedCall, overloads: readonly CelFunc[]): ValueType | CallProblem {
  const { name, args, types, target } = call;
  if (!/^[a-z][\w.]*$/i.test(name)) return typeOfOperator(call, overloads);
  const hint = `such as ${ownByName.get(name)?.use ?? exampleOf(name, overloads)}`;
  const problem = (message: string): CallProblem => ({ message, hint });
  const ofForm = overloads.filter((one) => (one.target === undefined) === (target === undefined));
  if (ofForm.length === 0)
    return problem(
      target === undefined ? `${name}() is asked of a value` : `${name}() takes its value in the brackets`,
    );
  const ofCount = ofForm.filter((one) => one.arguments.length === args.length);
  if (ofCount.length === 0) {
    const counts = [...new Set(ofForm.map((one) => one.arguments.length))].sort((a, b) => a - b).join(' or ');
    return problem(`${name}() takes ${counts} value${counts === '1' ? '' : 's'}, found ${args.length}`);
  }
  const ofTarget = ofCount.filter(
    (one) => target === undefined || one.target === undefined || fits(target.type, one.target),
  );
  if (ofTarget.length === 0 && target !== undefined) {
    const expected = namesOf(ofCount.map((one) => one.target));
    return {
      message: `${name}() is asked of ${expected}, found ${nameOf(target.type)}`,
      hint: hintForTarget(target.type, target.expr) ?? hint,
    };
  }
  const fitting = ofTarget.filter((one) => one.arguments.every((wanted, at) => fits(types[at] ?? ANY, wanted)));
  if (fitting.length === 0) {
    const wrong = types.findIndex(
      (type, at) => !ofTarget.some((one) => one.arguments[at] !== undefined && fits(type, one.arguments[at])),
    );
    const at = Math.max(0, wrong);
    const expected = namesOf(ofTarget.map((one) => one.arguments[at]));
    return { ...problem(`${name}() takes ${expected} here, found ${nameOf(types[at] ?? ANY)}`), at: args[at] };
  }
  const own = ownByName.get(name);
  return (own && formProblem(own, args, types)) ?? own?.gives ?? together(fitting.map(({ result }) => typeOf(result)));
}

function typeOfOperator({ name, args, types }: TypedCall, overloads: readonly CelFunc[]): ValueType | CallProblem {
  const fitting = overloads.filter((one) => one.arguments.every((wanted, at) => fits(types[at] ?? ANY, wanted)));
  if (fitting.length === 0) return operatorAdvice(name, types, args);
  return types.every(({ is }) => is === 'list')
    ? together(types)
    : together(fitting.map(({ result }) => typeOf(result)));
}

/** A text where a time must be, as far as it can be told: a literal that is none, or a field that holds something else. */
function formProblem(
  { takes, use }: OwnFunction,
  [first]: readonly Expr[],
  [type]: readonly ValueType[],
): CallProblem | undefined {
  if (takes === undefined || type?.is !== 'string' || type.form !== undefined) return undefined;
  const text = textIn(first);
  const isWrong = text === undefined ? isField(first) : Number.isNaN(Date.parse(text));
  if (!isWrong) return undefined;
  const found = text === undefined ? 'a field with another text' : `the text ${JSON.stringify(text.slice(0, 40))}`;
  return {
    message: `${use.replace(/\(.*/, '')}() takes a ${takes} here, found ${found}`,
    hint: `such as "2026-03-06" or contact.createdAt`,
    at: first,
  };
}

function namesOf(types: readonly (Parameters<typeof typeOf>[0] | undefined)[]): string {
  const names = [...new Set(types.flatMap((type) => (type === undefined ? [] : [nameOf(typeOf(type))])))];
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** How a function of CEL's own is called. */
function exampleOf(name: string, overloads: readonly CelFunc[]): string {
  const [one] = overloads.toSorted((a, b) => a.arguments.length - b.arguments.length);
  const brackets = `${name}(${(one?.arguments ?? []).map(() => '…').join(', ')})`;
  return one?.target === undefined ? brackets : `text.${brackets}`;
}
