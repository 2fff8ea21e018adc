/** Every recipe that ships is right, and does what its examples say: on the real runner, with a clock that is moved by hand. */
import { describe, expect, it } from 'vitest';
import { loadBlocks } from '../automation-engine/recipe-language/blocks.ts';
import { findLoops } from '../automation-engine/recipe-language/loops.ts';
import { readRecipeFolders, SHIPPED_RECIPES } from '../automation-engine/recipe-language/recipe-files.ts';
import { runExamples } from '../automation-engine/runner/examples.ts';

const blocks = await loadBlocks();
const { recipes, templateFiles, mailTemplates } = await readRecipeFolders([SHIPPED_RECIPES], blocks);
const examples = recipes.flatMap(({ recipe }) =>
  (recipe?.examples ?? []).map((example) => ({ id: recipe?.id, title: example.title, recipe, example })),
);

describe('the recipes that ship', () => {
  it('and their mail templates have no problems', () => {
    expect([...recipes, ...templateFiles].filter(({ problems }) => problems.length > 0)).toEqual([]);
    expect(recipes.length).toBeGreaterThanOrEqual(18);
  });

  it('do not set each other off for ever', () => {
    expect(
      findLoops(
        recipes.flatMap(({ recipe }) => recipe ?? []),
        blocks,
      ),
    ).toEqual([]);
  });

  it('use every mail template', () => {
    const used = JSON.stringify(recipes);
    expect([...mailTemplates.keys()].filter((id) => !used.includes(`"${id}"`))).toEqual([]);
  });

  it.each(recipes)('$id has examples in which it acts and in which it must not', ({ recipe }) => {
    const counts = recipe?.examples.map(({ expect: wanted }) => wanted.length) ?? [];
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(0);
    expect(counts.filter((count) => count === 0).length).toBeGreaterThan(0);
    expect(counts.length).toBeGreaterThanOrEqual(4);
  });
});

describe('the example', () => {
  it.each(examples)('$id: $title', async ({ recipe, example }) => {
    if (recipe === undefined) return;
    const results = await runExamples({ ...recipe, examples: [example] }, { blocks, mailTemplates });
    expect(results.map(({ problem }) => problem)).toEqual([undefined]);
  });
});
