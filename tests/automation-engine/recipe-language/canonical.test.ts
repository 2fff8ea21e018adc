import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, hashRecipe } from '../../../automation-engine/recipe-language/canonical.ts';
import { readValid, recipeText } from './recipe-text.ts';

/** The same value with the keys of every mapping in another order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, turned(item)]),
  );
}

describe('canonical JSON', () => {
  it.each([
    [{ b: 2, a: 1 }, '{"a":1,"b":2}'],
    [[3, 1, 2], '[3,1,2]'],
    [{ z: undefined, a: null }, '{"a":null}'],
    // RFC 8785, section 3.2.3: keys in the order of their UTF-16 units.
    [{ '€': 1, '\r': 2, '1': 3, '\u{1f600}': 4, ö: 5 }, '{"\\r":2,"1":3,"ö":5,"€":1,"😀":4}'],
    // RFC 8785, section 3.2.2.3: numbers as ECMAScript writes them.
    [[333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0], '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]'],
    ['a"b\n', '"a\\"b\\n"'],
  ])('of %j is %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('does not depend on the order of keys', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(turned(value)) === canonicalJson(value)));
  });

  it('holds the whole value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });

  it('refuses numbers that JSON does not have', () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow('JSON has no number NaN');
  });
});

describe('the hash of a recipe', () => {
  it('stays the same when only the layout of the file changes', async () => {
    const lines = recipeText().trimEnd().split('\n');
    const moved = [...lines.slice(1, 4), '# a comment', lines[0], ...lines.slice(4)].join('\n');
    expect(hashRecipe(await readValid(moved))).toBe(hashRecipe(await readValid(recipeText())));
  });

  it('changes with anything that the recipe does', async () => {
    const changed = recipeText().replace('tag: vip', 'tag: vips');
    expect(hashRecipe(await readValid(changed))).not.toBe(hashRecipe(await readValid(recipeText())));
  });
});
