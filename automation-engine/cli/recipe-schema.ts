/** `larder recipe schema`: what editors need to complete and check recipes while they are written. */
import { loadBlocks } from '../recipe-language/blocks.ts';
import { recipeJsonSchema } from '../recipe-language/json-schema.ts';
import { defineCommand } from './define-command.ts';

export const command = defineCommand({
  usage: '',
  about: 'Prints the JSON Schema (draft 7) of recipe files, for editors.',
  details: 'Save it and name it in the first line of a recipe: "# yaml-language-server: $schema=PATH".',
  async run(_words, { json, io }) {
    io.out(JSON.stringify(recipeJsonSchema(await loadBlocks()), null, json ? 0 : 2));
    return 0;
  },
});
