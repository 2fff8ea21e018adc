/** What goes on only when a person says so: recipes that were held back, and those that switched themselves off. */
import { sayWhen, t } from '../../locales/text.ts';
import { listRecipes } from '../../sync/recipe-calls.ts';
import { useDrafts } from '../drafts/use-drafts.tsx';
import { EngineNeeded } from '../parts/engine-needed.tsx';
import { useStore } from '../parts/larder.ts';
import { useAnswer, useNews, type Engine } from '../parts/use-engine.ts';
import { Held } from '../recipes/held.tsx';
import { stateOf } from '../recipes/recipe-state.ts';

export function ForYou({ engine }: { engine: Engine }) {
  const answer = useAnswer(engine, listRecipes, [], useNews());
  const { answer: waiting, saying, rows } = useDrafts(engine);
  const drafts = waiting.value?.drafts ?? [];
  const now = new Date(useStore().now());
  return (
    <section class="section" aria-label={t.needs.forYou.title} data-health="for-you">
      <h2>{t.needs.forYou.title}</h2>
      <p class="soft small-text">{t.needs.forYou.about}</p>
      {saying}
      <EngineNeeded engine={engine} answer={answer}>
        {({ recipes }) => {
          const held = recipes.filter((recipe) => (recipe.held ?? 0) > 0);
          const broken = recipes.filter((recipe) => stateOf(recipe) === 'broken');
          if (held.length + broken.length + drafts.length === 0) return <p role="status">{t.needs.forYou.none}</p>;
          return (
            <ul class="list">
              {held.map(({ id, title, held: count }) => (
                <li key={id} data-held-of={id}>
                  <Held
                    key={count}
                    recipeId={id}
                    engine={engine}
                    onDecided={answer.again}
                    title={<RecipeTitle id={id} title={title} />}
                  />
                </li>
              ))}
              {broken.map(({ id, title, broken: { at, reason } = { at: '', reason: '' } }) => (
                <li key={id} data-broken={id}>
                  <RecipeTitle id={id} title={title} />
                  <span class="bad block">{t.recipes.broken(sayWhen(at, now))}</span>
                  <span class="small-text" dir="auto">
                    {reason}
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </EngineNeeded>
      {drafts.length > 0 && rows(drafts)}
    </section>
  );
}

const RecipeTitle = ({ id, title }: { id: string; title: string }) => (
  <a class="recipe-title block" href={`#recipe/${id}`} dir="auto">
    {title}
  </a>
);
