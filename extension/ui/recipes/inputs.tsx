/** What a person can set for a recipe. The engine checks it; all of it is set, or nothing. */
import { useState } from 'preact/hooks';
import { t } from '../../locales/text.ts';
import { setInputs } from '../../sync/recipe-calls.ts';
import { DeedProblem } from '../parts/engine-needed.tsx';
import { useDeed, type Engine } from '../parts/use-engine.ts';
import { InputField, typedOf, valueOf, type RecipeInput } from './input-field.tsx';

export function Inputs(props: {
  recipeId: string;
  inputs: readonly RecipeInput[];
  engine: Engine | undefined;
  onChange: () => Promise<void>;
}) {
  const { recipeId, inputs, engine, onChange } = props;
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [isSaved, setSaved] = useState(false);
  const { isBusy, problem, run } = useDeed();
  const changed = inputs.filter(({ name, value }) => (typed[name] ?? typedOf(value)) !== typedOf(value));
  const save = async () => {
    const connection = engine?.connection;
    if (connection === undefined) return;
    // What is the default again follows the recipe when its next version has another.
    const values = changed.map((input) => {
      const text = typed[input.name] ?? '';
      return [input.name, text === typedOf(input.default) ? null : valueOf(input, text)] as const;
    });
    const isDone = await run(async () => {
      await setInputs(connection, recipeId, Object.fromEntries(values));
      await onChange();
    });
    setSaved(isDone);
    if (isDone) setTyped({});
  };
  return (
    <section class="section" aria-label={t.inputs.title}>
      <h2>{t.inputs.title}</h2>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {inputs.map((input) => (
          <InputField
            key={input.name}
            input={input}
            typed={typed[input.name] ?? typedOf(input.value)}
            onType={(text) => {
              setSaved(false);
              setTyped({ ...typed, [input.name]: text });
            }}
          />
        ))}
        <DeedProblem problem={problem} />
        <div class="row wrap">
          <button type="submit" disabled={isBusy || changed.length === 0}>
            {t.inputs.save}
          </button>
          <span class="soft small-text grow" role="status">
            {isSaved ? t.inputs.saved : t.inputs.about}
          </span>
        </div>
      </form>
    </section>
  );
}
