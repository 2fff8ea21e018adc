/** What the recipes that ship do in their examples, they do again when the example is the past that is played. */
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { loadBlocks } from '../../../../automation-engine/recipe-language/blocks.ts';
import { readRecipeFolders, SHIPPED_RECIPES } from '../../../../automation-engine/recipe-language/recipe-files.ts';
import { makeWorld } from '../../../../automation-engine/runner/example-world.ts';
import { playedRuns, type Asked } from '../../../../automation-engine/runner/simulation/played.ts';
import { simulate } from '../../../../automation-engine/runner/simulation/simulate.ts';
import type { PlayedRun } from '../../../../shared/model/simulation.ts';
import { makeFolder } from '../../temporary-folder.ts';

const blocks = await loadBlocks();
const { recipes, mailTemplates } = await readRecipeFolders([SHIPPED_RECIPES], blocks);
const examples = recipes.flatMap(({ recipe }) =>
  (recipe?.examples ?? []).map((example) => ({ recipe, example, id: recipe?.id, title: example.title })),
);

async function all(asked: Asked): Promise<PlayedRun[]> {
  const runs: PlayedRun[] = [];
  for await (const run of playedRuns(asked)) runs.push(run);
  return runs;
}

describe('in simulation', () => {
  it.each(examples)('$id $title', async ({ recipe, example }) => {
    if (recipe === undefined) throw new Error('the recipe has problems');
    const world = await makeWorld(recipe, example, { blocks, mailTemplates });
    const from = world.core.clock.now() + 1;
    await world.play();
    const recipeIds = [recipe.id];
    const real = await all({ db: world.core.db, recipeIds, from });
    const databaseFile = join(await makeFolder(), 'larder.db');
    await sql`vacuum into ${databaseFile}`.execute(world.core.db);
    const until = world.core.clock.now();
    await world.close();
    const parts = { blocks, mailTemplates, ownerZone: 'UTC' };
    const mailFrom = { name: 'Larder', address: 'me@larder.example' };
    const simulation = { databaseFile, recipes: [recipe], inputs: example.inputs, from, until, mailFrom, ...parts };
    expect(await simulate(simulation, all)).toEqual(real);
    expect(real.length > 0 || example.expect.length === 0).toBe(true);
  });
});
