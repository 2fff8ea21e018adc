/** Asks a condition and says what it saw. What is unknown counts as not met. */
import { compileCondition, compileExpression, type Condition, type Expression } from '../recipe-language/conditions.ts';
import type { Scope } from '../recipe-language/scope.ts';
import type { World } from '../recipe-language/world.ts';

const KEPT_MAX = 10_000;

/** Compiled once per source: recipes are asked again and again. */
function keep<C>(compile: (source: string) => C): (source: string) => C {
  const known = new Map<string, C>();
  return (source) => {
    const found = known.get(source);
    if (found !== undefined) return found;
    if (known.size >= KEPT_MAX) known.clear();
    const compiled = compile(source);
    known.set(source, compiled);
    return compiled;
  };
}

const conditionOf = keep((source): Condition | string => {
  const compiled = compileCondition(source);
  return 'problem' in compiled ? compiled.problem : compiled.condition;
});
const expressionOf = keep((source): Expression | string => {
  const compiled = compileExpression(source);
  return 'problem' in compiled ? compiled.problem : compiled.expression;
});

export interface Judgement {
  isMet: boolean;
  seen: string;
  /** For a person to read. */
  text: string;
}

export function judge(source: string, scope: Scope, world?: World): Judgement {
  const condition = conditionOf(source);
  if (typeof condition === 'string') return { isMet: false, seen: condition, text: `Not met: ${condition}` };
  const verdict = condition.evaluate(scope, world);
  if ('unknown' in verdict) return { isMet: false, seen: verdict.unknown, text: `Not met: ${verdict.unknown}` };
  return { isMet: verdict.value, seen: verdict.seen, text: verdict.value ? 'Met' : `Not met: ${verdict.seen}` };
}

/** The key of an entry, or why there is none. */
export function keyOf(source: string, scope: Scope, world?: World): { key: string } | { unknown: string } {
  const expression = expressionOf(source);
  if (typeof expression === 'string') return { unknown: expression };
  const result = expression.evaluate(scope, world);
  return 'unknown' in result ? result : { key: result.value };
}
