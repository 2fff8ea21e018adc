/**
 * A contact was merged into another: its runs, ended ones too, and its mails are the other's from now on. So entry rules, limits and
 * exits know of them, and what is under way for both goes on for one.
 */
import { sql } from 'kysely';
import type { Tx } from '../core.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import { listed } from '../storage/bulk.ts';
import type { Unit } from '../unit.ts';
import { UNDER_WAY } from './entries.ts';
import { endRun, queuedFirst, tellOnly } from './run-rows.ts';
import type { RunRow } from './run-writes.ts';

export async function followMerge(unit: Unit, from: string, kept: string): Promise<void> {
  const name = (await unit.records.typed('contact', kept))?.name ?? 'another contact';
  const tx = await unit.written();
  const runsOf = (id: string) => tx.selectFrom('runs').selectAll().where('contact_id', '=', id).orderBy('id').execute();
  const runs = await runsOf(from);
  const recipes = await recipesOf(tx, runs.filter(isUnderWay));
  const keyThere = (run: RunRow) => run.entry_key.replaceAll(from, kept);
  const placeOf = (run: RunRow) => `${run.recipe_id} ${keyThere(run)}`;
  const taken = new Set((await runsOf(kept)).filter(isUnderWay).map(placeOf));
  for (const run of queuedFirst(runs)) {
    const recipe = recipes.get(run.recipe_hash);
    const mode = recipe?.entry.mode;
    if (!isUnderWay(run) || !taken.has(placeOf(run)) || mode === 'parallel' || mode === 'queue') continue;
    const reason = `Merged into ${name}, for whom it is under way already`;
    const lines = [{ step: run.position ?? 'run', kind: 'exit', outcome: 'done' as const, text: reason }];
    await endRun(unit, run, { state: 'stopped', reason }, { lines, recipe });
  }
  await unit.written();
  await sql`update runs set contact_id = ${kept}, entry_key = replace(entry_key, ${from}, ${kept}), revision = revision + 1
    where contact_id = ${from}`.execute(tx);
  await tx.updateTable('ledger').set({ contact_id: kept }).where('contact_id', '=', from).execute();
  await moveCounts(unit, from, kept);
  const ids = new Set(runs.map((run) => run.id));
  for (const run of (await runsOf(kept)).filter(({ id }) => ids.has(id))) {
    unit.runs.entries.note(run);
    if (!isUnderWay(run)) continue;
    const text = `Goes on for ${name}, into whom the contact was merged`;
    const lines = [{ step: run.position ?? 'run', kind: 'merge', outcome: 'done' as const, text }];
    await tellOnly(unit, run, { lines, recipe: recipes.get(run.recipe_hash) });
  }
}

const isUnderWay = (run: RunRow): boolean => UNDER_WAY.some((state) => state === run.state);

/** Which runs these are is known inside the transaction only. */
async function recipesOf(tx: Tx, runs: readonly RunRow[]): Promise<Map<string, Recipe>> {
  const hashes = new Set(runs.map((run) => run.recipe_hash));
  const rows = await tx.selectFrom('recipe_versions').selectAll().where('hash', 'in', listed(hashes)).execute();
  // Written by the library alone, after it was checked.
  return new Map(rows.map((row) => [row.hash, JSON.parse(row.recipe_json) as Recipe]));
}

/** How often an action was used for one contact is kept as the count of a "day" of that contact: see passage.ts. */
async function moveCounts({ tx }: Unit, from: string, into: string): Promise<void> {
  const there = `contact ${into}`;
  await sql`insert into action_counts (recipe_id, action, day, count)
    select recipe_id, action, ${there}, count from action_counts where day = ${`contact ${from}`}
    on conflict (recipe_id, action, day) do update set count = count + excluded.count`.execute(tx);
  await sql`delete from action_counts where day = ${`contact ${from}`}`.execute(tx);
}
