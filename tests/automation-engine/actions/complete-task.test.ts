import { describe, expect, it } from 'vitest';
import completeTask from '../../../automation-engine/actions/complete-task.ts';
import { planFor, RUN } from './plan.ts';

const planned = (task?: Record<string, string>) => planFor(completeTask, {}, {}, task === undefined ? {} : { task });

describe('complete-task', () => {
  it('marks the task as done now', () => {
    expect(planned({ id: RUN, title: 'Call Dana', doneAt: '' })).toEqual({
      effects: [{ type: 'mutate', kind: 'task', recordId: RUN, fields: { doneAt: '2026-03-06T11:00:00.000Z' } }],
      text: 'Completed the task "Call Dana"',
    });
  });

  it('leaves alone what is done, and what is not there', () => {
    expect(planned({ id: RUN, title: 'Call', doneAt: '2026-03-01T08:00:00.000Z' })).toHaveProperty('skip');
    expect(planned()).toEqual({ skip: 'there is no task here' });
  });
});
