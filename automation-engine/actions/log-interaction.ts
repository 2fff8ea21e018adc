/** Keeps a touch with the contact that no mail shows: a call, a letter, a visit. */
import { z } from 'zod';
import { interaction } from '../../shared/model/interaction.ts';
import { timeText } from '../schedule/clock.ts';
import { defineAction, oneLine, runIdOf, subjectOf } from './define-action.ts';

export default defineAction({
  title: 'Log an interaction',
  about: 'Adds an interaction to the timeline of the contact.',
  params: z.strictObject({
    channel: interaction.single.channel.describe('How it happened'),
    direction: interaction.single.direction.default('out').describe('in: they came to you; out: you went to them'),
    subject: z.string().trim().min(1).describe('What it was about'),
    text: z.string().max(20_000).optional().describe('More about it'),
  }),
  texts: ['subject', 'text'],
  sample: { channel: 'call', subject: 'Welcome call with {{ contact.name }}' },
  writes: ['interaction'],
  plan({ channel, direction, subject, text }, { scope, now }) {
    const contact = subjectOf(scope);
    if (contact === undefined) return { fail: 'there is no contact whose interaction it is' };
    const about = oneLine(subject);
    return {
      effects: [
        {
          type: 'mutate',
          kind: 'interaction',
          fields: {
            channel,
            direction,
            at: timeText(now),
            subject: about,
            ...(text === undefined || text === '' ? {} : { body: text }),
            contactId: contact.id,
            ...runIdOf(scope),
          },
        },
      ],
      text: `Logged ${channel} "${about}"`,
    };
  },
});
