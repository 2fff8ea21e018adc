/** What an expression looks at and calls, read from its syntax tree. */
import type { parse } from '@bufbuild/cel';

export type Tree = ReturnType<typeof parse>;
export type Expr = Tree['expr'];

/** What an expression looks at: the fields of each root, or all of it. */
export type Needs = ReadonlyMap<string, ReadonlySet<string> | 'all'>;

/** A name and the fields asked of it: `contact.tags` is ["contact", "tags"]. */
export interface NameUse {
  path: string[];
  /** Where in the expression, in characters from its start. */
  offset: number;
  /** Asked with `has(…)`, where nothing being there is an answer. */
  optional: boolean;
  /** For a record as a whole: the one field that is looked at by the function it is given to. */
  only?: string;
}
export interface CallUse {
  name: string;
  offset: number;
  /** The literal text given to `matches`; null when it is no literal. */
  pattern?: string | null;
  /** The same for `inSegment`. */
  segment?: string | null;
}
export interface Uses {
  names: NameUse[];
  calls: CallUse[];
}

/** Names that CEL gives a meaning of its own. */
const TYPE_NAMES = new Set(['bool', 'bytes', 'double', 'int', 'list', 'map', 'null_type', 'string', 'type', 'uint']);
/** Operators that the planner handles itself, and the helper that macros expand to. */
const BUILT_IN = new Set([
  '_&&_',
  '_||_',
  '_?_:_',
  '_[_]',
  '_?._',
  '_[?_]',
  '@not_strictly_false',
  '__not_strictly_false__',
]);

/** The functions whose last text is looked at before they run. */
const LITERALS: Readonly<Record<string, 'pattern' | 'segment'>> = { matches: 'pattern', inSegment: 'segment' };

/** What these functions look at of the record that they are given. */
const LOOKED_AT: ReadonlyMap<string, string> = new Map([
  ['hasTag', 'tags'],
  ['hasConsent', 'consent'],
]);

/** Goes through the tree without recursion, so that its depth does not matter. */
export function usesOf(tree: Tree): Uses {
  const uses: Uses = { names: [], calls: [] };
  const positions = tree.sourceInfo?.positions ?? {};
  const offsetOf = (id: bigint) => positions[String(id)] ?? 0;
  const stack: { expr: Expr | undefined; bound: readonly string[] }[] = [{ expr: tree.expr, bound: [] }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { expr, bound } = next;
    if (expr === undefined) continue;
    const visit = (child: Expr | undefined) => stack.push({ expr: child, bound });
    const { case: kind, value } = expr.exprKind;
    if (kind === 'identExpr' || kind === 'selectExpr') {
      const path = pathOf(expr);
      if (path === undefined) visit(kind === 'selectExpr' ? value.operand : undefined);
      else if (!bound.includes(path[0] ?? '') && !TYPE_NAMES.has(path[0] ?? '')) {
        uses.names.push({ path, offset: offsetOf(expr.id), optional: kind === 'selectExpr' && value.testOnly });
      }
    } else if (kind === 'callExpr') {
      if (!BUILT_IN.has(value.function)) {
        const last = value.args.at(-1);
        const word = LITERALS[value.function];
        const literal = word === undefined ? {} : { [word]: literalOf(last) };
        uses.calls.push({ name: value.function, offset: offsetOf(expr.id), ...literal });
      }
      visit(value.target);
      const [record, ...others] = value.args;
      const field = LOOKED_AT.get(value.function);
      if (record?.exprKind.case === 'identExpr' && field !== undefined) {
        const { name } = record.exprKind.value;
        if (!bound.includes(name))
          uses.names.push({ path: [name], offset: offsetOf(record.id), optional: false, only: field });
      } else visit(record);
      others.forEach(visit);
    } else if (kind === 'listExpr') value.elements.forEach(visit);
    else if (kind === 'structExpr') {
      for (const entry of value.entries) {
        if (entry.keyKind.case === 'mapKey') visit(entry.keyKind.value);
        visit(entry.value);
      }
    } else if (kind === 'comprehensionExpr') {
      visit(value.iterRange);
      const inner = [...bound, value.iterVar, value.accuVar];
      for (const part of [value.accuInit, value.loopCondition, value.loopStep, value.result]) {
        stack.push({ expr: part, bound: inner });
      }
    }
  }
  const byPlace = (a: { offset: number }, b: { offset: number }) => a.offset - b.offset;
  uses.names.sort(byPlace);
  uses.calls.sort(byPlace);
  return uses;
}

/** `a.b.c` as its parts; nothing when it starts with something else than a name. */
export function pathOf(expr: Expr): string[] | undefined {
  const path: string[] = [];
  for (let at: Expr | undefined = expr; at !== undefined;) {
    const { case: kind, value }: Expr['exprKind'] = at.exprKind;
    if (kind === 'identExpr') return [value.name, ...path.reverse()];
    if (kind !== 'selectExpr') return undefined;
    path.push(value.field);
    at = value.operand;
  }
  return undefined;
}

function literalOf(expr: Expr | undefined): string | null {
  if (expr?.exprKind.case !== 'constExpr') return null;
  const { constantKind } = expr.exprKind.value;
  return constantKind.case === 'stringValue' ? constantKind.value : null;
}
