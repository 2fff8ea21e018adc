import { describe, expect, it } from 'vitest';
import logInteraction from '../../../automation-engine/actions/log-interaction.ts';
import { CONTACT, planFor, RUN } from './plan.ts';

describe('log-interaction', () => {
  it('adds it to the timeline, and says which run did', () => {
    expect(planFor(logInteraction, { channel: 'call', subject: 'Welcome\ncall', text: 'Went well' })).toEqual({
      effects: [
        {
          type: 'mutate',
          kind: 'interaction',
          fields: {
            channel: 'call',
            direction: 'out',
            at: '2026-03-06T11:00:00.000Z',
            subject: 'Welcome call',
            body: 'Went well',
            contactId: CONTACT,
            runId: RUN,
          },
        },
      ],
      text: 'Logged call "Welcome call"',
    });
  });

  it('needs somebody whose interaction it is', () => {
    expect(planFor(logInteraction, { channel: 'visit', subject: 'Fair' }, null)).toHaveProperty('fail');
  });
});
