/**
 * Checks the types of an expression against what its scope will hold, before it ever runs. It follows CEL's rules where CEL has them and
 * says more where CEL would quietly say no, as with a direction that is never "inn".
 */
import { overloads } from './cel.ts';
import { ownByName, together, typeOfCall } from './call-types.ts';
import { didYouMean } from './closest.ts';
import type { Expr, Tree } from './expression-tree.ts';
import { hintForBool, hintForTarget, leftmost, operatorAdvice, textIn, type Advice } from './type-hints.ts';
import { ANY, BOOL, canEqual, either, nameOf, TEXT, type ValueType } from './value-types.ts';

export interface TypeProblem extends Advice {
  /** In characters from the start of the expression. */
  offset: number;
}

type Names = ReadonlyMap<string, ValueType>;
type Part<K extends Expr['exprKind']['case']> = Extract<Expr['exprKind'], { case: K }>['value'];

const CONSTANTS: Readonly<Record<string, ValueType>> = {
  boolValue: BOOL,
  int64Value: { is: 'int' },
  uint64Value: { is: 'uint' },
  doubleValue: { is: 'double' },
  stringValue: TEXT,
  bytesValue: { is: 'bytes' },
  nullValue: { is: 'null' },
};
/** What macros go through, and with which items. */
const itemOf = (range: ValueType): ValueType | undefined => {
  if (range.is === 'list') return range.of;
  if (range.is === 'map') return range.keys;
  if (range.is === 'record') return TEXT;
  return range.is === 'any' || range.is === 'nothing' ? ANY : undefined;
};
const NO_KEYS: ReadonlySet<string> = new Set([
  'list',
  'map',
  'record',
  'null',
  'bytes',
  'type',
  'timestamp',
  'duration',
]);

/** What the whole must give: true or false, what tells runs apart, what is gone through, a time or a day, or anything. */
export type Wanted = 'condition' | 'key' | 'list' | 'time' | 'any';

/**
 * @param scope the type of every root; one that is not there is anything (names.ts says that it is not there)
 */
export function checkTypes(source: string, tree: Tree, scope: Names, wanted: Wanted): TypeProblem[] {
  const problems = new Map<number, TypeProblem>();
  const positions = tree.sourceInfo?.positions ?? {};

  function report(expr: Expr, { message, hint }: Advice): ValueType {
    // An operator's place is where its left side ends, a method's is its dot.
    const place = positions[String(expr.id)] ?? 0;
    const offset = place + (/^\s*\.?/.exec(source.slice(place))?.[0].length ?? 0);
    if (!problems.has(offset)) problems.set(offset, { message, hint, offset });
    return ANY;
  }

  function infer(expr: Expr | undefined, names: Names): ValueType {
    if (expr === undefined) return ANY;
    const { case: kind, value } = expr.exprKind;
    switch (kind) {
      case 'constExpr':
        return CONSTANTS[value.constantKind.case ?? ''] ?? ANY;
      case 'identExpr':
        return names.get(value.name) ?? ANY;
      case 'selectExpr': {
        const found = fieldOf(expr, infer(value.operand, names), value.field, value.operand);
        return value.testOnly ? BOOL : found;
      }
      case 'callExpr':
        return call(expr, value, names);
      case 'listExpr':
        return { is: 'list', of: together(value.elements.map((element) => infer(element, names))) };
      case 'structExpr': {
        const keys = value.entries.map(({ keyKind }) =>
          keyKind.case === 'mapKey' ? infer(keyKind.value, names) : ANY,
        );
        const of = together(value.entries.map((entry) => infer(entry.value, names)));
        return value.messageName === '' ? { is: 'map', keys: together(keys), of } : ANY;
      }
      case 'comprehensionExpr':
        return macro(expr, value, names);
      default:
        return ANY;
    }
  }

  function fieldOf(at: Expr, type: ValueType, field: string, operand: Expr | undefined): ValueType {
    if (type.is === 'map') return type.of;
    if (type.is === 'any' || type.is === 'nothing') return ANY;
    if (type.is !== 'record') {
      const hint = hintForTarget(type, operand) ?? 'only records and maps have fields';
      return report(at, { message: `${nameOf(type)} has no field "${field}"`, hint });
    }
    const found = type.fields.get(field);
    // The fields of roots are checked with all other names.
    if (found !== undefined || operand?.exprKind.case === 'identExpr') return found ?? ANY;
    const names = [...type.fields.keys()];
    const hint = didYouMean(field, names) ?? `there is ${names.join(', ')}`;
    return report(at, { message: `${type.named} has no field "${field}"`, hint });
  }

  function call(expr: Expr, { function: name, target, args }: Part<'callExpr'>, names: Names): ValueType {
    const types = args.map((arg) => infer(arg, names));
    const [left = ANY, right = ANY, last = ANY] = types;
    switch (name) {
      case '_&&_':
      case '_||_':
        for (const [at, type] of types.entries()) mustBeBool(args[at], type, `"${name.slice(1, 3)}"`);
        return BOOL;
      case '_?_:_':
        mustBeBool(args[0], left, '"?"');
        return either(right, last);
      case '@not_strictly_false':
        return BOOL;
      case '_[_]':
        return indexed(expr, args, left, right);
      case '_==_':
      case '_!=_':
        if (!canEqual(left, right)) report(expr, operatorAdvice(name, types, args));
        neverWord(args[0], right);
        neverWord(args[1], left);
        return BOOL;
      case '@in': {
        const item = itemOf(right);
        if (item === undefined || !canEqual(left, item)) report(expr, operatorAdvice(name, types, args));
        if (item !== undefined) neverWord(args[0], item);
        if (args[1]?.exprKind.case === 'listExpr')
          for (const word of args[1].exprKind.value.elements) neverWord(word, left);
        return BOOL;
      }
    }
    const namespace = target?.exprKind.case === 'identExpr' ? `${target.exprKind.value.name}.${name}` : '';
    const known = overloads.get(namespace) ?? overloads.get(name);
    const of =
      target === undefined || overloads.has(namespace) ? undefined : { expr: target, type: infer(target, names) };
    if (known === undefined) return ANY;
    const given = typeOfCall({ name, args, types, target: of }, known);
    if ('message' in given) return report(given.at === undefined ? expr : leftmost(given.at), given);
    for (const [at, words] of (ownByName.get(name)?.words ?? []).entries())
      if (words !== undefined) neverWord(args[at], { is: 'string', words });
    return given;
  }

  function macro(expr: Expr, loop: Part<'comprehensionExpr'>, names: Names): ValueType {
    const range = infer(loop.iterRange, names);
    const item = itemOf(range);
    if (item === undefined) {
      const hint = hintForTarget(range, loop.iterRange) ?? 'such as contact.tags.exists(tag, tag == "vip")';
      report(expr, { message: `this goes through a list, found ${nameOf(range)}`, hint });
    }
    const start = infer(loop.accuInit, names);
    const inner = new Map(names).set(loop.iterVar, item ?? ANY).set(loop.accuVar, start);
    const grown = infer(loop.loopStep, inner);
    return infer(loop.result, new Map(names).set(loop.accuVar, either(start, grown)));
  }

  function mustBeBool(expr: Expr | undefined, type: ValueType, what: string): void {
    if (expr === undefined || type.is === 'bool' || type.is === 'any') return;
    report(leftmost(expr), {
      message: `${what} takes true or false, found ${nameOf(type)}`,
      hint: hintForBool(type, expr),
    });
  }

  function indexed(expr: Expr, [operand, key]: readonly Expr[], left: ValueType, right: ValueType): ValueType {
    const name = textIn(key);
    if (left.is === 'record' && name === undefined) return ANY;
    if (left.is === 'list') {
      if (right.is === 'string' || right.is === 'bool')
        report(expr, {
          message: `a list is asked by a number from 0 on, found ${nameOf(right)}`,
          hint: 'such as contact.tags[0]',
        });
      return left.of;
    }
    if (left.is === 'string')
      return report(expr, {
        message: '[…] is asked of a list or a map, found a text',
        hint: 'a text has charAt and substring',
      });
    return fieldOf(expr, left, name ?? '…', left.is === 'record' ? undefined : operand);
  }

  /** A text that is compared with one of known words, and is none of them. */
  function neverWord(expr: Expr | undefined, type: ValueType): void {
    const word = textIn(expr);
    if (expr === undefined || word === undefined || word === '' || type.is !== 'string') return;
    if (type.words === undefined || type.words.includes(word)) return;
    const hint = didYouMean(word, type.words) ?? `there is ${type.words.slice(0, 10).join(', ')} …`;
    report(expr, { message: `this is never ${JSON.stringify(word.slice(0, 64))}`, hint });
  }

  const given = infer(tree.expr, scope);
  const found = `this gives ${nameOf(given)}`;
  if (wanted === 'condition' && given.is !== 'bool' && given.is !== 'any')
    report(leftmost(tree.expr), {
      message: `a condition gives true or false, ${found}`,
      hint: hintForBool(given, tree.expr),
    });
  if (wanted === 'key' && NO_KEYS.has(given.is))
    report(leftmost(tree.expr), { message: `a key is a text or a number, ${found}`, hint: 'such as contact.id' });
  if (wanted === 'list' && given.is !== 'list' && given.is !== 'any')
    report(leftmost(tree.expr), { message: `a list is gone through, ${found}`, hint: 'such as contact.tags' });
  if (wanted === 'time' && given.is !== 'timestamp' && given.is !== 'string' && given.is !== 'any')
    report(leftmost(tree.expr), {
      message: `expected a time or a day, ${found}`,
      hint: 'such as deal.expectedCloseOn',
    });
  return [...problems.values()].sort((a, b) => a.offset - b.offset);
}
