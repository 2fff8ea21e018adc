import { describe, expect, it } from 'vitest';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { recipeJsonSchema } from '../../../automation-engine/recipe-language/json-schema.ts';

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
