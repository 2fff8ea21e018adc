/** Takes a tag off the contact. */
import { defineAction, subjectOf, tagParams, writtenTag } from './define-action.ts';

export default defineAction({
  title: 'Remove a tag',
  about: 'Takes a tag off the contact; a contact that does not carry it is left alone.',
  params: tagParams,
  texts: [],
  sample: { tag: 'new-lead' },
  writes: ['contact.tags'],
  writesBy: writtenTag,
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
