/** What to do about a value of the wrong type: the mistakes that people make, each with the way out. */
import { unparse } from '@bufbuild/cel';
import type { Expr } from './expression-tree.ts';
import { isNumber, nameOf, type ValueType } from './value-types.ts';

/** The literal text, when it is one. */
export function textIn(expr: Expr | undefined): string | undefined {
  if (expr?.exprKind.case !== 'constExpr') return undefined;
  const { constantKind } = expr.exprKind.value;
  return constantKind.case === 'stringValue' ? constantKind.value : undefined;
}

/** Where an expression begins in the text: its tree starts at the operator. */
export function leftmost(expr: Expr): Expr {
  const { case: kind, value } = expr.exprKind;
  if (kind === 'selectExpr' && value.operand !== undefined) return leftmost(value.operand);
  if (kind === 'callExpr') {
    const first = value.target ?? (/^_./.test(value.function) || value.function === '@in' ? value.args[0] : undefined);
    return first === undefined ? expr : leftmost(first);
  }
  if (kind === 'comprehensionExpr' && value.iterRange !== undefined) return leftmost(value.iterRange);
  return expr;
}

const SHORT = 60;

/** A name or a value as it is written; `…` for what is longer. */
function written(expr: Expr | undefined): string {
  if (expr === undefined || !['constExpr', 'identExpr', 'selectExpr'].includes(expr.exprKind.case ?? '')) return '…';
  const text = unparse(expr);
  return text.length > SHORT ? '…' : text;
}

/** Whether it is a field of a record, whose type is known for sure. */
export const isField = (expr: Expr | undefined): boolean => {
  const path = written(expr);
  return path.includes('.') && !/^(?:inputs|event)\b/.test(path) && textIn(expr) === undefined;
};

export interface Advice {
  message: string;
  hint: string;
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['_==_', '=='],
  ['_!=_', '!='],
  ['_<_', '<'],
  ['_<=_', '<='],
  ['_>_', '>'],
  ['_>=_', '>='],
  ['_+_', '+'],
  ['_-_', '-'],
  ['_*_', '*'],
  ['_/_', '/'],
  ['_%_', '%'],
  ['@in', 'in'],
  ['!_', '!'],
  ['-_', '-'],
]);
const COMPARING: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

/** @param name CEL's name of the operator, such as `_<_` */
export function operatorAdvice(name: string, types: readonly ValueType[], args: readonly (Expr | undefined)[]): Advice {
  const sign = SIGNS.get(name) ?? name;
  const [left, right] = types;
  if (left === undefined || right === undefined) {
    const found = left === undefined ? 'nothing' : nameOf(left);
    const hint = sign === '!' && left !== undefined ? hintForBool(left, args[0]) : 'a minus stands before a number';
    return { message: `"${sign}" cannot stand before ${found}`, hint };
  }
  const what = COMPARING.has(sign)
    ? 'compares things of one type'
    : sign === 'in'
      ? 'looks into a list or the keys of a map'
      : 'joins things of one type';
  return {
    message: `"${sign}" ${what}, found ${nameOf(left)} and ${nameOf(right)}`,
    hint: operatorHint(sign, [left, right], args),
  };
}

function operatorHint(
  sign: string,
  [left, right]: [ValueType, ValueType],
  args: readonly (Expr | undefined)[],
): string {
  const [a, b] = [written(args[0]), written(args[1])];
  if (sign === 'in') {
    if (right.is === 'string') return `${b}.contains(${a}) looks into a text`;
    return right.is === 'list' ? `the list holds ${nameOf(right.of)} in each place` : 'such as "vip" in contact.tags';
  }
  if (left.is === 'list' && right.is !== 'list') return `${b} in ${a} looks into the list`;
  if (right.is === 'list' && left.is !== 'list') return `${a} in ${b} looks into the list`;
  if (left.is === 'timestamp' && right.is === 'string') return `${a} ${sign} timestamp(${b})`;
  if (right.is === 'timestamp' && left.is === 'string') return `timestamp(${a}) ${sign} ${b}`;
  if (left.is === 'string' && left.form !== undefined) return `daysSince(${a}) and daysUntil(${a}) give a number`;
  if (left.is === 'timestamp' || right.is === 'duration' || left.is === 'duration')
    return 'a time takes a duration, such as now - duration("24h"); daysSince(…) gives a number';
  if (isNumber(left) && isNumber(right))
    return `a whole number and one with a point do not mix: double(${isWhole(left) ? a : b}) makes a whole one fit`;
  if (isNumber(left) && right.is === 'string')
    return sign === '+' ? `string(${a}) makes a text of it` : numberHint(args[1], b);
  if (isNumber(right) && left.is === 'string')
    return sign === '+' ? `string(${b}) makes a text of it` : numberHint(args[0], a);
  if (left.is === 'bool' && COMPARING.has(sign))
    return `${a} is true or false already: write it alone, or "!" before it`;
  return 'string(…), int(…) and double(…) turn one into the other';
}

const isWhole = ({ is }: ValueType) => is === 'int' || is === 'uint';

function numberHint(expr: Expr | undefined, text: string): string {
  const literal = textIn(expr);
  return literal !== undefined && /^-?\d+(?:\.\d+)?$/.test(literal)
    ? 'leave the quotes around the number out'
    : `int(${text}) reads a number from a text`;
}

/** How to make a yes or no of it. */
export function hintForBool(type: ValueType, expr: Expr | undefined): string {
  const text = written(expr);
  if (type.is === 'string') return `${text} != "" asks whether it is filled in`;
  if (type.is === 'list' || type.is === 'map') return `${text}.size() > 0 asks whether there is anything in it`;
  if (isNumber(type)) return `${text} > 0 compares it`;
  return 'compare it with something, such as contact.name == "Dana Fox"';
}

/** For a field or a method that a value does not have. */
export function hintForTarget(type: ValueType, expr: Expr | undefined): string | undefined {
  const text = written(expr);
  if (type.is === 'list') return `look at each: ${text}.exists(one, …), or at the first: ${text}[0]`;
  if (isNumber(type)) return `string(${text}) makes a text of it`;
  if (type.is === 'string' && type.form !== undefined) return `timestamp(${text}) makes a point in time of it`;
  return undefined;
}
