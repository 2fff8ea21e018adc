/** Turns what zod finds into problems that a person can act on: where, what was expected, what was found, what was probably meant. */
import { z } from 'zod';
import { didYouMean } from './closest.ts';
import { pathText, PROBLEMS_MAX, type Path, type Source } from './yaml-source.ts';
import type { RecipeProblem } from './recipe.ts';

const VALUES_NAMED_MAX = 6;
/** For problems that say what to do themselves. */
const LAST_HINT = 'recipes/README.md says what can stand in a file';

export interface ProblemDetails {
  hint?: string | undefined;
  /** Point at the key instead of the value. */
  atKey?: boolean;
  /** Point inside the text. */
  inside?: { offset?: number; line?: number; column?: number };
}

/** Collects the problems of one file. */
export interface Report {
  source: Source;
  problems: RecipeProblem[];
  add(path: Path, message: string, details?: ProblemDetails): void;
  /**
   * The value as the schema reads it, or nothing after its problems were added.
   * @param open keys of the value whose own problems do not count
   */
  check<S extends z.ZodType>(
    schema: S,
    value: unknown,
    path: Path,
    open?: ReadonlySet<string>,
  ): z.output<S> | undefined;
}

export function createReport(source: Source): Report {
  const problems = [...source.problems];
  const report: Report = {
    source,
    problems,
    add(path, message, { hint = LAST_HINT, atKey, inside } = {}) {
      if (problems.length >= PROBLEMS_MAX) return;
      const place =
        inside !== undefined ? source.placeIn(path, inside) : atKey ? source.placeOfKey(path) : source.placeOf(path);
      problems.push({ path: pathText(path), ...place, message, hint });
    },
    check(schema, value, path, open) {
      const result = schema.safeParse(value);
      if (result.success) return result.data;
      for (const issue of result.error.issues) {
        if (open === undefined || !open.has(String(issue.path[0]))) addIssue(report, schema, issue, value, path);
      }
      return undefined;
    },
  };
  return report;
}

const EXPECTED: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'a mapping'],
  ['record', 'a mapping'],
]);

function addIssue(report: Report, schema: z.ZodType, issue: z.core.$ZodIssue, value: unknown, base: Path): void {
  const inner = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const path = [...base, ...inner];
  const found = valueAt(value, inner);
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, inner);
    for (const key of issue.keys) {
      report.add([...path, key], `there is no key "${key}" here`, { atKey: true, hint: didYouMean(key, known) });
    }
    return;
  }
  if (found === undefined && inner.length > 0) {
    const what = issue.code === 'invalid_type' ? `: ${EXPECTED.get(issue.expected) ?? issue.expected}` : '';
    report.add(path.slice(0, -1), `"${inner.at(-1)}" is missing${what}`, {
      atKey: true,
      hint: aboutAt(schema, inner) ?? `add "${inner.at(-1)}: …"`,
    });
    return;
  }
  report.add(path, `${expectation(issue)}, found ${describe(found)}`, {
    hint: hintFor(issue, found) ?? aboutAt(schema, inner),
  });
}

function hintFor(issue: z.core.$ZodIssue, found: unknown): string | undefined {
  if (issue.code === 'invalid_value' && typeof found === 'string') return didYouMean(found, issue.values.map(String));
  const isBareWord = typeof found === 'number' || typeof found === 'boolean';
  return issue.code === 'invalid_type' && issue.expected === 'string' && isBareWord
    ? 'put quotes around it'
    : undefined;
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') {
    const isOwn = !issue.message.startsWith('Invalid input');
    return isOwn ? issue.message : `expected ${EXPECTED.get(issue.expected) ?? issue.expected}`;
  }
  if (issue.code === 'invalid_value') {
    if (issue.values.length > VALUES_NAMED_MAX) return 'expected one of the words known here';
    return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
  }
  if (issue.code === 'too_small') return `expected at least ${count(issue.minimum, issue.origin)}`;
  if (issue.code === 'too_big') return `expected at most ${count(issue.maximum, issue.origin)}`;
  if (issue.code === 'invalid_format') return `expected ${issue.message.replace(/^Invalid string: /, '')}`;
  return issue.message.replace(/^Invalid string: /, '');
}

function count(limit: number | bigint, origin: string): string {
  const unit = origin === 'string' ? ' character' : origin === 'array' ? (limit === 1 ? ' entry' : ' entrie') : '';
  return `${limit}${unit}${unit === '' || limit === 1 ? '' : 's'}`;
}

/** What was found, as words: `the text "3 days"`, `a list`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a mapping';
  const json = JSON.stringify(value);
  const short = json.length > 60 ? `${json.slice(0, 60)}…` : json;
  return typeof value === 'string' ? `the text ${short}` : short;
}

function valueAt(value: unknown, path: Path): unknown {
  let at: unknown = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = new Map<string, unknown>(Object.entries(at)).get(String(part));
  }
  return at;
}

/** The keys that a schema takes at a path, through what wraps it. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  const at = unwrap(walk(schema, path));
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

/** What a schema says of itself at a path: the words that editors show as well. */
function aboutAt(schema: z.ZodType, path: Path): string | undefined {
  const at = walk(schema, path);
  return at instanceof z.ZodType ? (at.description ?? descriptionOf(unwrap(at))) : undefined;
}

const descriptionOf = (schema: unknown): string | undefined =>
  schema instanceof z.ZodType ? schema.description : undefined;

function walk(schema: z.ZodType, path: Path): unknown {
  return path.reduce<unknown>((outer, part) => {
    const at = unwrap(outer);
    if (at instanceof z.ZodArray) return at.element;
    return at instanceof z.ZodObject ? new Map<string, unknown>(Object.entries(at.shape)).get(String(part)) : undefined;
  }, schema);
}

function unwrap(schema: unknown): unknown {
  let at = schema;
  while (at instanceof z.ZodOptional || at instanceof z.ZodDefault || at instanceof z.ZodNullable) at = at.unwrap();
  return at;
}
