/** A small recipe that is right, for tests that make it wrong. */
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import type { MailTemplate } from '../../../automation-engine/recipe-language/mail-templates.ts';
import { parseRecipe } from '../../../automation-engine/recipe-language/parse.ts';
import type { Recipe, RecipeProblem } from '../../../automation-engine/recipe-language/recipe.ts';

export const mailTemplates: ReadonlyMap<string, MailTemplate> = new Map([
  ['hello', { id: 'hello', title: 'Hello', about: 'Says hello.', subject: 'Hello', text: 'Hello {{ contact.name }}' }],
]);

/** @param parts lines that take the place of those for the same key, or come after them */
export function recipeText(
  parts: { head?: string; trigger?: string; steps?: string; more?: string; capabilities?: string } = {},
): string {
  return [
    'id: tag-vip',
    'version: 1.0.0',
    'title: Tag',
    'about: Tags.',
    parts.capabilities ?? 'capabilities: [add-tag]',
    ...(parts.head === undefined ? [] : [parts.head]),
    parts.trigger ?? 'trigger: { event: contact.created }',
    parts.steps ?? 'steps:\n  - add-tag: { tag: vip }',
    ...(parts.more === undefined ? [] : [parts.more]),
    '',
  ].join('\n');
}

export async function read(text: string, fileId?: string): Promise<{ recipe: Recipe } | { problems: RecipeProblem[] }> {
  return parseRecipe(text, { blocks: await loadBlocks(), mailTemplates, ...(fileId === undefined ? {} : { fileId }) });
}

export async function readValid(text: string): Promise<Recipe> {
  const result = await read(text);
  if ('problems' in result) throw new Error(result.problems.map(written).join('\n'));
  return result.recipe;
}

/** `3:5 steps[0]: message (hint)` */
export const written = ({ line, column, path, message, hint }: RecipeProblem): string =>
  `${line}:${column} ${path}${path === '' ? '' : ': '}${message} (${hint})`;

export async function problemsOf(text: string, fileId?: string): Promise<string[]> {
  const result = await read(text, fileId);
  return 'problems' in result ? result.problems.map(written) : [];
}
