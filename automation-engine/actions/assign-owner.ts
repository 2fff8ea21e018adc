/** Says who looks after a contact or a deal. For territories put it into the branches of `choose`. */
import { z } from 'zod';
import { lineSchema } from '../../shared/model/record.ts';
import { defineAction, recordOf } from './define-action.ts';

const person = lineSchema.min(1);

export default defineAction({
  title: 'Assign an owner',
  about: 'Gives a contact or a deal to a person: to one of several in turn, or to whoever has the fewest.',
  params: z.strictObject({
    to: z
      .union([person, z.array(person).min(1).max(200)], 'expected a person, or a list of people')
      .describe('Who: owner, or what your team calls that person; a list to choose from'),
    by: z
      .enum(['rotation', 'load'])
      .default('rotation')
      .describe('From a list: rotation takes everyone in turn, load whoever has the fewest contacts or open deals'),
    on: z.enum(['contact', 'deal']).default('contact').describe('What is given to them'),
    again: z.boolean().default(false).describe('true: takes it from whoever has it; else those who have one keep it'),
  }),
  texts: [],
  sample: { to: ['anna', 'bo'] },
  writes: ['contact.owner', 'deal.owner'],
  plan({ to, by, on, again }, { scope }) {
    const record = recordOf(scope, on);
    if (record === undefined) return { skip: `there is no ${on} here` };
    const { owner } = record;
    if (typeof owner === 'string' && owner !== '' && !again) return { skip: `${owner} looks after it already` };
    const among = [...new Set(typeof to === 'string' ? [to] : to)];
    const text = `Gave the ${on} to ${among.join(' or ')}`;
    return { effects: [{ type: 'assign', kind: on, recordId: record.id, among, by }], text };
  },
});
