/** One field of a draft: its text to change, and where it came from. */
import { useId, useState } from 'preact/hooks';
import { t } from '../../locales/text.ts';
import { IconButton } from '../parts/pieces.tsx';
import { problemOf, type EditedField } from './draft-edit.ts';
import { EvidenceList, sourceWords } from './evidence-list.tsx';
import { pointing, type Highlighter } from './use-highlight.ts';

interface Props {
  field: EditedField;
  highlighter: Highlighter;
  onText: (text: string) => void;
  onRemoved: (isRemoved: boolean) => void;
}

export function FieldRow({ field, highlighter, onText, onRemoved }: Props) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const label = t.fields[field.field] ?? field.field;
  const evidence = field.isEdited ? [] : (field.original?.evidence ?? []);
  const problem = problemOf(field);
  const first = evidence[0];
  const shown =
    field.original !== undefined && first !== undefined ? { ...field.original, evidence: first } : undefined;
  const input = {
    id,
    value: field.text,
    maxLength: field.field === 'address' ? 2_000 : 500,
    dir: 'auto' as const,
    disabled: field.isRemoved,
    'aria-invalid': problem !== undefined,
    onInput: (event: { currentTarget: { value: string } }) => onText(event.currentTarget.value),
  };
  return (
    <div
      class={`field ${field.isRemoved ? 'removed' : ''}`}
      data-field={field.field}
      data-path={field.original?.path}
      {...pointing(highlighter, shown)}
    >
      <div class="row field-head">
        <label for={id} class="soft small-text grow">
          {label}
        </label>
        {field.isRemoved && <span class="soft small-text">{t.draft.removed}</span>}
        {field.isEdited && <span class="badge">{t.sources['typed-by-hand']}</span>}
        {first !== undefined && !field.isRemoved && (
          <button
            type="button"
            class={`evidence badge ${first.confidence < 0.6 ? 'guess' : ''}`}
            aria-expanded={isOpen}
            aria-label={`${sourceWords(first)}. ${t.evidence.toggle(label)}`}
            title={first.snippet}
            data-source={first.source}
            onClick={() => setOpen(!isOpen)}
          >
            {sourceWords(first)}
          </button>
        )}
      </div>
      <div class="row field-line">
        {field.field === 'address' ? <textarea class="grow" rows={2} {...input} /> : <input class="grow" {...input} />}
        {(field.original !== undefined || field.text === '') && (
          <IconButton
            icon={field.isRemoved ? 'again' : 'remove'}
            label={field.isRemoved ? t.draft.restoreField(label) : t.draft.removeField(label)}
            onClick={() => onRemoved(!field.isRemoved)}
          />
        )}
      </div>
      {problem !== undefined && (
        <p class="bad small-text" role="alert">
          {t.draft.badEmail}
        </p>
      )}
      {isOpen && field.original !== undefined && <EvidenceList field={field.original} highlighter={highlighter} />}
    </div>
  );
}
