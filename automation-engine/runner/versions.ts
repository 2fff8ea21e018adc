/** Recipe versions by hash, kept in memory: inside a transaction nothing else can be asked. */
import type { Recipe } from '../recipe-language/recipe.ts';
import type { RecipeSource } from './recipe-source.ts';

export interface Versions {
  /** Fetches those that are not there yet. Never call it inside a transaction. */
  load(hashes: Iterable<string>): Promise<void>;
  /** One that was loaded; `undefined` when the library does not know it. */
  get(hash: string): Recipe | undefined;
}

export function createVersions(library: RecipeSource): Versions {
  const known = new Map<string, Recipe>();
  return {
    async load(hashes) {
      for (const { hash, recipe } of library.active()) known.set(hash, recipe);
      for (const hash of hashes) {
        if (known.has(hash)) continue;
        const recipe = await library.versionByHash(hash);
        if (recipe !== undefined) known.set(hash, recipe);
      }
    },
    get: (hash) => known.get(hash),
  };
}
