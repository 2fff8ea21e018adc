/** What is said of a recipe, with its switch beside it. Switching on asks first for whom. */
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { RecipeSummary } from '../../../shared/model/wire.ts';
import { t } from '../../locales/text.ts';
import { switchRecipe } from '../../sync/recipe-calls.ts';
import { DeedProblem } from '../parts/engine-needed.tsx';
import { useDeed, type Engine } from '../parts/use-engine.ts';
import { EnableChoice } from './enable-choice.tsx';

export function RecipeSwitch(props: {
  recipe: RecipeSummary;
  engine: Engine | undefined;
  onChange: () => Promise<void>;
  children: ComponentChildren;
}) {
  const { recipe, engine, onChange } = props;
  const { isBusy, problem, run } = useDeed();
  const [isAsking, setAsking] = useState(false);
  const knob = useRef<HTMLInputElement>(null);
  const connection = engine?.connection;
  const switchOff = () =>
    run(async () => {
      if (connection === undefined) return;
      try {
        await switchRecipe(connection, recipe.id, false);
      } finally {
        await onChange();
      }
    });
  const answered = () => {
    setAsking(false);
    knob.current?.focus();
  };
  return (
    <div class="stack tight">
      <div class="row recipe">
        <div class="grow">{props.children}</div>
        <input
          ref={knob}
          type="checkbox"
          role="switch"
          class="switch"
          aria-label={t.recipes.switch(recipe.title)}
          aria-expanded={isAsking}
          checked={recipe.enabled}
          disabled={isBusy || (recipe.problems.length > 0 && !recipe.enabled)}
          onChange={(event) => {
            // It turns when the engine says so.
            event.currentTarget.checked = recipe.enabled;
            if (recipe.enabled) void switchOff();
            else setAsking(!isAsking);
          }}
        />
      </div>
      {isAsking && !recipe.enabled && connection !== undefined && (
        <EnableChoice
          recipeId={recipe.id}
          connection={connection}
          onCancel={answered}
          onDone={async (isEnrolling) => {
            await onChange();
            answered();
            // Where how far it is stands.
            if (isEnrolling) location.hash = `recipe/${recipe.id}`;
          }}
        />
      )}
      <DeedProblem problem={problem} />
    </div>
  );
}
