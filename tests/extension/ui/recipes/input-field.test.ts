import { describe, expect, it } from 'vitest';
import { typedOf, valueOf } from '../../../../extension/ui/recipes/input-field.tsx';

describe('an input of a recipe', () => {
  it.each([
    ['number', '3', 3],
    ['number', 'many', 'many'],
    ['number', ' ', ' '],
    ['duration', ' 2d ', '2d'],
    ['list', 'first\n\n second \n', ['first', 'second']],
  ])('of type %s is %j as typed, and for the engine %j', (type, typed, value) => {
    expect(valueOf({ type }, typed)).toEqual(value);
  });

  it.each([
    [3, '3'],
    [['first', 'second'], 'first\nsecond'],
    [null, ''],
  ])('%j is typed as %j', (value, typed) => {
    expect(typedOf(value)).toBe(typed);
  });
});
