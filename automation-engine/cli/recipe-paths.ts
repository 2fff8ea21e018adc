/** Where the command line finds recipes: what it is told, or else all that the engine would read. */
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readConfig } from '../config.ts';
import type { Blocks } from '../recipe-language/blocks.ts';
import {
  readRecipeFiles,
  SHIPPED_RECIPES,
  TEMPLATES_FOLDER,
  yamlFiles,
  type Loaded,
} from '../recipe-language/recipe-files.ts';

/** The folders that the engine reads, the ones that ship first. */
export function engineFolders(): string[] {
  const read = readConfig();
  return 'config' in read
    ? [SHIPPED_RECIPES, join(read.config.dataFolder, 'recipes'), ...read.config.recipeFolders]
    : [SHIPPED_RECIPES];
}

/**
 * Reads the files and folders named, or the engine's own. Mail templates are looked for in the engine's folders too, and beside each file.
 */
export async function readNamed(
  paths: readonly string[],
  blocks: Blocks,
): Promise<{ loaded: Loaded } | { missing: string }> {
  const folders = engineFolders();
  if (paths.length === 0)
    return { loaded: await readRecipeFiles((await Promise.all(folders.map(yamlFiles))).flat(), blocks) };
  const files: string[] = [];
  const beside = new Set<string>();
  for (const path of paths.map((name) => resolve(name))) {
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) return { missing: path };
    files.push(...(found.isDirectory() ? await yamlFiles(path) : [path]));
    beside.add(join(found.isDirectory() ? path : dirname(path), TEMPLATES_FOLDER));
  }
  const templates = await Promise.all(
    [...folders.map((folder) => join(folder, TEMPLATES_FOLDER)), ...beside].map(yamlFiles),
  );
  const { mailTemplates } = await readRecipeFiles(templates.flat(), blocks);
  return { loaded: await readRecipeFiles([...new Set(files)], blocks, mailTemplates) };
}
