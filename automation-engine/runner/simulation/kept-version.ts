/** A version of a recipe that the engine once loaded, read beside the engine. */
import { DatabaseSync } from 'node:sqlite';
import type { Recipe } from '../../recipe-language/recipe.ts';

/** @param version as its file called it, such as `1.2.0`; the one that was loaded last when several did */
export function keptVersion(databaseFile: string, recipeId: string, version: string): Recipe | undefined {
  const database = new DatabaseSync(databaseFile, { readOnly: true });
  try {
    const row = database
      .prepare(
        'select recipe_json from recipe_versions where recipe_id = ? and version = ? order by loaded_at desc limit 1',
      )
      .get(recipeId, version);
    // Written by the library alone, after it was checked.
    return row === undefined ? undefined : (JSON.parse(String(row['recipe_json'])) as Recipe);
  } finally {
    database.close();
  }
}
