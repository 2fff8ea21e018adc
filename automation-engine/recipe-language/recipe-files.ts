/** Finds recipe and mail template files in folders and reads them. A file that can't be read is reported like one that is wrong. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { Blocks } from './blocks.ts';
import { parseMailTemplate, type MailTemplate } from './mail-templates.ts';
import { parseRecipe } from './parse.ts';
import type { Recipe, RecipeProblem } from './recipe.ts';

/** The folder of mail templates, in any folder of recipes. */
export const TEMPLATES_FOLDER = 'mail-templates';

/** The recipes that ship with Larder. */
export const SHIPPED_RECIPES = join(import.meta.dirname, '..', '..', 'recipes');

export interface RecipeFile {
  /** The file's name without `.yaml`. */
  id: string;
  file: string;
  recipe?: Recipe;
  problems: RecipeProblem[];
}

export interface TemplateFile {
  id: string;
  file: string;
  template?: MailTemplate;
  problems: RecipeProblem[];
}

export interface Loaded {
  recipes: RecipeFile[];
  templateFiles: TemplateFile[];
  mailTemplates: ReadonlyMap<string, MailTemplate>;
}

/**
 * Reads all folders. A mail template of a later folder takes the place of one with the same id: that is how a person changes the words of
 * a recipe that ships. Two recipes with one id are a mistake; the first one counts.
 */
export async function readRecipeFolders(
  folders: readonly string[],
  blocks: Blocks,
  segments?: ReadonlySet<string>,
): Promise<Loaded> {
  const files = (await Promise.all(folders.map(yamlFiles))).flat();
  return readRecipeFiles(files, blocks, new Map(), segments);
}

/**
 * Reads these files; what lies in a folder `mail-templates` is a mail template, anything else a recipe.
 * @param known mail templates that are there besides those in the files
 */
export async function readRecipeFiles(
  files: readonly string[],
  blocks: Blocks,
  known: ReadonlyMap<string, MailTemplate> = new Map(),
  segments?: ReadonlySet<string>,
): Promise<Loaded> {
  const templateFiles: TemplateFile[] = [];
  const mailTemplates = new Map(known);
  const recipes: RecipeFile[] = [];
  const about = segments === undefined ? {} : { segments };
  for (const file of files.filter(isTemplateFile)) {
    const id = idOf(file);
    const text = await readText(file);
    const parsed = typeof text === 'string' ? parseMailTemplate(text, id) : text;
    if ('template' in parsed) mailTemplates.set(id, parsed.template);
    templateFiles.push(
      'template' in parsed
        ? { id, file, template: parsed.template, problems: [] }
        : { id, file, problems: parsed.problems },
    );
  }
  const fileById = new Map<string, string>();
  for (const file of files.filter((name) => !isTemplateFile(name))) {
    const id = idOf(file);
    const text = await readText(file);
    const parsed = typeof text === 'string' ? parseRecipe(text, { blocks, mailTemplates, fileId: id, ...about }) : text;
    const other = fileById.get(id);
    fileById.set(id, other ?? file);
    if (other !== undefined)
      recipes.push({ id, file, problems: [sameId(id, other), ...('problems' in parsed ? parsed.problems : [])] });
    else
      recipes.push(
        'recipe' in parsed
          ? { id, file, recipe: parsed.recipe, problems: [] }
          : { id, file, problems: parsed.problems },
      );
  }
  return { recipes, templateFiles, mailTemplates };
}

const sameId = (id: string, other: string): RecipeProblem => ({
  path: 'id',
  line: 1,
  column: 1,
  // With its folder's name alone: problems are shown to people who never saw this machine.
  message: `"${id}" is there already: ${other.split(sep).slice(-2).join('/')}`,
  hint: 'give the file and its id another name',
});

const idOf = (file: string): string => basename(file).replace(/\.ya?ml$/, '');
const isTemplateFile = (file: string): boolean => file.split(sep).at(-2) === TEMPLATES_FOLDER;

/** Every `.yaml` in the folder and below, sorted; none when there is no such folder. */
export async function yamlFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter(
        (file) =>
          !relative(folder, file)
            .split(sep)
            .some((part) => part.startsWith('.')),
      )
      .sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

async function readText(file: string): Promise<string | { problems: RecipeProblem[] }> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    // Its message has the whole path.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const message = `the file cannot be read (${code})`;
    return { problems: [{ path: '', line: 1, column: 1, message, hint: 'the engine must be allowed to read it' }] };
  }
}
