import { describe, expect, it } from 'vitest';
import createTask from '../../../automation-engine/actions/create-task.ts';
import { CONTACT, planFor, RUN } from './plan.ts';

const fieldsOf = (params: Parameters<typeof createTask.params.parse>[0]) => {
  const plan = planFor(createTask, params as never);
  return 'effects' in plan && plan.effects[0]?.type === 'mutate' ? plan.effects[0].fields : undefined;
};

describe('create-task', () => {
  it('makes a task of the contact that says which run made it and when it is due', () => {
    expect(planFor(createTask, { title: 'Call\nDana', due: '1d', note: 'About the quote' })).toEqual({
      effects: [
        {
          type: 'mutate',
          kind: 'task',
          fields: {
            title: 'Call Dana',
            note: 'About the quote',
            dueAt: '2026-03-07T11:00:00.000Z',
            dueZone: 'Europe/Stockholm',
            contactId: CONTACT,
            runId: RUN,
          },
        },
      ],
      text: 'Created the task "Call Dana", due 2026-03-07 12:00 (Europe/Stockholm)',
    });
  });

  it('counts Monday to Friday only when it is told to', () => {
    expect(fieldsOf({ title: 'Call', due: '1d', business: true })).toMatchObject({ dueAt: '2026-03-09T11:00:00.000Z' });
  });

  it('needs no due time and no contact', () => {
    expect(fieldsOf({ title: 'Call' })).not.toHaveProperty('dueAt');
    expect(planFor(createTask, { title: 'Call' }, null)).toMatchObject({
      effects: [{ fields: { title: 'Call', runId: RUN } }],
    });
  });

  it.each([{ title: '' }, { title: 'Call', due: 'soon' }, { title: 'Call', colour: 'red' }])('refuses %j', (params) => {
    expect(createTask.params.safeParse(params).success).toBe(false);
  });
});
