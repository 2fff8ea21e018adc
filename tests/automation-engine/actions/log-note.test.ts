import { describe, expect, it } from 'vitest';
import logNote from '../../../automation-engine/actions/log-note.ts';
import { CONTACT, planFor, RUN } from './plan.ts';

describe('log-note', () => {
  it('keeps the words, line ends and all', () => {
    expect(planFor(logNote, { text: 'One\nTwo' })).toEqual({
      effects: [
        {
          type: 'mutate',
          kind: 'note',
          fields: { text: 'One\nTwo', at: '2026-03-06T11:00:00.000Z', contactId: CONTACT, runId: RUN },
        },
      ],
      text: 'Logged the note "One Two"',
    });
  });

  it('takes no empty note', () => {
    expect(logNote.params.safeParse({ text: '  ' }).success).toBe(false);
  });
});
