/**
 * Conditions: CEL expressions over a scope. An expression is bounded before it runs (length, depth) and while it runs (see cel.ts). What it
 * asks for and can't get makes its answer *unknown*, which counts as not met and says why.
 */
import { isCelError, parse, type CelEnv } from '@bufbuild/cel';
import { evaluateIn, planExpression, textOf, type Evaluate, type Run } from './cel.ts';
import { usesOf, type Needs, type Uses } from './expression-tree.ts';
import type { Scope, ScopeValue } from './scope.ts';
import { findUnbalanced } from './unbalanced.ts';
import { unknownWorld, type Answers, type World } from './world.ts';

export const EXPRESSION_MAX = 2_000;
const DEPTH_MAX = 50;
const SEEN_PATHS_MAX = 12;
const SEEN_VALUE_MAX = 80;

/** Yes or no with the values that it looked at, or why there is no answer. */
export type Verdict = { value: boolean; seen: string } | { unknown: string };

export interface Condition {
  source: string;
  /** The names it looks at and the functions it calls, for checking them before it runs. */
  uses: Uses;
  evaluate(scope: Scope, world?: World): Verdict;
  /** Whether it is met, for those who ask of many and want no reasons. */
  isMet(scope: Scope): boolean;
}

export interface Expression {
  source: string;
  uses: Uses;
  /** The value as text: whole numbers and yes or no as they are written. An empty text tells nothing apart and is unknown. */
  evaluate(scope: Scope, world?: World): { value: string; seen: string } | { unknown: string };
}

/** Why an expression can't be used, and where in it. */
export interface ExpressionProblem {
  problem: string;
  /** In characters from the start of the expression. */
  offset?: number;
}

export function compileCondition(source: string): { condition: Condition } | ExpressionProblem {
  const compiled = compile(source);
  if ('problem' in compiled) return compiled;
  const { uses, run, evaluateOnly } = compiled;
  const evaluate: Condition['evaluate'] = (scope, world) => {
    const result = run(scope, world);
    if ('unknown' in result) return result;
    if (typeof result.value !== 'boolean')
      return { unknown: `the condition gives ${describe(result.value)}, not true or false` };
    return { value: result.value, seen: result.seen };
  };
  const isMet = (scope: Scope): boolean => {
    try {
      return evaluateOnly(scope, unknownWorld, new Map()) === true;
    } catch {
      return false;
    }
  };
  return { condition: { source, uses, evaluate, isMet } };
}

/** An expression whose value is a text, such as an entry's key. */
export function compileExpression(source: string): { expression: Expression } | ExpressionProblem {
  const compiled = compile(source);
  if ('problem' in compiled) return compiled;
  const { uses, run } = compiled;
  const evaluate: Expression['evaluate'] = (scope, world) => {
    const result = run(scope, world);
    if ('unknown' in result) return result;
    const value = textOf(result.value);
    if (value === undefined) return { unknown: `the key gives ${describe(result.value)}, not a text or a number` };
    return value === '' ? { unknown: `${source} is empty here` } : { value, seen: result.seen };
  };
  return { expression: { source, uses, evaluate } };
}

type Value = Exclude<ReturnType<Evaluate>, Error>;
type RunInScope = (scope: Scope, world?: World) => { value: Value; seen: string } | { unknown: string };

function compile(source: string): { uses: Uses; run: RunInScope; evaluateOnly: Evaluate } | ExpressionProblem {
  const compiled = compileValue(source);
  if ('problem' in compiled) return compiled;
  const { uses, run } = compiled;
  const evaluate = evaluateIn(run, needsOf(uses));
  return {
    uses,
    evaluateOnly: evaluate,
    run(scope, world = unknownWorld) {
      const missing = () => uses.names.find((use) => !use.optional && lookUp(scope, use.path) === undefined)?.path;
      const answers: Answers = new Map();
      try {
        const value = evaluate(scope, world, answers);
        if (!isCelError(value)) return { value, seen: seenBy(uses, scope, answers) };
        return { unknown: unknownText(missing(), value.message, scope) };
      } catch (error) {
        return { unknown: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

/**
 * The front door of every expression: its bounds, its tree and how to run it over any values.
 * @param env for names that recipes do not have
 */
export function compileValue(source: string, env?: CelEnv): { uses: Uses; run: Run } | ExpressionProblem {
  const read = readExpression(source);
  if ('problem' in read) return read;
  try {
    const uses = usesOf(read.tree);
    return { uses, run: planExpression(read.tree.expr, env) };
  } catch (error) {
    return parseProblem(error);
  }
}

/** The syntax tree of an expression within its bounds. */
export function readExpression(source: string): { tree: ReturnType<typeof parse> } | ExpressionProblem {
  if (source.trim() === '') return { problem: 'the condition is empty' };
  if (source.length > EXPRESSION_MAX)
    return { problem: `the condition has ${source.length} characters; ${EXPRESSION_MAX} is the most` };
  const deep = firstTooDeep(source);
  if (deep !== undefined) return { problem: `brackets are nested more than ${DEPTH_MAX} deep`, offset: deep };
  try {
    return { tree: parse(source) };
  } catch (error) {
    return findUnbalanced(source) ?? parseProblem(error);
  }
}

function needsOf(uses: Uses): Needs {
  const needs = new Map<string, Set<string> | 'all'>();
  for (const {
    path: [root = '', first],
    only,
  } of uses.names) {
    const field = first ?? only;
    const known = needs.get(root) ?? new Set();
    if (field === undefined || known === 'all') needs.set(root, 'all');
    else needs.set(root, known.add(field));
  }
  return needs;
}

function unknownText(missing: string[] | undefined, message: string, scope: Scope): string {
  if (missing === undefined) return message;
  const [root = ''] = missing;
  return Object.hasOwn(scope, root) ? `${missing.join('.')} is not filled in` : `there is no ${root} here`;
}

/** The offset of the first bracket that goes too deep; brackets inside quotes are counted too, which harms nobody. */
function firstTooDeep(source: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    const char = source[at] ?? '';
    if ('([{'.includes(char) && ++depth > DEPTH_MAX) return at;
    if (')]}'.includes(char)) depth--;
  }
  return undefined;
}

function parseProblem(error: unknown): ExpressionProblem {
  if (!(error instanceof Error)) return { problem: 'this is no CEL' };
  if (error instanceof RangeError) return { problem: 'the condition is nested too deeply' };
  const location = 'location' in error ? error.location : undefined;
  const start = typeof location === 'object' && location !== null && 'start' in location ? location.start : undefined;
  const offset = typeof start === 'object' && start !== null && 'offset' in start ? Number(start.offset) : undefined;
  const problem = `this is no CEL: ${error.message.replace(/^<input>:\d+:\d+:\s*/, '')}`;
  return offset === undefined ? { problem } : { problem, offset };
}

function seenBy(uses: Uses, scope: Scope, answers: Answers): string {
  // A whole record is asked for by functions such as hasTag(contact, …): its tags tell enough.
  const paths = new Map(
    uses.names
      .map(({ path }) => (path.length > 1 || path[0] === 'now' ? path : [...path, 'tags']))
      .map((path) => [path.join('.'), path]),
  );
  const found = [...paths].map(([name, path]): [string, ScopeValue | undefined] => [name, lookUp(scope, path)]);
  return [...answers, ...found]
    .slice(0, SEEN_PATHS_MAX)
    .map(([name, value]) => `${name} = ${shortJson(value)}`)
    .join(', ');
}

function shortJson(value: ScopeValue | undefined): string {
  if (value === undefined) return 'nothing';
  const json = JSON.stringify(value);
  return json.length > SEEN_VALUE_MAX ? `${json.slice(0, SEEN_VALUE_MAX)}…` : json;
}

/** The value at a path of own properties. */
function lookUp(scope: Scope, path: readonly string[]): ScopeValue | undefined {
  let value: ScopeValue | undefined = scope;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
      return undefined;
    value = value[name];
  }
  return value;
}

function describe(value: Value): string {
  if (typeof value === 'string') return `the text ${shortJson(value)}`;
  if (typeof value === 'bigint' || typeof value === 'number') return `the number ${value}`;
  return value === null ? 'nothing' : 'a list or map';
}
