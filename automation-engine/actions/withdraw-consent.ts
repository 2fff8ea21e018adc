/** Writes down that the contact wants no more mail of a kind. */
import { z } from 'zod';
import { lineSchema } from '../../shared/model/record.ts';
import { timeText } from '../schedule/clock.ts';
import { defineAction, recordOf } from './define-action.ts';

export default defineAction({
  title: 'Withdraw consent',
  about: 'Writes on the contact that it wants no more marketing mail, and why; such mail is not sent from then on.',
  params: z.strictObject({ how: lineSchema.min(1).describe('How we know, such as: Asked for it by mail') }),
  texts: ['how'],
  sample: { how: 'Asked for it by mail' },
  writes: ['contact.consent'],
  plan({ how }, { scope, now }) {
    const contact = recordOf(scope, 'contact');
    if (contact === undefined) return { fail: 'there is no contact' };
    const { consent } = contact;
    const given = typeof consent === 'object' && consent !== null && !Array.isArray(consent) ? consent : {};
    const before = given['email:marketing'];
    if (typeof before === 'object' && before !== null && !Array.isArray(before) && before['state'] === 'withdrawn')
      return { skip: 'they withdrew it already' };
    const fields = { 'consent/email:marketing': { state: 'withdrawn', at: timeText(now), how } };
    return {
      effects: [{ type: 'mutate', kind: 'contact', recordId: contact.id, fields }],
      text: 'Wrote down that they want no more marketing mail',
    };
  },
});
