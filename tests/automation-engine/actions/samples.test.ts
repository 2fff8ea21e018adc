import { describe, expect, it } from 'vitest';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { fillParams } from '../../../automation-engine/recipe-language/texts.ts';
import { NOON, planFor } from './plan.ts';

const { actions } = await loadBlocks();

describe.each([...actions])('the sample of %s', (_, action) => {
  it('works as it stands', () => {
    const scope = {
      contact: { id: 'x', name: 'Dana', email: 'dana@globex.example', tags: [] },
      now: new Date(NOON).toISOString(),
    };
    const filled = fillParams(action.sample as never, action.texts, scope, {});
    expect(filled).toHaveProperty('params');
    expect('params' in filled && planFor(action, filled.params)).toHaveProperty('effects');
  });
});
