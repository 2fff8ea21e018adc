/** How the command line writes the problems of a file: as compilers do, so that editors can jump to them. */
import { isAbsolute, relative } from 'node:path';
import type { RecipeProblem } from '../recipe-language/recipe.ts';

/** The path from here, unless that would lead far away. */
export function shortPath(file: string): string {
  const short = relative(process.cwd(), file);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? file : short;
}

/** `recipes/x.yaml:3:5: steps[0]: there is no action …` and, below it, the hint. */
export function problemLines(file: string, { line, column, path, message, hint }: RecipeProblem): string[] {
  const where = `${shortPath(file)}:${line}:${column}`;
  const what = path === '' ? message : `${path}: ${message}`;
  return [`${where}: ${what}`, `    ${hint}`];
}
