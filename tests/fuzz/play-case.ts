/** One random recipe through everything that happens to a recipe: read, checked, matched, run in a small world of its own. */
import type { Blocks } from '../../automation-engine/recipe-language/blocks.ts';
import type { MailTemplate } from '../../automation-engine/recipe-language/mail-templates.ts';
import { parseRecipe } from '../../automation-engine/recipe-language/parse.ts';
import { makeWorld } from '../../automation-engine/runner/example-world.ts';
import type { FuzzCase } from './recipes.ts';
import type { ReusedStorage } from './reused-storage.ts';

export type Outcome =
  | { refused: number }
  /** What the runs went through, by the outcome of each line of their traces. */
  | { ran: number; lines: Record<string, number> };

export const mailTemplates: ReadonlyMap<string, MailTemplate> = new Map([
  ['hello', { id: 'hello', title: 'Hello', about: 'Says hello.', subject: 'Hello', text: 'Hello {{ contact.name }}' }],
]);

const DAY_MS = 86_400_000;

/** @throws Error when something is wrong with Larder: a crash, or a problem without its place or its hint */
export async function playCase(
  { source, given, events }: FuzzCase,
  blocks: Blocks,
  database: ReusedStorage,
): Promise<Outcome> {
  const parsed = parseRecipe(source, { blocks, mailTemplates });
  if ('problems' in parsed) {
    const lines = source.split(/\r\n?|\n/).length;
    for (const { line, column, message, hint } of parsed.problems) {
      if (!(line >= 1 && line <= lines + 1 && column >= 1) || message === '' || hint === '')
        throw new Error(`a problem without its place or its hint: ${line}:${column} ${message} (${hint})`);
    }
    if (parsed.problems.length === 0) throw new Error('refused without a problem');
    return { refused: parsed.problems.length };
  }
  const example = { title: 'fuzz', given, inputs: {}, events, advanceMs: 2 * DAY_MS, expect: [] };
  const errors: { details: object; message: string }[] = [];
  const world = await makeWorld(parsed.recipe, example, {
    blocks,
    mailTemplates,
    storage: await database.emptied(),
    log: { debug() {}, info() {}, warn() {}, error: (details, message) => void errors.push({ details, message }) },
  });
  try {
    await world.play();
    // The engine goes on after an error and tries again; here nothing may go wrong that it has to get over.
    const [first] = errors;
    if (first !== undefined) throw new Error(`${errors.length} times: ${first.message}`, { cause: first.details });
    const { db } = world.core;
    const { count } = await db
      .selectFrom('runs')
      .select((rows) => rows.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    const rows = await db.selectFrom('run_steps').select('outcome').execute();
    const lines: Record<string, number> = {};
    for (const { outcome } of rows) lines[outcome] = (lines[outcome] ?? 0) + 1;
    return { ran: count, lines };
  } finally {
    await world.close();
  }
}
