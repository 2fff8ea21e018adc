/** Puts a tag on the contact. */
import { defineAction, subjectOf, tagParams, writtenTag } from './define-action.ts';

export default defineAction({
  title: 'Add a tag',
  about: 'Puts a tag on the contact; a contact that carries it already is left alone.',
  params: tagParams,
  texts: [],
  sample: { tag: 'warm-lead' },
  writes: ['contact.tags'],
  writesBy: writtenTag,
  plan({ tag }, { scope }) {
    const contact = subjectOf(scope);
    if (contact === undefined) return { fail: 'there is no contact to tag' };
    if (contact.tags.includes(tag))
      return { skip: `${contact.name || 'the contact'} carries the tag "${tag}" already` };
    return {
      effects: [{ type: 'mutate', kind: 'contact', recordId: contact.id, fields: { [`tags/${tag}`]: true } }],
      text: `Added the tag "${tag}" to ${contact.name || 'the contact'}`,
    };
  },
});
