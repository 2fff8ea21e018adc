/** Keeps words about the contact. */
import { z } from 'zod';
import { timeText } from '../schedule/clock.ts';
import { defineAction, oneLine, runIdOf, subjectOf } from './define-action.ts';

export default defineAction({
  title: 'Log a note',
  about: 'Adds a note to the contact.',
  params: z.strictObject({ text: z.string().trim().min(1).max(20_000).describe('The words of the note') }),
  texts: ['text'],
  sample: { text: '{{ contact.name }} asked for a quote' },
  writes: ['note'],
  plan({ text }, { scope, now }) {
    const contact = subjectOf(scope);
    return {
      effects: [
        {
          type: 'mutate',
          kind: 'note',
          fields: {
            text,
            at: timeText(now),
            ...(contact === undefined ? {} : { contactId: contact.id }),
            ...runIdOf(scope),
          },
        },
      ],
      text: `Logged the note "${oneLine(text).slice(0, 100)}"`,
    };
  },
});
