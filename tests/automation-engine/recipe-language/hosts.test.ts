import { expect, it } from 'vitest';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { parseRecipe } from '../../../automation-engine/recipe-language/parse.ts';
import { recipeText } from '../runner/stage.ts';

const blocks = await loadBlocks();
const parse = (capability: string, url: string) =>
  parseRecipe(
    recipeText(`capabilities: [${capability}]
inputs: { where: { type: text, label: Where, default: "https://in.globex.example/x" } }
trigger: { event: contact.created }
steps: [{ call-webhook: { url: ${url} } }]
`),
    { blocks, mailTemplates: new Map() },
  );
const LIMITED = 'call-webhook: { hosts: [hooks.globex.example] }';

it.each([
  [LIMITED, 'https://hooks.globex.example/larder'],
  ['call-webhook', 'https://elsewhere.example/larder'],
  ['call-webhook: { hosts: [in.globex.example] }', 'inputs.where'],
])('with %s may call %s', (capability, url) => {
  expect(parse(capability, url)).toHaveProperty('recipe');
});

it.each([
  ['https://elsewhere.example/larder', 'elsewhere.example'],
  ['https://hooks.globex.example:8443/larder', 'hooks.globex.example:8443'],
  ['inputs.where', 'in.globex.example'],
])('is told when it is saved that it may not call %s', (url, host) => {
  expect(parse(LIMITED, url)).toMatchObject({
    problems: [
      {
        path: 'capabilities[0]',
        message: `"call-webhook" calls ${host}, which its capability does not name`,
        hint: `write "- call-webhook: { hosts: [hooks.globex.example, ${host}] }"`,
      },
    ],
  });
});
