/** Tells the owner something by mail, together with what else there is to tell. */
import { z } from 'zod';
import { nextDue, wallTime } from '../schedule/due-times.ts';
import { defineAction, oneLine } from './define-action.ts';

const CRON = { hour: '0 * * * *', day: '0 8 * * *', week: '0 8 * * 1' };

export default defineAction({
  title: 'Put into my digest',
  about: 'Collects what need not be told at once, and sends it to you as one mail an hour, a day or a week.',
  params: z.strictObject({
    title: z.string().trim().min(1).describe('The headline'),
    text: z.string().max(20_000).default('').describe('More about it'),
    every: z
      .enum(['hour', 'day', 'week'])
      .default('day')
      .describe('How often the mail is sent: each full hour, at eight each day, at eight on Mondays'),
  }),
  texts: ['title', 'text'],
  sample: { title: '{{ contact.name }} is new', every: 'day' },
  writes: ['mail'],
  plan({ title, text, every }, { now, zone }) {
    const dueAt = nextDue(CRON[every], zone, now);
    if (dueAt === undefined) return { fail: 'there is no next time for a digest' };
    const headline = oneLine(title);
    return {
      effects: [{ type: 'digest', dueAt, title: headline, text: text.trim() }],
      text: `For the digest of ${wallTime(dueAt, zone).slice(0, 16).replace('T', ' ')}: "${headline}"`,
    };
  },
});
