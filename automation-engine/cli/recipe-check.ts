/** `larder recipe check`: every problem of every file, and the loops among them. */
import { loadBlocks } from '../recipe-language/blocks.ts';
import { findLoops } from '../recipe-language/loops.ts';
import { defineCommand } from './define-command.ts';
import { problemLines, shortPath } from './problem-text.ts';
import { readNamed } from './recipe-paths.ts';

export const command = defineCommand({
  usage: '[FILE|FOLDER …]',
  about: 'Checks recipes and mail templates, and says everything that is wrong with them.',
  details:
    'Without a file or folder it checks all that the engine reads: the recipes that ship and your own.\nLoops are warnings: they do not fail the check.',
  async run(words, { json, io }) {
    const blocks = await loadBlocks();
    const read = await readNamed(words, blocks);
    if ('missing' in read) {
      io.err(`larder recipe check: there is no file or folder ${read.missing}`);
      return 2;
    }
    const { recipes, templateFiles } = read.loaded;
    const files = [...recipes, ...templateFiles];
    const loops = findLoops(
      recipes.flatMap(({ recipe }) => recipe ?? []),
      blocks,
    );
    const problems = files.reduce((sum, file) => sum + file.problems.length, 0);
    if (json) {
      const told = files.map(({ id, file, problems: found }) => ({ id, file: shortPath(file), problems: found }));
      io.out(JSON.stringify({ ok: problems === 0, files: told, loops }));
    } else {
      for (const { file, problems: found } of files)
        for (const problem of found) problemLines(file, problem).forEach(io.out);
      for (const loop of loops) io.out(`warning: a loop: ${loop.message}`);
      io.out(`${recipes.length} recipe(s), ${templateFiles.length} mail template(s), ${problems} problem(s)`);
    }
    return problems === 0 ? 0 : 1;
  },
});
