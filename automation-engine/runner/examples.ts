/** Runs the examples that a recipe carries, and says what differs from what they expect. */
import type { Kysely } from 'kysely';
import { isDeepStrictEqual } from 'node:util';
import type { FieldValue } from '../../shared/model/record.ts';
import type { TraceLine } from '../../shared/model/wire.ts';
import type { Example, Recipe } from '../recipe-language/recipe.ts';
import type { Database } from '../storage/schema.ts';
import { makeWorld, type ExampleParts } from './example-world.ts';
import { readTrace } from './run-store.ts';

export type { ExampleParts } from './example-world.ts';

export interface ActionTaken {
  action: string;
  params: Record<string, FieldValue>;
}

export interface ExampleResult {
  title: string;
  passed: boolean;
  /** What was expected and what was found, for a person to read; only when it did not pass. */
  problem?: string;
  expected: ActionTaken[];
  found: ActionTaken[];
  /** The traces of all runs, one after the other. */
  trace: TraceLine[];
}

export async function runExamples(recipe: Recipe, parts: ExampleParts): Promise<ExampleResult[]> {
  const results: ExampleResult[] = [];
  for (const example of recipe.examples) results.push(await runExample(recipe, example, parts));
  return results;
}

async function runExample(recipe: Recipe, example: Example, parts: ExampleParts): Promise<ExampleResult> {
  const world = await makeWorld(recipe, example, parts);
  const base = { title: example.title, expected: example.expect };
  try {
    await world.play();
    const trace = await tracesOf(world.core.db);
    const found = actionsIn(trace, new Set(parts.blocks.actions.keys()));
    const problem = problemWith(example.expect, found, trace);
    return { ...base, found, trace, passed: problem === undefined, ...(problem === undefined ? {} : { problem }) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const issues = error instanceof Error && 'issues' in error ? ` ${JSON.stringify(error.issues)}` : '';
    return {
      ...base,
      found: [],
      trace: [],
      passed: false,
      problem: `the example cannot be played: ${reason}${issues}`,
    };
  } finally {
    await world.close();
  }
}

async function tracesOf(db: Kysely<Database>): Promise<TraceLine[]> {
  const runs = await db.selectFrom('runs').select('id').orderBy('started_at').orderBy('id').execute();
  return (await Promise.all(runs.map((run) => readTrace(db, run.id)))).flat();
}

/** The actions that really happened, in order of time; a mail happened when it was handed over. */
function actionsIn(trace: readonly TraceLine[], actions: ReadonlySet<string>): ActionTaken[] {
  const taken: (ActionTaken & { at: string })[] = [];
  for (const [index, line] of trace.entries()) {
    if (!actions.has(line.kind) || (line.outcome !== 'done' && line.outcome !== 'waiting')) continue;
    if (line.outcome === 'waiting' && !wasHandedOver(trace.slice(index + 1), line)) continue;
    taken.push({ action: line.kind, params: paramsOf(line), at: line.at });
  }
  return taken
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ action, params }) => ({ action, params }));
}

const ledgerIdOf = ({ data }: TraceLine): FieldValue | undefined =>
  typeof data === 'object' && data !== null && !Array.isArray(data) ? data['ledgerId'] : undefined;

const wasHandedOver = (later: readonly TraceLine[], planned: TraceLine): boolean =>
  later.some((line) => line.outcome === 'done' && ledgerIdOf(line) === ledgerIdOf(planned));

function paramsOf({ data }: TraceLine): Record<string, FieldValue> {
  const params = typeof data === 'object' && data !== null && !Array.isArray(data) ? data['params'] : undefined;
  return typeof params === 'object' && params !== null && !Array.isArray(params) ? params : {};
}

/** The first difference, and what the runs went through. */
function problemWith(
  expected: readonly ActionTaken[],
  found: readonly ActionTaken[],
  trace: readonly TraceLine[],
): string | undefined {
  const difference = firstDifference(expected, found);
  if (difference === undefined) return undefined;
  const story =
    trace.length === 0
      ? ['  no run started']
      : trace.map((line) => `  ${line.at} ${line.step} ${line.kind}: ${line.text}`);
  return [difference, 'what happened:', ...story].join('\n');
}

function firstDifference(expected: readonly ActionTaken[], found: readonly ActionTaken[]): string | undefined {
  for (let at = 0; at < Math.max(expected.length, found.length); at++) {
    const [wanted, got] = [expected[at], found[at]];
    const place = `action ${at + 1}`;
    if (wanted === undefined) return `${place}: expected no more, found ${written(got)}`;
    if (got === undefined) return `${place}: expected ${written(wanted)}, found nothing`;
    if (wanted.action !== got.action) return `${place}: expected ${written(wanted)}, found ${written(got)}`;
    for (const [name, value] of Object.entries(wanted.params)) {
      if (!contains(got.params[name], value)) {
        return `${place}, ${wanted.action}.${name}: expected ${JSON.stringify(value)}, found ${JSON.stringify(got.params[name] ?? null)}`;
      }
    }
  }
  return undefined;
}

const written = (taken: ActionTaken | undefined): string =>
  taken === undefined ? 'nothing' : `${taken.action} ${JSON.stringify(taken.params)}`;

/** Whether everything that is expected is there; what was found may have more. */
function contains(found: FieldValue | undefined, expected: FieldValue): boolean {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected))
    return isDeepStrictEqual(found, expected);
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return false;
  return Object.entries(expected).every(([name, value]) => contains(found[name], value));
}
