/** What is said of a recipe, with its switch beside it. */
import type { ComponentChildren } from 'preact';
import type { RecipeSummary } from '../../../shared/model/wire.ts';
import { t } from '../../locales/text.ts';
import { switchRecipe } from '../../sync/recipe-calls.ts';
import { DeedProblem } from '../parts/engine-needed.tsx';
import { useDeed, type Engine } from '../parts/use-engine.ts';

export function RecipeSwitch(props: {
  recipe: RecipeSummary;
  engine: Engine | undefined;
  onChange: () => Promise<void>;
  children: ComponentChildren;
}) {
  const { recipe, engine, onChange } = props;
  const { isBusy, problem, run } = useDeed();
  const connection = engine?.connection;
  const set = (enabled: boolean) =>
    run(async () => {
      if (connection === undefined) return;
      try {
        await switchRecipe(connection, recipe.id, enabled);
      } finally {
        await onChange();
      }
    });
  return (
    <div class="stack tight">
      <div class="row recipe">
        <div class="grow">{props.children}</div>
        <input
          type="checkbox"
          role="switch"
          class="switch"
          aria-label={t.recipes.switch(recipe.title)}
          checked={recipe.enabled}
          disabled={isBusy || (recipe.problems.length > 0 && !recipe.enabled)}
          onChange={(event) => void set(event.currentTarget.checked)}
        />
      </div>
      <DeedProblem problem={problem} />
    </div>
  );
}
