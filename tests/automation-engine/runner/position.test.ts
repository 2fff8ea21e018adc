import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Recipe, Step } from '../../../automation-engine/recipe-language/recipe.ts';
import {
  firstPosition,
  intoBranch,
  positionAfter,
  repeatOf,
  stepAt,
  type Branch,
} from '../../../automation-engine/runner/position.ts';

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
    fc.record({
      type: fc.constant('wait-for-event' as const),
      event: fc.constant('contact.updated'),
      timeout: fc.constant('1d'),
      then: tie('steps'),
      else: tie('steps'),
    }),
    fc.record({
      type: fc.constant('choose' as const),
      cases: fc.array(fc.record({ condition: fc.constant('true'), then: tie('steps') }), {
        minLength: 1,
        maxLength: 3,
      }),
      else: tie('steps'),
    }),
    fc.record({
      type: fc.constant('split' as const),
      ways: fc.array(fc.record({ label: fc.string(), weight: fc.constant(1), then: tie('steps') }), {
        minLength: 2,
        maxLength: 3,
      }),
    }),
    fc.record({
      type: fc.constant('repeat' as const),
      list: fc.constant('contact.tags'),
      as: fc.constant('item'),
      max: fc.constant(100),
      steps: tie('steps'),
    }),
  ),
}));

/** Where a run may go: a branch by its number among `options`, how often through a repeat. */
type Answer = (path: string, options: number) => number;

/** What a run with these answers passes, as a plain recursion would. */
function walk(steps: readonly Step[], answer: Answer, base: string): string[] {
  return steps.flatMap((step, at) => {
    const path = `${base}[${at}]`;
    if (step.type === 'repeat') {
      const times = Array.from({ length: answer(path, 3) }, (_, time) => time);
      return [
        path,
        ...times.flatMap((time) => [
          ...walk(step.steps, answer, `${path}.each[${time}].steps`),
          // A repeat without steps has nothing that could lead back to it.
          ...(step.steps.length === 0 ? [] : [`${path}.each[${time + 1}]`]),
        ]),
      ];
    }
    const branches = branchesIn(step);
    const [branch, list = []] = branches[answer(path, branches.length)] ?? [];
    return branch === undefined ? [path] : [path, ...walk(list, answer, `${path}.${branch}`)];
  });
}

function branchesIn(step: Step): [Branch, readonly Step[]][] {
  switch (step.type) {
    case 'if':
    case 'wait-for-event':
      return [
        ['then', step.then],
        ['else', step.else],
      ];
    case 'choose':
      return [
        ...step.cases.map(({ then }, at): [Branch, readonly Step[]] => [`choose[${at}].then`, then]),
        ['else', step.else],
      ];
    case 'split':
      return step.ways.map(({ then }, at): [Branch, readonly Step[]] => [`split[${at}].then`, then]);
    default:
      return [];
  }
}

/** One step of a run, as the machine takes it. */
function next(recipe: Recipe, at: string, answer: Answer): string | undefined {
  const step = stepAt(recipe, at);
  if (step?.type === 'repeat') {
    const { path, time } = repeatOf(at) ?? { path: at, time: 0 };
    return time < answer(path, 3) ? intoBranch(recipe, path, `each[${time}].steps`) : positionAfter(recipe, path);
  }
  const branches = step === undefined ? [] : branchesIn(step);
  const [branch] = branches[answer(at, branches.length)] ?? [];
  return branch === undefined ? positionAfter(recipe, at) : intoBranch(recipe, at, branch);
}

describe('positions', () => {
  it('lead through a recipe as a recursion would, whatever the conditions say', () => {
    fc.assert(
      fc.property(anySteps, fc.func(fc.nat(1_000)), (steps, chosen) => {
        const answer: Answer = (path, options) => (options === 0 ? 0 : chosen(path) % options);
        const recipe = recipeOf(steps);
        const passed: string[] = [];
        for (let at = firstPosition(recipe); at !== undefined; at = next(recipe, at, answer)) passed.push(at);
        expect(passed).toEqual(walk(steps, answer, 'steps'));
      }),
    );
  });

  it('that a recipe does not have lead nowhere', () => {
    const recipe = recipeOf([stop('a')]);
    for (const path of [
      'steps[1]',
      'steps[0].then[0]',
      'steps[0].each[0]',
      'steps[0].split[0].then[0]',
      'nonsense',
      '',
    ]) {
      expect(stepAt(recipe, path)).toBeUndefined();
    }
    expect(firstPosition(recipeOf([]))).toBeUndefined();
  });
});
