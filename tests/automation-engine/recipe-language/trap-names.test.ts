/** Names that are traps in JavaScript, wherever a person can choose a name: they are data like any other. */
import { expect, it } from 'vitest';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { runExamples } from '../../../automation-engine/runner/examples.ts';
import { mailTemplates, problemsOf, readValid } from './recipe-text.ts';

const TRAPS = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];

const recipeWith = (name: string) => `
id: trap
version: 1.0.0
title: Trap
about: Uses a name that JavaScript has a meaning for.
capabilities: [add-tag, log-note]
inputs:
  ${name}: { type: text, label: Words, default: mine }
trigger:
  event: contact.created
  if: >-
    inputs.${name} == "mine" && contact.custom.${name} == "theirs" && hasTag(contact, "${name.toLowerCase()}") && !has(contact.custom.none)
entry: { key: contact.custom.${name} }
steps:
  - add-tag: { tag: inputs.${name} }
  - log-note: { text: '{{ inputs.${name} }} and {{ contact.custom.${name} }}' }
examples:
  - title: sees what is its own
    events:
      - at: '2026-03-06T10:00:00Z'
        contact.created: { name: Dana Fox, tags: [${name.toLowerCase()}], custom: { ${name}: theirs } }
    expect:
      - add-tag: { tag: mine }
      - log-note: { text: mine and theirs }
  - title: finds nothing where there is nothing
    events:
      - at: '2026-03-06T10:00:00Z'
        contact.created: { name: Dana Fox, tags: [${name.toLowerCase()}] }
    expect: []
`;

it.each(TRAPS)('%s names an input, a field and a tag', async (name) => {
  const recipe = await readValid(recipeWith(name));
  const results = await runExamples(recipe, { blocks: await loadBlocks(), mailTemplates });
  expect(results.map(({ problem }) => problem)).toEqual([undefined, undefined]);
});

it('__proto__ names nothing', async () => {
  expect(await problemsOf(recipeWith('__proto__'))).toContainEqual(
    expect.stringMatching(/^8:3 inputs: this key is not allowed \(leave it out\)$/),
  );
});
