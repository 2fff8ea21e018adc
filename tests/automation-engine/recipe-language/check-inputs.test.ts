import { describe, expect, it } from 'vitest';
import { checkInputs, readTyped } from '../../../automation-engine/recipe-language/check-inputs.ts';
import type { InputType, RecipeInput } from '../../../automation-engine/recipe-language/recipe.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { problemsOf, readValid, recipeText } from './recipe-text.ts';

const of = (type: InputType, more: Partial<RecipeInput> = {}): RecipeInput => ({
  type,
  label: 'It',
  default: '',
  ...more,
});
const problems = (input: RecipeInput, value: FieldValue) =>
  checkInputs({ inputs: { it: input } }, { it: value }, new Map([['hello', {}]])).map(({ message }) => message);

describe('the values of inputs', () => {
  it.each<[InputType, FieldValue, FieldValue, Partial<RecipeInput>?]>([
    ['text', 'anything', 5],
    ['text', '', 'x'.repeat(2_001)],
    ['number', 2.5, '2.5'],
    ['number', 3, 11, { min: 1, max: 10 }],
    ['duration', '1d 12h', 'soon'],
    ['choice', 'a', 'c', { options: ['a', 'b'] }],
    ['list', ['a', 'b'], ['a', 5]],
    ['list', [], Array.from({ length: 101 }, String)],
    ['tag', 'new-lead', 'New lead'],
    ['segment', 'customers', 'our customers!'],
    ['stage', 'offered', ''],
    ['user', 'owner', 'somebody'],
    ['user', '01890a5d-ac96-774b-bcce-b302099a8057', null],
    ['mail-template', 'hello', 'helo'],
    ['channel', 'email', 'pigeon'],
  ])('of the type %s take %j and refuse %j', (type, right, wrong, more) => {
    expect(problems(of(type, more), right)).toEqual([]);
    expect(problems(of(type, more), wrong)).toHaveLength(1);
  });

  it('name the input that was meant', () => {
    const inputs = { wait: of('duration') };
    expect(checkInputs({ inputs }, { wiat: '3d', constructor: 1, wait: '?' })).toEqual([
      { path: 'inputs.wiat', message: 'there is no input called "wiat"', hint: 'did you mean "wait"?' },
      { path: 'inputs.constructor', message: 'there is no input called "constructor"', hint: 'there is "wait"' },
      {
        path: 'inputs.wait',
        message: 'expected a duration, found the text "?"',
        hint: 'such as 90m, 2h, 3d or 1d 12h',
      },
    ]);
  });

  it('are read as they are typed', () => {
    expect([
      readTyped('number', '5'),
      readTyped('number', 'five'),
      readTyped('list', 'a, b'),
      readTyped('text', '5'),
    ]).toEqual([5, 'five', ['a', 'b'], '5']);
  });
});

describe('the inputs that a recipe declares', () => {
  it('have types of their own', async () => {
    const head = `inputs:
  rooms: { type: list, default: [hall], label: Rooms }
  size: { type: number, default: 5, min: 1, max: 9, label: Size }
  who: { type: user, default: owner, label: Who }
  how: { type: channel, default: email, label: How }`;
    expect((await readValid(recipeText({ head }))).inputs['size']).toEqual({
      type: 'number',
      default: 5,
      min: 1,
      max: 9,
      label: 'Size',
    });
  });

  it('have defaults that fit', async () => {
    const head = `inputs:
  size: { type: number, default: 0, min: 1, label: Size }
  who: { type: user, default: me, label: Who }
  name: { type: text, default: x, max: 5, label: Name }
  rooms: { type: list, default: hall, label: Rooms }`;
    expect(await problemsOf(recipeText({ head }))).toEqual([
      '7:34 inputs.size.default: expected at least 1, found 0 (recipes/README.md says what can stand in a file)',
      '8:31 inputs.who.default: expected a user, found the text "me" ("owner" for whoever runs the engine, or the id of a user)',
      '9:35 inputs.name.max: only a number has "max"; this is a text (recipes/README.md says what can stand in a file)',
      '10:33 inputs.rooms.default: expected a list of texts, found the text "hall" (such as [first, second])',
    ]);
  });
});
