/** Takes runs on the way along to a new version of their recipe, where it wants that. */
import type { Core } from '../core.ts';
import { inUnit } from '../unit.ts';
import { readContext, writeContext } from './context.ts';
import { newPlace } from './new-place.ts';
import type { ActiveRecipe } from './recipe-source.ts';
import { UNDER_WAY } from './entries.ts';
import { moveAndTell } from './run-rows.ts';
import type { RunRow } from './run-writes.ts';
import type { Versions } from './versions.ts';

const BATCH = 100;

/** Call it when recipes were loaded. Runs that cannot be taken along say why, once, and finish with the version that they have. */
export async function updateRuns(core: Core, versions: Versions, active: readonly ActiveRecipe[]): Promise<void> {
  for (const one of active) {
    if (one.recipe.onUpdate !== 'migrate' && one.recipe.onUpdate !== 'restart') continue;
    let after = '';
    for (let rows = await olderRuns(core, one, after); rows.length > 0; rows = await olderRuns(core, one, after)) {
      await versions.load(rows.map((run) => run.recipe_hash));
      await updateBatch(core, versions, one, rows);
      after = rows.at(-1)?.id ?? '';
    }
  }
}

const olderRuns = (core: Core, { recipe, hash }: ActiveRecipe, after: string): Promise<RunRow[]> =>
  core.db
    .selectFrom('runs')
    .selectAll()
    .where('recipe_id', '=', recipe.id)
    .where('recipe_hash', '!=', hash)
    .where('state', 'in', UNDER_WAY)
    .where('id', '>', after)
    .orderBy('id')
    .limit(BATCH)
    .execute();

async function updateBatch(
  core: Core,
  versions: Versions,
  { recipe, hash }: ActiveRecipe,
  rows: readonly RunRow[],
): Promise<void> {
  await inUnit(core, async (unit) => {
    for (const run of rows) {
      const context = readContext(run);
      if (context.keptFrom === hash) continue;
      const before = versions.get(run.recipe_hash);
      const place = newPlace({ before, after: recipe, position: run.position ?? '', state: run.state, context });
      const line = { step: run.position ?? 'run', kind: 'update', outcome: 'done' as const };
      if ('keep' in place) {
        const text = `Finishes with version ${before?.version ?? 'that it began with'}: ${place.keep}`;
        const change = { context_json: writeContext({ ...context, keptFrom: hash }) };
        await moveAndTell(unit, run, change, { lines: [{ ...line, text }], recipe: before });
        continue;
      }
      const isAnew = place.wakes === 'now';
      const change = {
        recipe_hash: hash,
        position: place.position,
        context_json: writeContext(place.context),
        ...(isAnew ? { attempts: 0, wake_at: null, reason: null } : {}),
        ...(isAnew && run.state === 'waiting' ? { state: 'ready' } : {}),
      };
      await moveAndTell(unit, run, change, { lines: [{ ...line, text: place.note }], recipe });
    }
  });
}
