/**
 * Makes the loops of an expression pay. Macros such as `exists` become loops whose rounds may call no function at all, so the meter in the
 * function table never hears of them; here each round first calls `@round` with the number of things that it evaluates. That bounds
 * macros inside macros however long the lists are.
 */
import { celFunc, CelScalar } from '@bufbuild/cel';
import type { Expr } from './expression-tree.ts';
import { charge } from './meter.ts';

/** No recipe can write this name. */
const ROUND = '@round';
/** Evaluating costs more than looking at a character, above all where it ends in an error that the macro swallows. */
const COST_OF_EACH = 10n;

export const roundFunction = celFunc(ROUND, [CelScalar.INT], CelScalar.BOOL, (size) => {
  charge(Number(size * COST_OF_EACH));
  return true;
});

/** Puts the call into the condition of every loop. Changes the tree. */
export function payForRounds(root: Expr): void {
  const loops: Extract<Expr['exprKind'], { case: 'comprehensionExpr' }>['value'][] = [];
  forEachExpr(root, ({ exprKind }) => void (exprKind.case === 'comprehensionExpr' && loops.push(exprKind.value)));
  for (const loop of loops) {
    let size = 1;
    for (const part of [loop.loopStep, loop.loopCondition]) if (part !== undefined) forEachExpr(part, () => size++);
    if (loop.loopCondition === undefined) continue;
    loop.loopCondition = call('_&&_', [call(ROUND, [int(size)]), loop.loopCondition]);
  }
}

const expr = (exprKind: Expr['exprKind']): Expr => ({ $typeName: 'cel.expr.Expr', id: 0n, exprKind });
const call = (name: string, args: Expr[]): Expr =>
  expr({ case: 'callExpr', value: { $typeName: 'cel.expr.Expr.Call', function: name, args } });
const int = (value: number): Expr =>
  expr({
    case: 'constExpr',
    value: { $typeName: 'cel.expr.Constant', constantKind: { case: 'int64Value', value: BigInt(value) } },
  });

/** Everything in an expression, itself included; without recursion, so that its depth does not matter. */
export function forEachExpr(root: Expr, visit: (expr: Expr) => void): void {
  const stack: (Expr | undefined)[] = [root];
  while (stack.length > 0) {
    const next = stack.pop();
    if (next === undefined) continue;
    visit(next);
    stack.push(...partsOf(next));
  }
}

function partsOf({ exprKind: { case: kind, value } }: Expr): (Expr | undefined)[] {
  switch (kind) {
    case 'selectExpr':
      return [value.operand];
    case 'callExpr':
      return [value.target, ...value.args];
    case 'listExpr':
      return value.elements;
    case 'structExpr':
      return value.entries.flatMap(({ keyKind, value: entry }) =>
        keyKind.case === 'mapKey' ? [keyKind.value, entry] : [entry],
      );
    case 'comprehensionExpr':
      return [value.iterRange, value.accuInit, value.loopCondition, value.loopStep, value.result];
    default:
      return [];
  }
}
