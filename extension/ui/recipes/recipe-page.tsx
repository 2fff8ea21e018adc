/** One recipe: its state, what is wrong with it, what can be set, and its last runs. */
import './recipes.css';
import type { Run } from '../../../shared/model/run.ts';
import type { RecipeSummary } from '../../../shared/model/wire.ts';
import { sayWhen, t } from '../../locales/text.ts';
import { contactById } from '../../store/contacts.ts';
import { countRuns, runsOfRecipe } from '../../store/recipe-runs.ts';
import { listRecipes } from '../../sync/recipe-calls.ts';
import { retryAll } from '../../sync/run-calls.ts';
import { DeedProblem, EngineNeeded } from '../parts/engine-needed.tsx';
import { useStore } from '../parts/larder.ts';
import { nameOf, Notice } from '../parts/pieces.tsx';
import { useAnswer, useDeed, useEngine, type Engine } from '../parts/use-engine.ts';
import { useLive } from '../parts/use-live.ts';
import { PersonLink } from '../runs/links.tsx';
import { RunRow } from '../runs/run-row.tsx';
import { Enrolment } from './enrolment.tsx';
import { Held } from './held.tsx';
import { History } from './history.tsx';
import { Inputs } from './inputs.tsx';
import { RecipeSwitch } from './recipe-switch.tsx';
import { TryPast } from './try-past.tsx';
import { stateOf, TONE_OF } from './recipe-state.ts';

const RUNS_SHOWN = 30;

export function RecipePage({ recipeId }: { recipeId: string }) {
  const engine = useEngine();
  const answer = useAnswer(engine, listRecipes, []);
  return (
    <article class="card recipe-page" data-recipe-page={recipeId}>
      <EngineNeeded engine={engine} answer={answer}>
        {({ recipes }) => {
          const recipe = recipes.find(({ id }) => id === recipeId);
          return recipe === undefined ? (
            <p class="soft">{t.recipes.gone}</p>
          ) : (
            <Known recipe={recipe} engine={engine} onChange={answer.again} />
          );
        }}
      </EngineNeeded>
    </article>
  );
}

function Known(props: { recipe: RecipeSummary; engine: Engine | undefined; onChange: () => Promise<void> }) {
  const { recipe, engine, onChange } = props;
  const state = stateOf(recipe);
  return (
    <>
      <RecipeSwitch recipe={recipe} engine={engine} onChange={onChange}>
        <h1 dir="auto">{recipe.title}</h1>
        <span class={`badge ${TONE_OF[state]}`} data-state={state}>
          {t.recipes.states[state]}
        </span>{' '}
        {recipe.version !== '' && <span class="soft small-text">{t.recipes.version(recipe.version)}</span>}
        <p class="lines" dir="auto">
          {recipe.about}
        </p>
      </RecipeSwitch>
      <Held key={recipe.held} recipeId={recipe.id} engine={engine} onDecided={onChange} />
      <Enrolment recipeId={recipe.id} engine={engine} news={state} />
      <Problems recipe={recipe} />
      {state === 'broken' && recipe.broken !== undefined && <Broken {...recipe.broken} />}
      {recipe.inputs !== undefined && recipe.inputs.length > 0 && (
        <Inputs key={recipe.version} recipeId={recipe.id} inputs={recipe.inputs} engine={engine} onChange={onChange} />
      )}
      {state !== 'problem' && <TryPast recipeId={recipe.id} engine={engine} />}
      <LastRuns recipe={recipe} engine={engine} />
      <History recipeId={recipe.id} engine={engine} news={`${state} ${recipe.version}`} />
    </>
  );
}

function Broken({ at, reason }: { at: string; reason: string }) {
  const now = new Date(useStore().now());
  return (
    <Notice tone="bad">
      <strong>{t.recipes.broken(sayWhen(at, now))}</strong>
      <p dir="auto">{reason}</p>
      <p>{t.recipes.brokenMore}</p>
    </Notice>
  );
}

function Problems({ recipe: { problems } }: { recipe: RecipeSummary }) {
  if (problems.length === 0) return null;
  return (
    <section class="section" aria-label={t.recipes.problems}>
      <h2>{t.recipes.problems}</h2>
      <ul class="list">
        {problems.map(({ path, line, message }) => (
          <li key={`${line} ${path} ${message}`} data-problem={path}>
            <code>{path}</code>
            {line !== undefined && <span class="soft"> {t.recipes.line(line)}</span>}
            <p class="bad" dir="auto">
              {message}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LastRuns(props: { recipe: RecipeSummary; engine: Engine | undefined }) {
  const { engine, recipe } = props;
  const { id: recipeId, goals } = recipe;
  const runs = useLive((live) => runsOfRecipe(live, recipeId, RUNS_SHOWN), [recipeId]);
  const failed = useLive((live) => countRuns(live, recipeId, 'failed'), [recipeId]) ?? 0;
  return (
    <section class="section" aria-label={t.recipes.lastRuns}>
      <h2>{t.recipes.lastRuns}</h2>
      {runs?.length === 0 && <p class="soft">{t.recipes.never}</p>}
      {goals !== undefined && goals.ended > 0 && (
        <p class="soft first-upper">{t.recipes.goals(goals.reached, goals.ended)}</p>
      )}
      {failed > 0 && <RetryAll recipeId={recipeId} failed={failed} engine={engine} />}
      <ol class="list">
        {runs?.map((run) => (
          <RunOf key={run.id} run={run} engine={engine} />
        ))}
      </ol>
    </section>
  );
}

function RetryAll({ recipeId, failed, engine }: { recipeId: string; failed: number; engine: Engine | undefined }) {
  const { isBusy, problem, run } = useDeed();
  const connection = engine?.connection;
  if (connection === undefined) return null;
  return (
    <>
      <button
        class="small"
        data-act="retry-all"
        disabled={isBusy}
        onClick={() => void run(() => retryAll(connection, recipeId))}
      >
        {t.needs.retryAll(failed)}
      </button>
      <DeedProblem problem={problem} />
    </>
  );
}

function RunOf({ run, engine }: { run: Run; engine: Engine | undefined }) {
  const { contactId } = run;
  const found = useLive(
    async (live) => (contactId === undefined ? undefined : contactById(live, contactId)),
    [contactId],
  );
  const isKnown = contactId !== undefined && found !== undefined;
  return (
    <RunRow
      run={run}
      engine={engine}
      title={isKnown ? nameOf(found) : t.recipes.nobody}
      links={isKnown && <PersonLink contactId={contactId} />}
    />
  );
}
