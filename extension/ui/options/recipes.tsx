/** The engine's recipes, each with its switch. They are kept in the engine, so they are asked for, not synced. */
import { useEffect, useState } from 'preact/hooks';
import type { RecipeSummary } from '../../../shared/model/wire.ts';
import { t } from '../../locales/text.ts';
import { readFact, type Pairing } from '../../store/device.ts';
import { listRecipes, switchRecipe, type Connection } from '../../sync/engine-client.ts';
import { Notice } from '../parts/pieces.tsx';
import { useLive } from '../parts/use-live.ts';
import { Part } from './part.tsx';

const connect = ({ engine, token }: Pairing): Connection => ({ engine, token, fetch: fetch.bind(globalThis) });

export function Recipes() {
  const facts = useLive(
    async (live) => ({ pairing: await readFact(live, 'pairing'), phase: (await readFact(live, 'sync'))?.phase }),
    [],
  );
  const pairing = facts?.pairing;
  const [recipes, setRecipes] = useState<RecipeSummary[]>();
  const [problem, setProblem] = useState<string>();
  const load = async (paired: Pairing) => {
    try {
      setRecipes((await listRecipes(connect(paired))).recipes);
      setProblem(undefined);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  useEffect(() => {
    setRecipes(undefined);
    setProblem(undefined);
    if (pairing !== undefined) void load(pairing);
  }, [pairing?.token, facts?.phase === 'live']);

  const toggle = async (paired: Pairing, recipe: RecipeSummary, enabled: boolean) => {
    // Shown at once, and put right by what the engine says afterwards.
    setRecipes(recipes?.map((each) => (each.id === recipe.id ? { ...each, enabled } : each)));
    try {
      await switchRecipe(connect(paired), recipe.id, enabled);
      await load(paired);
    } catch (error) {
      await load(paired);
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Part id="recipes" title={t.options.recipes}>
      {facts !== undefined && pairing === undefined && <p class="soft">{t.options.recipesUnpaired}</p>}
      {problem !== undefined && (
        <Notice tone="bad" alert>
          {problem}
        </Notice>
      )}
      {recipes?.length === 0 && <p class="soft">{t.options.noRecipes}</p>}
      {pairing !== undefined && (
        <ul class="list">
          {recipes?.map((recipe) => (
            <li key={recipe.id} class="row recipe" data-recipe={recipe.id}>
              <div class="grow">
                <strong dir="auto">{recipe.title}</strong> <span class="soft small-text">{recipe.version}</span>
                <p class="soft" dir="auto">
                  {recipe.about}
                </p>
                {recipe.problems.map(({ path, line, message }) => (
                  <p key={path + message} class="bad small-text">
                    {line === undefined ? path : `${path}:${line}`}: {message}
                  </p>
                ))}
              </div>
              <input
                type="checkbox"
                role="switch"
                class="switch"
                aria-label={t.options.switchRecipe(recipe.title)}
                checked={recipe.enabled}
                onChange={(event) => toggle(pairing, recipe, event.currentTarget.checked)}
              />
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
