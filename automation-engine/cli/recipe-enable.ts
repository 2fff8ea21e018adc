/** `larder recipe enable`: switches recipes on in the running engine. */
import { defineCommand } from './define-command.ts';
import { findEngine, troubleLines } from './engine-call.ts';
import { setInputs, switchRecipes } from './switch-recipe.ts';

export const command = defineCommand({
  usage: 'ID … [--input NAME=VALUE …]',
  about: 'Switches recipes on in the running engine; what happened before starts nothing.',
  details:
    '--input sets an input of the recipe before it is switched on; there is one recipe then: see larder recipe inputs.',
  async run(words, { json, io }) {
    const inputs = words.flatMap((word, at) => (words[at - 1] === '--input' ? [word] : []));
    const ids = words.filter((word, at) => word !== '--input' && words[at - 1] !== '--input');
    const [id] = ids;
    if (inputs.length === 0 || id === undefined) return switchRecipes(ids, true, { json, io });
    if (ids.length > 1) {
      io.err('larder recipe enable ID --input NAME=VALUE: which recipe has the input? Name one at a time.');
      return 2;
    }
    const engine = await findEngine();
    if ('message' in engine) {
      io.err(engine.message);
      return 2;
    }
    const set = await setInputs(engine.control, id, inputs);
    if ('summary' in set) return switchRecipes([id], true, { json, io });
    ('problem' in set ? [set.problem] : troubleLines(set.trouble)).forEach(io.err);
    return 1;
  },
});
