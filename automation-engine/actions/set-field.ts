/** Sets one field of a record that the run sees. */
import { z } from 'zod';
import { kinds } from '../../shared/model/kinds.ts';
import { splitPath, type FieldValue } from '../../shared/model/record.ts';
import { defineAction, fixed, oneLine, recordOf } from './define-action.ts';

/** Fields with an action or a rule of their own: what they mean is more than their value. */
const KEPT = new Set([
  'tags',
  'consent',
  'mergedInto',
  'mergedFrom',
  'deletedAt',
  'evidence',
  'runId',
  'capturedFrom',
  'parties',
  'messageId',
]);

/** Text of several lines. */
const LONG = new Set(['address', 'note']);

/** The value as the record takes it: on one line where the field has one, and nothing for an empty text. */
function written(field: string, value: string | number | boolean | undefined): FieldValue {
  const kept = typeof value === 'string' && !LONG.has(field) ? oneLine(value) : value;
  return kept === undefined || kept === '' ? null : kept;
}

export default defineAction({
  title: 'Set a field',
  about:
    'Sets a field of the contact, company, deal or task; a field of your own making is custom/NAME. No value empties it.',
  params: z
    .strictObject({
      on: z.enum(['contact', 'company', 'deal', 'task']).default('contact').describe('Which record'),
      field: z.string().min(1).max(200).describe('Such as title, language, or custom/shoe-size'),
      value: z
        .union([z.string().max(20_000), z.number(), z.boolean()])
        .optional()
        .describe('The new value; leave it out to empty the field'),
    })
    .superRefine(({ on, field, value }, context) => {
      const problemOfField = KEPT.has(splitPath(field).field)
        ? `"${field}" cannot be set like this`
        : kinds[on].problemWith(field, null);
      if (problemOfField !== undefined)
        return context.addIssue({ code: 'custom', path: ['field'], message: problemOfField });
      const problem = kinds[on].problemWith(field, written(field, value))?.replace(/^✖ /, '');
      if (problem !== undefined)
        context.addIssue({ code: 'custom', path: ['value'], message: `${on}.${field} does not take this: ${problem}` });
    }),
  texts: ['value'],
  sample: { on: 'contact', field: 'custom/source', value: 'web shop' },
  writes: ['contact.fields', 'company.fields', 'deal.stage', 'task.doneAt'],
  writesBy({ on = 'contact', field }) {
    const [record, path] = [fixed(on), fixed(field)];
    return record === undefined || path === undefined ? undefined : [`${record}.${path}`];
  },
  plan({ on, field, value }, { scope }) {
    const record = recordOf(scope, on);
    if (record === undefined) return { skip: `there is no ${on} here` };
    const wanted = written(field, value);
    const name = `${on}.${field.replace('/', '.')}`;
    const { field: top, key } = splitPath(field);
    const map = record[top];
    const now =
      key === undefined ? map : typeof map === 'object' && map !== null && !Array.isArray(map) ? map[key] : undefined;
    // Nobody filled it in, or it says so already: writing it again would be an event about nothing.
    if (now === wanted || (wanted === null && (now === undefined || now === '')))
      return { skip: `${name} is so already` };
    return {
      effects: [{ type: 'mutate', kind: on, recordId: record.id, fields: { [field]: wanted } }],
      text: wanted === null ? `Emptied ${name}` : `Set ${name} to "${oneLine(String(wanted)).slice(0, 100)}"`,
    };
  },
});
