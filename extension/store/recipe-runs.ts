/** What recipes did, by recipe: the engine tells it in runs, which sync like everything else. */
import { Dexie } from 'dexie';
import type { Run, runStates } from '../../shared/model/run.ts';
import { fromRow } from './rows.ts';
import type { Store } from './store.ts';

/** The runs of a recipe, the latest first. */
export async function runsOfRecipe(store: Store, recipeId: string, limit: number): Promise<Run[]> {
  const rows = await store.db.runs
    .where('[recipeId+startedAt]')
    .between([recipeId, Dexie.minKey], [recipeId, Dexie.maxKey])
    .reverse()
    .limit(limit)
    .toArray();
  return rows.map((row) => fromRow('run', row));
}

/** How many runs of a recipe are in a state. */
export const countRuns = (store: Store, recipeId: string, state: (typeof runStates)[number]): Promise<number> =>
  store.db.runs.where('[recipeId+state]').equals([recipeId, state]).count();

/** The title that a run's recipe had, as far as this device knows the run. */
export async function titleOfRun(store: Store, runId: string): Promise<string | undefined> {
  const row = await store.db.runs.get(runId);
  return row === undefined ? undefined : fromRow('run', row).recipeTitle;
}
