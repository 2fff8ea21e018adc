/** Ways from a run to what it is about, on the page with all people. */
import { t } from '../../locales/text.ts';

export const PersonLink = ({ contactId }: { contactId: string }) => (
  <a class="small-text block" href={`#${contactId}`}>
    {t.runs.person}
  </a>
);

export const RecipeLink = ({ recipeId }: { recipeId: string }) => (
  <a class="small-text block" href={`#recipe/${recipeId}`}>
    {t.runs.recipe}
  </a>
);
