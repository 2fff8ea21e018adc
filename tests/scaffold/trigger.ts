/** A new trigger and its test. */
import type { Files, Name } from './name.ts';

export const triggerFiles = ({ id, title, camel }: Name): Files => ({
  [`automation-engine/triggers/${id}.ts`]: `/** \`${id}: email\`: say here what happens. */
import { z } from 'zod';
import { defineTrigger } from './define-trigger.ts';

export default defineTrigger({
  title: '${title}',
  about: 'Starts when …',
  params: z.strictObject({ ${key(id)}: z.enum(['email', 'call']).describe('The channel of the interaction.') }),
  sample: { ${key(id)}: 'email' },
  eventTypes: () => ['interaction.logged'],
});
`,
  [`tests/automation-engine/triggers/${id}.test.ts`]: `import { describe, expect, it } from 'vitest';
import ${camel} from '../../../automation-engine/triggers/${id}.ts';

describe('the trigger ${id}', () => {
  it('listens to logged interactions', () => {
    expect(${camel}.eventTypes(${camel}.params.parse(${camel}.sample))).toEqual(['interaction.logged']);
  });

  it('refuses a channel that there is not', () => {
    expect(${camel}.params.safeParse({ '${id}': 'pigeon' }).success).toBe(false);
  });
});
`,
});

const key = (id: string) => (id.includes('-') ? `'${id}'` : id);
