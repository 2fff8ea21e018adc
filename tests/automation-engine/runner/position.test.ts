import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Recipe, Step } from '../../../automation-engine/recipe-language/recipe.ts';
import { firstPosition, intoBranch, positionAfter, stepAt } from '../../../automation-engine/runner/position.ts';

const recipeOf = (steps: Step[]): Recipe => ({
  id: 'test',
  version: '1.0.0',
  title: '',
  about: '',
  capabilities: [],
  inputs: {},
  triggers: [],
  entry: { key: 'contact.id', mode: 'single' },
  exits: [],
  steps,
  examples: [],
});
const stop = (reason: string): Step => ({ type: 'stop', reason });

const { steps: anySteps } = fc.letrec<{ steps: Step[]; step: Step }>((tie) => ({
  steps: fc.array(tie('step'), { maxLength: 4 }),
  step: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string().map(stop),
    fc.record({
      type: fc.constant('if' as const),
      condition: fc.constant('true'),
      then: tie('steps'),
      else: tie('steps'),
    }),
  ),
}));

/** What a run with these answers passes, as a plain recursion would. */
function walk(steps: readonly Step[], answer: (path: string) => boolean, base: string): string[] {
  return steps.flatMap((step, at) => {
    const path = `${base}[${at}]`;
    if (step.type !== 'if') return [path];
    return [
      path,
      ...(answer(path) ? walk(step.then, answer, `${path}.then`) : walk(step.else, answer, `${path}.else`)),
    ];
  });
}

describe('positions', () => {
  it('lead through a recipe as a recursion would, whatever the conditions say', () => {
    fc.assert(
      fc.property(anySteps, fc.func(fc.boolean()), (steps, answer) => {
        const recipe = recipeOf(steps);
        const passed: string[] = [];
        for (let at = firstPosition(recipe); at !== undefined;) {
          passed.push(at);
          const step = stepAt(recipe, at);
          at = step?.type === 'if' ? intoBranch(recipe, at, answer(at) ? 'then' : 'else') : positionAfter(recipe, at);
        }
        expect(passed).toEqual(walk(steps, answer, 'steps'));
      }),
    );
  });

  it('that a recipe does not have lead nowhere', () => {
    const recipe = recipeOf([stop('a')]);
    for (const path of ['steps[1]', 'steps[0].then[0]', 'nonsense', '']) {
      expect(stepAt(recipe, path)).toBeUndefined();
    }
    expect(firstPosition(recipeOf([]))).toBeUndefined();
  });
});
