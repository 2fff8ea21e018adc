/** Takes a tag off the contact. */
import { z } from 'zod';
import { slugSchema } from '../../shared/model/record.ts';
import { defineAction, fixed, subjectOf } from './define-action.ts';

export default defineAction({
  title: 'Remove a tag',
  about: 'Takes a tag off the contact; a contact that does not carry it is left alone.',
  params: z.strictObject({ tag: slugSchema.describe('The tag, in lower case with dashes') }),
  texts: [],
  sample: { tag: 'new-lead' },
  writes: ['contact.tags'],
  writesBy({ tag }) {
    const known = fixed(tag);
    return known === undefined ? undefined : [`contact.tags/${known}`];
  },
  plan({ tag }, { scope }) {
    const contact = subjectOf(scope);
    if (contact === undefined) return { fail: 'there is no contact to take a tag off' };
    const name = contact.name || 'the contact';
    if (!contact.tags.includes(tag)) return { skip: `${name} does not carry the tag "${tag}"` };
    return {
      effects: [{ type: 'mutate', kind: 'contact', recordId: contact.id, fields: { [`tags/${tag}`]: null } }],
      text: `Took the tag "${tag}" off ${name}`,
    };
  },
});
