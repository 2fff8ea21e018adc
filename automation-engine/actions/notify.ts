/** Tells a person something soon. */
import { z } from 'zod';
import { timeText } from '../schedule/clock.ts';
import { defineAction, oneLine, runIdOf, subjectOf } from './define-action.ts';

export default defineAction({
  title: 'Notify me',
  about: 'Shows a notification in the extension.',
  params: z.strictObject({
    title: z.string().trim().min(1).describe('The headline'),
    text: z.string().max(20_000).optional().describe('More about it'),
  }),
  texts: ['title', 'text'],
  sample: { title: '{{ contact.name }} wrote' },
  writes: ['notification'],
  plan({ title, text }, { scope, now }) {
    const contact = subjectOf(scope);
    const headline = oneLine(title);
    return {
      effects: [
        {
          type: 'mutate',
          kind: 'notification',
          fields: {
            title: headline,
            ...(text === undefined || text === '' ? {} : { text }),
            at: timeText(now),
            ...(contact === undefined ? {} : { contactId: contact.id }),
            ...runIdOf(scope),
          },
        },
      ],
      text: `Notified: "${headline}"`,
    };
  },
});
