/** `larder recipe list`: the recipes there are, and which are on. */
import { recipeListSchema, type RecipeSummary } from '../../shared/model/wire.ts';
import { loadBlocks } from '../recipe-language/blocks.ts';
import { defineCommand, type Io } from './define-command.ts';
import { callEngine, findEngine, troubleLines } from './engine-call.ts';
import { readNamed } from './recipe-paths.ts';

export const command = defineCommand({
  usage: '',
  about: 'Lists the recipes, and which of them are on.',
  details: 'Asks the running engine; without one it lists the files, and nobody knows what is on.',
  async run(_words, { json, io }) {
    const engine = await findEngine();
    if ('message' in engine) {
      const read = await readNamed([], await loadBlocks());
      const recipes = 'missing' in read ? [] : read.loaded.recipes;
      const list = recipes.map(({ id, recipe, problems }) => ({
        id,
        title: recipe?.title ?? id,
        version: recipe?.version ?? '',
        problems,
      }));
      if (json) io.out(JSON.stringify({ engine: null, recipes: list }));
      else {
        for (const { id, title, version, problems } of list)
          io.out(line(id, version, problems.length > 0 ? 'problems' : '?', title));
        io.err(engine.message);
      }
      return 0;
    }
    const answer = await callEngine(engine.control, 'GET', '/recipes');
    if (!('status' in answer)) {
      troubleLines(answer).forEach(io.err);
      return 2;
    }
    const { recipes } = recipeListSchema.parse(answer.body);
    if (json) io.out(JSON.stringify({ engine: engine.control.url, recipes }));
    else write(recipes, io);
    return 0;
  },
});

function write(recipes: readonly RecipeSummary[], io: Io): void {
  for (const { id, version, title, enabled, broken, held, problems } of recipes) {
    io.out(line(id, version, problems.length > 0 ? 'problems' : enabled ? 'on' : 'off', title));
    if (broken !== undefined) io.out(`    switched off by the engine at ${broken.at}: ${broken.reason}`);
    if (held !== undefined) io.out(`    ${held} run(s) held: larder recipe release ${id}, or larder recipe drop ${id}`);
    for (const problem of problems) io.out(`    line ${problem.line ?? '?'}: ${problem.path}: ${problem.message}`);
  }
}

const line = (id: string, version: string, state: string, title: string) =>
  `${state.padEnd(9)}${id.padEnd(28)} ${version.padEnd(8)} ${title}`;
