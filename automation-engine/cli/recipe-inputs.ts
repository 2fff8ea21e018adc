/** `larder recipe inputs`: shows and sets what a recipe lets people set. */
import { defineCommand } from './define-command.ts';
import { findEngine, troubleLines } from './engine-call.ts';
import { setInputs } from './switch-recipe.ts';

export const command = defineCommand({
  usage: 'ID [NAME=VALUE …]',
  about: 'Shows the inputs of a recipe in the running engine, or sets them; NAME= brings the default back.',
  details: 'The entries of a list are separated by commas. Runs under way keep the values that they began with.',
  async run([id, ...words], { json, io }) {
    if (id === undefined) {
      io.err('larder recipe inputs ID [NAME=VALUE …]: which recipe? See larder recipe list');
      return 2;
    }
    const engine = await findEngine();
    if ('message' in engine) {
      io.err(engine.message);
      return 2;
    }
    const set = await setInputs(engine.control, id, words);
    if (!('summary' in set)) {
      if (json) io.out(JSON.stringify(set));
      ('problem' in set ? [set.problem] : troubleLines(set.trouble)).forEach(io.err);
      return 1;
    }
    const { inputs = [] } = set.summary;
    if (json) io.out(JSON.stringify(inputs));
    else if (inputs.length === 0) io.out(`${id} has no inputs`);
    else
      for (const { name, type, label, value } of inputs)
        io.out(`${name} = ${JSON.stringify(value)}  (${type}: ${label})`);
    return 0;
  },
});
