/** What the runner needs of the recipe library; the examples of recipes bring a smaller one. */
import type { FieldValue } from '../../shared/model/record.ts';
import type { Recipe } from '../recipe-language/recipe.ts';

/** A recipe that is switched on. */
export interface ActiveRecipe {
  recipe: Recipe;
  /** Names this version: runs are pinned to it. */
  hash: string;
  /** Events recorded up to here start nothing. */
  enabledAfterSeq: number;
  /** The person's values of its inputs; where there is none, its default counts. */
  inputs: Record<string, FieldValue>;
}

/** Liquid texts that `send-mail` is given by name. */
export interface MailTemplate {
  subject: string;
  text: string;
}

export interface RecipeSource {
  active(): readonly ActiveRecipe[];
  /** Any version that a run may be pinned to, active or not. */
  versionByHash(hash: string): Promise<Recipe | undefined> | Recipe | undefined;
  mailTemplates: ReadonlyMap<string, MailTemplate>;
}
