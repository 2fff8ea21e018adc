/** All recipes, each with its switch and how it fares. They are kept in the engine, so they are asked for, not synced. */
import './recipes.css';
import type { RecipeSummary } from '../../../shared/model/wire.ts';
import { sayTime, t } from '../../locales/text.ts';
import { countRuns, runsOfRecipe } from '../../store/recipe-runs.ts';
import { listRecipes } from '../../sync/recipe-calls.ts';
import { EngineNeeded } from '../parts/engine-needed.tsx';
import { useStore } from '../parts/larder.ts';
import { Empty } from '../parts/pieces.tsx';
import { useAnswer, useEngine, type Engine } from '../parts/use-engine.ts';
import { useLive } from '../parts/use-live.ts';
import { RecipeSwitch } from './recipe-switch.tsx';
import { StopAll } from './stop-all.tsx';
import { stateOf, TONE_OF } from './recipe-state.ts';

export function Recipes() {
  const engine = useEngine();
  const answer = useAnswer(engine, listRecipes, []);
  return (
    <section class="card stack recipes" aria-labelledby="recipes-title">
      <div>
        <h1 id="recipes-title">{t.recipes.title}</h1>
        <p class="soft">{t.recipes.about}</p>
      </div>
      <StopAll engine={engine} />
      <EngineNeeded engine={engine} answer={answer}>
        {({ recipes }) =>
          recipes.length === 0 ? (
            <Empty icon="recipe" title={t.recipes.none}>
              <p>{t.recipes.noneMore}</p>
            </Empty>
          ) : (
            <ul class="list">
              {recipes.map((recipe) => (
                <RecipeLine key={recipe.id} recipe={recipe} engine={engine} onChange={answer.again} />
              ))}
            </ul>
          )
        }
      </EngineNeeded>
    </section>
  );
}

function RecipeLine(props: { recipe: RecipeSummary; engine: Engine | undefined; onChange: () => Promise<void> }) {
  const { recipe, engine, onChange } = props;
  const state = stateOf(recipe);
  return (
    <li data-recipe={recipe.id} data-state={state}>
      <RecipeSwitch recipe={recipe} engine={engine} onChange={onChange}>
        <a class="recipe-title" href={`#recipe/${recipe.id}`} dir="auto">
          {recipe.title}
        </a>{' '}
        <span class={`badge ${TONE_OF[state]}`}>{t.recipes.states[state]}</span>
        <p class="soft" dir="auto">
          {recipe.about}
        </p>
        <Fares recipe={recipe} />
        {recipe.held !== undefined && recipe.held > 0 && (
          <a class="small-text bad" href={`#recipe/${recipe.id}`}>
            {t.held.count(recipe.held)}
          </a>
        )}
      </RecipeSwitch>
    </li>
  );
}

/** How many runs wait, reached a goal and failed, and when the last one began. */
function Fares({ recipe: { id: recipeId, goals } }: { recipe: RecipeSummary }) {
  const store = useStore();
  const found = useLive(
    async (live) => ({
      last: (await runsOfRecipe(live, recipeId, 1))[0],
      waiting: await countRuns(live, recipeId, 'waiting'),
      failed: await countRuns(live, recipeId, 'failed'),
    }),
    [recipeId],
  );
  if (found?.last === undefined) return null;
  const { last, waiting, failed } = found;
  const parts = [
    t.recipes.lastRun(sayTime(last.startedAt ?? last.createdAt, new Date(store.now()))),
    ...(waiting > 0 ? [t.recipes.waiting(waiting)] : []),
    ...(goals === undefined || goals.ended === 0 ? [] : [t.recipes.goals(goals.reached, goals.ended)]),
  ];
  return (
    <p class="small-text" data-fares>
      {parts.join(' · ')}
      {failed > 0 && <span class="bad"> · {t.recipes.failed(failed)}</span>}
    </p>
  );
}
