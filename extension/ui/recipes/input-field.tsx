/** The field for one input of a recipe, by its type. */
import type { FieldValue } from '../../../shared/model/record.ts';
import type { RecipeSummary } from '../../../shared/model/wire.ts';
import { t } from '../../locales/text.ts';

export type RecipeInput = NonNullable<RecipeSummary['inputs']>[number];

/** A value as it is typed: lists have a line for each entry. */
export const typedOf = (value: FieldValue): string =>
  Array.isArray(value) ? value.map(String).join('\n') : value === null ? '' : String(value);

/** What was typed, as the engine takes it; it says what is wrong with it. */
export function valueOf({ type }: Pick<RecipeInput, 'type'>, typed: string): FieldValue {
  if (type === 'number') return typed.trim() === '' || Number.isNaN(Number(typed)) ? typed : Number(typed);
  if (type !== 'list') return typed.trim();
  return typed
    .split('\n')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

export function InputField(props: { input: RecipeInput; typed: string; onType: (typed: string) => void }) {
  const { input, typed, onType } = props;
  const hint = input.type === 'duration' ? t.inputs.duration : input.type === 'list' ? t.inputs.list : undefined;
  const common = { name: input.name, value: typed, 'aria-describedby': `about-${input.name}` };
  const type = (event: { currentTarget: { value: string } }) => onType(event.currentTarget.value);
  return (
    <div class="stack tight" data-input={input.name}>
      <label class="stack tight">
        <span dir="auto">{input.label}</span>
        {input.options !== undefined ? (
          <select {...common} onChange={type}>
            {input.options.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </select>
        ) : input.type === 'list' ? (
          <textarea {...common} rows={3} onInput={type} />
        ) : input.type === 'number' ? (
          <input {...common} type="number" step="any" min={input.min} max={input.max} onInput={type} />
        ) : (
          <input {...common} type="text" onInput={type} />
        )}
      </label>
      <p class="soft small-text" id={`about-${input.name}`}>
        {[hint, t.inputs.standard(typedOf(input.default).replaceAll('\n', ', '))].filter(Boolean).join(' · ')}
      </p>
    </div>
  );
}
