/** A new action and its test. */
import type { Files, Name } from './name.ts';

export const actionFiles = ({ id, title, words, camel }: Name): Files => ({
  [`automation-engine/actions/${id}.ts`]: `/** Say here what it does. It only plans: the runner carries the effects out. */
import { z } from 'zod';
import { timeText } from '../schedule/clock.ts';
import { defineAction, runIdOf, subjectOf } from './define-action.ts';

export default defineAction({
  title: '${title}',
  about: 'Says on the contact that …',
  params: z.strictObject({ text: z.string().trim().min(1).describe('The words, as a Liquid text') }),
  texts: ['text'],
  sample: { text: '${title} {{ contact.name }}' },
  writes: ['note'],
  plan({ text }, { scope, now }) {
    const contact = subjectOf(scope);
    if (contact === undefined) return { fail: 'there is no contact to ${words}' };
    const fields = { text, at: timeText(now), contactId: contact.id, ...runIdOf(scope) };
    return { effects: [{ type: 'mutate', kind: 'note', fields }], text: \`Noted "\${text}"\` };
  },
});
`,
  [`tests/automation-engine/actions/${id}.test.ts`]: `import { describe, expect, it } from 'vitest';
import ${camel} from '../../../automation-engine/actions/${id}.ts';

const now = Date.parse('2026-03-06T10:00:00Z');
const zone = 'Europe/Stockholm';
const params = ${camel}.params.parse({ text: 'Hello Dana' });

describe('the action ${id}', () => {
  it('writes a note about the contact', () => {
    const scope = { contact: { id: 'c1', name: 'Dana', email: 'dana@globex.example', tags: [] } };
    expect(${camel}.plan(params, { scope, now, zone })).toMatchObject({
      effects: [{ type: 'mutate', kind: 'note', fields: { text: 'Hello Dana', contactId: 'c1' } }],
    });
  });

  it('fails where there is no contact', () => {
    expect(${camel}.plan(params, { scope: {}, now, zone })).toHaveProperty('fail');
  });
});
`,
});
