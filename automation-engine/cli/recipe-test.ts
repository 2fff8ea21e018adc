/** `larder recipe test`: plays the examples that recipes carry, on the real runner with a clock that is moved by hand. */
import { loadBlocks } from '../recipe-language/blocks.ts';
import { runExamples, type ExampleResult } from '../runner/examples.ts';
import { defineCommand } from './define-command.ts';
import { problemLines, shortPath } from './problem-text.ts';
import { readNamed } from './recipe-paths.ts';

export const command = defineCommand({
  usage: '[FILE|FOLDER …]',
  about: 'Plays the examples that recipes carry, and says what differs from what they expect.',
  details:
    'Without a file or folder it tests all that the engine reads. Nothing is sent and nothing is stored: each example has an engine of its own.',
  async run(words, { json, io }) {
    const blocks = await loadBlocks();
    const read = await readNamed(words, blocks);
    if ('missing' in read) {
      io.err(`larder recipe test: there is no file or folder ${read.missing}`);
      return 2;
    }
    const { recipes, mailTemplates } = read.loaded;
    const told: { id: string; file: string; problems: unknown[]; examples: ExampleResult[] }[] = [];
    const say = json ? () => {} : io.out;
    for (const { id, file, recipe, problems } of recipes) {
      const examples = recipe === undefined ? [] : await runExamples(recipe, { blocks, mailTemplates });
      told.push({ id, file: shortPath(file), problems, examples });
      for (const problem of problems) problemLines(file, problem).forEach(say);
      for (const { title, passed, problem = '' } of examples) {
        say(`${passed ? '✓' : '✗'} ${id}: ${title}`);
        if (!passed) for (const line of problem.split('\n')) say(`    ${line}`);
      }
    }
    const all = told.flatMap(({ examples }) => examples);
    const failed = all.filter(({ passed }) => !passed).length;
    const broken = told.filter(({ problems }) => problems.length > 0).length;
    if (json)
      io.out(JSON.stringify({ ok: failed === 0 && broken === 0, passed: all.length - failed, failed, recipes: told }));
    else
      io.out(
        `${all.length - failed} passed, ${failed} failed${broken === 0 ? '' : `, ${broken} recipe(s) with problems`}`,
      );
    return failed === 0 && broken === 0 ? 0 : 1;
  },
});
