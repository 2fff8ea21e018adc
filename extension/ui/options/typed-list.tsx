/** A line to type something into, and what was added so far, each with a button that takes it away. */
import { useState } from 'preact/hooks';
import { t } from '../../locales/text.ts';
import { Icon } from '../parts/icon.tsx';

interface Entry {
  text: string;
  /** More about it, on hovering. */
  title?: string;
  remove: () => Promise<unknown>;
}

interface TypedListProps {
  name: string;
  label: string;
  inputMode?: 'email';
  /** Adds what was typed; `false` when it is not understood. */
  add: (typed: string) => Promise<boolean>;
  /** Said then. */
  bad: string;
  /** `undefined` while it is loaded. */
  entries: readonly Entry[] | undefined;
  /** Said when there are none. */
  none: string;
}

export function TypedList({ name, label, inputMode, add, bad, entries, none }: TypedListProps) {
  const [typed, setTyped] = useState('');
  const [isBad, setBad] = useState(false);
  const submit = async () => {
    const isAdded = await add(typed);
    setBad(!isAdded);
    if (isAdded) setTyped('');
  };
  return (
    <>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          submit().catch(reportError);
        }}
      >
        <input
          class="grow"
          type="text"
          inputMode={inputMode}
          name={name}
          spellcheck={false}
          aria-label={label}
          placeholder={label}
          aria-invalid={isBad}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button disabled={typed.trim() === ''}>{t.actions.add}</button>
      </form>
      {isBad && (
        <p class="bad small-text" role="alert">
          {bad}
        </p>
      )}
      {entries?.length === 0 && <p class="soft">{none}</p>}
      <div class="chips">
        {entries?.map(({ text, title, remove }) => (
          <span key={text} class="chip" data-entry={text} title={title}>
            {text}
            <button aria-label={t.options.removeAddress(text)} onClick={() => remove().catch(reportError)}>
              <Icon name="remove" />
            </button>
          </span>
        ))}
      </div>
    </>
  );
}
