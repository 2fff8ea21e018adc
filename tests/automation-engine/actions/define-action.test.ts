import { describe, expect, it } from 'vitest';
import { oneLine, subjectOf } from '../../../automation-engine/actions/define-action.ts';
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
    const records = { task: { id: 'y', title: 'Call' }, deal: { id: 'z', title: 'Pumps', stage: 'qualified' } };
    const filled = fillParams(action.sample as never, action.texts, scope, {});
    expect(filled).toHaveProperty('params');
    expect(
      'params' in filled && planFor(action, filled.params, { segments: ['newsletter'], tags: ['new-lead'] }, records),
    ).toHaveProperty('effects');
  });
});

describe('what actions see', () => {
  it('is a contact with text and lists where nobody filled anything in', () => {
    expect(subjectOf({ contact: { id: 'x' } })).toEqual({ id: 'x', name: '', email: '', tags: [] });
    expect(subjectOf({})).toBeUndefined();
    expect(subjectOf({ contact: 'Dana' })).toBeUndefined();
  });

  it('is put on one line for fields that take one', () => {
    expect(oneLine('  a\r\n\tb\u0000c ')).toBe('a b c');
    expect(oneLine('x'.repeat(600))).toHaveLength(500);
  });
});
