/** Puts the contact into a list that becomes a CSV file, such as for letters. */
import { z } from 'zod';
import { slugSchema } from '../../shared/model/record.ts';
import { scopePathSchema, valueAt } from '../recipe-language/scope-path.ts';
import type { ScopeValue } from '../recipe-language/scope.ts';
import { defineAction, subjectOf } from './define-action.ts';

/** A list within a field is written with commas, and a whole record not at all. */
function cell(value: ScopeValue | undefined): string {
  if (Array.isArray(value)) return value.map(cell).join(', ');
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}

export default defineAction({
  title: 'Add to a list',
  about:
    'Puts the contact into a list, once each, with the fields that you choose; larder list export NAME makes a CSV file of it.',
  params: z.strictObject({
    list: slugSchema.describe('The name of the list'),
    fields: z
      .array(scopePathSchema)
      .min(1)
      .max(50)
      .default(['contact.name', 'contact.address'])
      .describe('The columns, such as contact.name and company.country'),
  }),
  texts: [],
  sample: { list: 'christmas-cards', fields: ['contact.name', 'contact.address'] },
  writes: [],
  plan({ list, fields }, { scope }) {
    const contact = subjectOf(scope);
    if (contact === undefined) return { fail: 'there is no contact to put into a list' };
    const row = Object.fromEntries(fields.map((name) => [name, cell(valueAt(scope, name))]));
    if (Object.values(row).every((value) => value.trim() === '')) return { skip: 'all its fields are empty' };
    return {
      effects: [{ type: 'list', list, contactId: contact.id, row }],
      text: `Put ${contact.name || 'the contact'} into the list "${list}"`,
    };
  },
});
