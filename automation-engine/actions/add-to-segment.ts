/** Puts the contact into a static segment. */
import { z } from 'zod';
import { slugSchema } from '../../shared/model/record.ts';
import { defineAction, recordOf } from './define-action.ts';

export default defineAction({
  title: 'Add to a segment',
  about: 'Puts the contact into a static segment; a live one finds its contacts itself.',
  params: z.strictObject({ segment: slugSchema.describe('The segment, in lower case with dashes') }),
  texts: [],
  sample: { segment: 'customers' },
  writes: ['contact.segments'],
  plan({ segment }, { scope }) {
    const contact = recordOf(scope, 'contact');
    if (contact === undefined) return { fail: 'there is no contact to add' };
    const { segments } = contact;
    if (Array.isArray(segments) && segments.includes(segment)) return { skip: `they are in "${segment}" already` };
    return {
      effects: [{ type: 'mutate', kind: 'contact', recordId: contact.id, fields: { [`segments/${segment}`]: true } }],
      text: `Added to the segment "${segment}"`,
    };
  },
});
