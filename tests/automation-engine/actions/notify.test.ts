import { describe, expect, it } from 'vitest';
import notify from '../../../automation-engine/actions/notify.ts';
import { CONTACT, planFor, RUN } from './plan.ts';

describe('notify', () => {
  it('makes a notification about the contact', () => {
    expect(planFor(notify, { title: 'Dana wrote', text: 'About the quote' })).toEqual({
      effects: [
        {
          type: 'mutate',
          kind: 'notification',
          fields: {
            title: 'Dana wrote',
            text: 'About the quote',
            at: '2026-03-06T11:00:00.000Z',
            contactId: CONTACT,
            runId: RUN,
          },
        },
      ],
      text: 'Notified: "Dana wrote"',
    });
  });

  it('needs no contact', () => {
    expect(planFor(notify, { title: 'Good morning' }, null)).toMatchObject({
      effects: [{ fields: { title: 'Good morning' } }],
    });
  });
});
