/** Takes the contact out of a static segment. */
import { z } from 'zod';
import { slugSchema } from '../../shared/model/record.ts';
import { defineAction, recordOf } from './define-action.ts';

export default defineAction({
  title: 'Remove from a segment',
  about: 'Takes the contact out of a static segment; a live one lets its contacts go itself.',
  params: z.strictObject({ segment: slugSchema.describe('The segment, in lower case with dashes') }),
  texts: [],
  sample: { segment: 'newsletter' },
  writes: ['contact.segments'],
  plan({ segment }, { scope }) {
    const contact = recordOf(scope, 'contact');
    if (contact === undefined) return { fail: 'there is no contact to remove' };
    const { segments } = contact;
    if (!Array.isArray(segments) || !segments.includes(segment)) return { skip: `they are not in "${segment}"` };
    return {
      effects: [{ type: 'mutate', kind: 'contact', recordId: contact.id, fields: { [`segments/${segment}`]: null } }],
      text: `Removed from the segment "${segment}"`,
    };
  },
});
