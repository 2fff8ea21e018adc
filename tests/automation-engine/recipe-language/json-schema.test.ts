import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { recipeJsonSchema } from '../../../automation-engine/recipe-language/json-schema.ts';
import { SHIPPED_RECIPES, yamlFiles } from '../../../automation-engine/recipe-language/recipe-files.ts';

const blocks = await loadBlocks();
const schema = JSON.stringify(recipeJsonSchema(blocks));

describe('the JSON Schema for editors', () => {
  it('is draft 7, which editors read', () => {
    expect(recipeJsonSchema(blocks)).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      additionalProperties: false,
      required: ['id', 'version', 'title', 'about', 'trigger', 'steps'],
    });
    expect(schema).not.toContain('$defs');
    expect(schema.match(/\$schema/g)).toHaveLength(1);
  });

  it('knows every action and trigger with its parameters', () => {
    for (const [id, { about }] of [...blocks.actions, ...blocks.triggers]) {
      expect(schema).toContain(JSON.stringify(id));
      expect(schema).toContain(JSON.stringify(about));
    }
    expect(schema).toContain('"#/definitions/step"');
  });

  it('refers only to what it defines', () => {
    const defined = new Set(Object.keys(recipeJsonSchema(blocks).definitions ?? {}));
    const named = [...schema.matchAll(/"#\/definitions\/([^"]+)"/g)].map(([, name]) => name);
    expect(named.filter((name) => !defined.has(name ?? ''))).toEqual([]);
  });
});

// Formats are for editors to show; zod checks them.
const isValid = new Ajv({ validateFormats: false }).compile(recipeJsonSchema(blocks));
const isRecipe = (file: string) => !file.includes('mail-templates');
const shipped = (await yamlFiles(SHIPPED_RECIPES)).filter(isRecipe).map((file) => [file.slice(-40), file] as const);

const HEAD = { id: 'x', version: '1.0.0', title: 'X', about: 'X' };
const recipe = (parts: object = {}) => ({
  ...HEAD,
  trigger: { event: 'contact.created' },
  steps: [{ 'add-tag': { tag: 'vip' } }],
  ...parts,
});

describe('a validator that was given the schema', () => {
  it.each(shipped)('takes %s, which names the schema in its first line', (_, file) => {
    const text = readFileSync(file, 'utf8');
    expect(text.split('\n', 1)).toEqual(['# yaml-language-server: $schema=recipe.schema.json']);
    isValid(parse(text));
    expect(isValid.errors ?? []).toEqual([]);
  });

  it('is given the same one by the file that ships', () => {
    const file: unknown = JSON.parse(readFileSync(join(SHIPPED_RECIPES, 'recipe.schema.json'), 'utf8'));
    expect(file, 'npm run larder -- recipe schema > recipes/recipe.schema.json').toEqual(
      JSON.parse(JSON.stringify(recipeJsonSchema(blocks))),
    );
  });

  it.each([...blocks.actions])('takes the sample of %s', (id, { sample }) => {
    expect(isValid(recipe({ steps: [{ [id]: sample }], capabilities: [id] }))).toBe(true);
  });

  it.each([...blocks.triggers])('takes the sample of the trigger %s', (_, { sample }) => {
    expect(isValid(recipe({ trigger: [{ ...(sample as object), if: 'true' }] }))).toBe(true);
  });

  it.each([
    ['an action that there is not', { steps: [{ 'add-tags': { tag: 'vip' } }] }],
    ['two actions in one step', { steps: [{ 'add-tag': { tag: 'vip' }, notify: { title: 'x' } }] }],
    ['a parameter that there is not', { steps: [{ 'add-tag': { tag: 'vip', colour: 'red' } }] }],
    ['a value that is none', { steps: [{ 'assign-owner': { to: ['anna'], by: 'chance' } }] }],
    ['a mistake in a branch', { steps: [{ if: 'true', then: [{ wayt: '3d' }] }] }],
    ['an event that there is not', { trigger: { event: 'contact.made' } }],
    ['a capability that there is not', { capabilities: ['send-mails'] }],
    ['no steps', { steps: [] }],
    ['an example without what it expects', { examples: [{ title: 'x' }] }],
  ])('refuses %s', (_, parts) => {
    expect(isValid(recipe())).toBe(true);
    expect(isValid(recipe(parts))).toBe(false);
  });
});
