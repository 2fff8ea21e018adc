/** Starts another recipe for the same contact. */
import { z } from 'zod';
import { slugSchema } from '../../shared/model/record.ts';
import { defineAction } from './define-action.ts';

export default defineAction({
  title: 'Start a recipe',
  about:
    'Starts another recipe for the same contact, as if what started this one had started that one. It must be switched on, and its own rule for entering counts.',
  params: z.strictObject({ recipe: slugSchema.describe('The id of the recipe') }),
  texts: [],
  listed: 'recipe',
  sample: { recipe: 'welcome-new-contact' },
  writes: [],
  plan: ({ recipe }) => ({ effects: [{ type: 'start', recipe }], text: `Started the recipe "${recipe}"` }),
});
