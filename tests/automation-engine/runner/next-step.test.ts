import { describe, expect, it } from 'vitest';
import type { Recipe, Step, WaitStep } from '../../../automation-engine/recipe-language/recipe.ts';
import { nextStep } from '../../../automation-engine/runner/next-step.ts';

const wait: WaitStep = { type: 'wait', for: '3d', calendar: 'all' };
const action: Step = { type: 'action', action: 'create-task', params: {} };
const recipe: Recipe = {
  id: 'follow-up',
  version: '1.0.0',
  title: 'Follow up',
  about: 'Follows up.',
  capabilities: [],
  inputs: {},
  triggers: [],
  entry: { key: 'contact.id', mode: 'single' },
  exits: [],
  steps: [
    wait,
    action,
    { type: 'if', condition: 'true', then: [wait], else: [] },
    { type: 'wait-for-event', event: 'interaction.logged', timeout: '3d', then: [action], else: [] },
    wait,
  ],
  examples: [],
};

describe('the next step', () => {
  it.each([
    ['after a wait', 'steps[0]', 'create-task'],
    ['of an action that is tried again', 'steps[1]', 'create-task'],
    ['after the last wait of a branch', 'steps[2].then[0]', 'wait-for-event'],
    ['of a wait for an event, which may go two ways', 'steps[3]', undefined],
    ['after the last wait', 'steps[4]', 'end'],
    ['at a place that is none', 'steps[9]', undefined],
  ])('%s', (_, position, next) => {
    expect(nextStep(recipe, position)).toBe(next);
  });
});
