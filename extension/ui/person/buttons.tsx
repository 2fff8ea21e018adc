/** The buttons that recipes put on the card of a contact. */
import { useState } from 'preact/hooks';
import type { RecipeButton } from '../../../shared/model/wire.ts';
import { t } from '../../locales/text.ts';
import { listButtons, pressButton } from '../../sync/recipe-calls.ts';
import { DeedProblem } from '../parts/engine-needed.tsx';
import { Icon } from '../parts/icon.tsx';
import { useStore } from '../parts/larder.ts';
import { useAnswer, useDeed, useEngine } from '../parts/use-engine.ts';

export function Buttons({ contactId }: { contactId: string }) {
  const store = useStore();
  const engine = useEngine();
  const { value } = useAnswer(engine, listButtons, []);
  const { isBusy, problem, run } = useDeed();
  const [pressed, setPressed] = useState<string>();
  const connection = engine?.connection;
  const buttons = value?.buttons.filter(({ on }) => on === 'contact') ?? [];
  if (buttons.length === 0 || connection === undefined) return null;
  const press = async ({ recipeId, trigger, label }: RecipeButton) => {
    setPressed(undefined);
    const isDone = await run(() =>
      pressButton(connection, { recipeId, trigger, recordId: contactId, press: store.newId() }),
    );
    if (isDone) setPressed(label);
  };
  return (
    <div class="section stack tight" data-buttons>
      <div class="row wrap">
        {buttons.map((button) => (
          <button
            key={`${button.recipeId} ${button.trigger}`}
            data-button={button.recipeId}
            title={t.recipes.byRecipe(button.title)}
            disabled={isBusy || !engine?.isLive}
            onClick={() => void press(button)}
          >
            <Icon name="recipe" /> {button.label}
          </button>
        ))}
      </div>
      {pressed !== undefined && (
        <p class="soft small-text" role="status">
          {t.recipes.pressed(pressed)}
        </p>
      )}
      <DeedProblem problem={problem} />
    </div>
  );
}
