/** Reads from a condition's syntax tree what can be decided without CEL. */
import { parse } from '@bufbuild/cel';
import type { FieldValue } from '../../shared/model/record.ts';
import { attributeOf } from './attributes.ts';
import { pathOf } from './expression-tree.ts';
import type { Comparison, Fixed, Predicate } from './predicate.ts';

type Expr = NonNullable<ReturnType<typeof parse>['expr']>;
type Inputs = Record<string, FieldValue>;

const OTHER: Predicate = { op: 'other' };

/** The condition with these inputs as a predicate; what is no CEL is left to CEL, which says so. */
export function liftCondition(source: string | undefined, inputs: Inputs): Predicate {
  if (source === undefined) return { op: 'fixed', value: true };
  try {
    const { expr } = parse(source);
    return expr === undefined ? OTHER : lift(expr, inputs);
  } catch {
    return OTHER;
  }
}

function lift(expr: Expr, inputs: Inputs): Predicate {
  const fixed = fixedOf(expr, inputs);
  if (fixed !== undefined) return typeof fixed === 'boolean' ? { op: 'fixed', value: fixed } : OTHER;
  const { case: kind, value } = expr.exprKind;
  if (kind === 'selectExpr') {
    const attribute = value.testOnly ? undefined : singleOf(expr);
    return attribute === undefined ? OTHER : { op: 'true', attribute };
  }
  if (kind !== 'callExpr') return OTHER;
  const [first, second] = value.args;
  if (first === undefined) return OTHER;
  if (value.target !== undefined) return liftMethod(value.function, value.target, first, inputs);
  switch (value.function) {
    case '_&&_':
    case '_||_':
      return { op: value.function === '_&&_' ? 'and' : 'or', parts: value.args.map((part) => lift(part, inputs)) };
    case '!_':
      return { op: 'not', part: lift(first, inputs) };
  }
  return second === undefined ? OTHER : liftPair(value.function, first, second, inputs);
}

function liftPair(name: string, first: Expr, second: Expr, inputs: Inputs): Predicate {
  switch (name) {
    case '_==_':
      return liftEquals(first, second, inputs);
    case '_!=_':
      return { op: 'not', part: liftEquals(first, second, inputs) };
    case '@in':
      return liftIn(first, second, inputs);
    case 'hasTag': {
      const path = pathOf(first);
      const tags = path?.length === 1 ? attributeOf([...path, 'tags']) : undefined;
      const tag = fixedOf(second, inputs);
      if (tags === undefined || typeof tag !== 'string') return OTHER;
      return { op: 'holds', attribute: tags, value: tag };
    }
    default:
      return liftComparison(name, first, second, inputs);
  }
}

function liftEquals(first: Expr, second: Expr, inputs: Inputs): Predicate {
  const [attribute, value] = [singleOf(first) ?? singleOf(second), fixedOf(second, inputs) ?? fixedOf(first, inputs)];
  return attribute === undefined || value === undefined ? OTHER : { op: 'is', attribute, values: [value] };
}

function liftIn(first: Expr, second: Expr, inputs: Inputs): Predicate {
  if (second.exprKind.case === 'listExpr') {
    const attribute = singleOf(first);
    const values = second.exprKind.value.elements.map((element) => fixedOf(element, inputs));
    const known = values.filter((value) => value !== undefined);
    return attribute === undefined || known.length < values.length ? OTHER : { op: 'is', attribute, values: known };
  }
  const path = pathOf(second);
  const attribute = path === undefined ? undefined : attributeOf(path);
  const value = fixedOf(first, inputs);
  return attribute === undefined || typeof value !== 'string' ? OTHER : { op: 'holds', attribute, value };
}

function liftMethod(name: string, target: Expr, argument: Expr, inputs: Inputs): Predicate {
  const [attribute, value] = [singleOf(target), fixedOf(argument, inputs)];
  if (attribute === undefined || typeof value !== 'string') return OTHER;
  if (name !== 'contains' && name !== 'startsWith' && name !== 'endsWith') return OTHER;
  return { op: 'text', attribute, by: name, value };
}

const comparisons = new Map<string, [Comparison, Comparison]>([
  ['_<_', ['<', '>']],
  ['_<=_', ['<=', '>=']],
  ['_>_', ['>', '<']],
  ['_>=_', ['>=', '<=']],
]);

function liftComparison(name: string, first: Expr, second: Expr, inputs: Inputs): Predicate {
  const [by, turned] = comparisons.get(name) ?? [];
  if (by === undefined || turned === undefined) return OTHER;
  const [attribute, value] = [singleOf(first), fixedOf(second, inputs)];
  if (attribute !== undefined && typeof value === 'number') return { op: 'compare', attribute, by, value };
  const since = sinceOf(first);
  if (since !== undefined && typeof value === 'number') return { op: 'since', ...since, by, value };
  const [other, number] = [singleOf(second), fixedOf(first, inputs)];
  if (other !== undefined && typeof number === 'number')
    return { op: 'compare', attribute: other, by: turned, value: number };
  const earlier = sinceOf(second);
  if (earlier !== undefined && typeof number === 'number')
    return { op: 'since', ...earlier, by: turned, value: number };
  return OTHER;
}

const UNITS_MS = new Map([
  ['daysSince', 86_400_000],
  ['hoursSince', 3_600_000],
]);

/** `daysSince(contact.lastInteractionAt)` */
function sinceOf(expr: Expr) {
  if (expr.exprKind.case !== 'callExpr' || expr.exprKind.value.target !== undefined) return undefined;
  const unitMs = UNITS_MS.get(expr.exprKind.value.function);
  const [time] = expr.exprKind.value.args;
  const attribute = time === undefined ? undefined : singleOf(time);
  return unitMs === undefined || attribute === undefined ? undefined : { attribute, unitMs };
}

function singleOf(expr: Expr) {
  const isTest = expr.exprKind.case === 'selectExpr' && expr.exprKind.value.testOnly;
  const path = isTest ? undefined : pathOf(expr);
  const attribute = path === undefined ? undefined : attributeOf(path);
  return attribute?.isList === true ? undefined : attribute;
}

/** A value that is the same for every event: a literal, or an input of the recipe. */
function fixedOf(expr: Expr, inputs: Inputs): Fixed | undefined {
  const { case: kind, value } = expr.exprKind;
  if (kind === 'selectExpr') {
    const [root, name = '', ...rest] = value.testOnly ? [] : (pathOf(expr) ?? []);
    const input = root === 'inputs' && rest.length === 0 && Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    return typeof input === 'string' || typeof input === 'number' || typeof input === 'boolean' ? input : undefined;
  }
  if (kind !== 'constExpr') return undefined;
  const { constantKind } = value;
  switch (constantKind.case) {
    case 'stringValue':
    case 'boolValue':
    case 'doubleValue':
      return constantKind.value;
    case 'int64Value':
    case 'uint64Value': {
      // A larger one is no number that a record could hold.
      const number = Number(constantKind.value);
      return Number.isSafeInteger(number) ? number : undefined;
    }
    default:
      return undefined;
  }
}
