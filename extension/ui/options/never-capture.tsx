/** Whom never to capture: the list, and a line to add to it. */
import { useState } from 'preact/hooks';
import { ruleFromTyped, textOfRule } from '../../capture/never-capture.ts';
import { t } from '../../locales/text.ts';
import { addNever, neverRules, removeNever } from '../../store/never.ts';
import { Icon } from '../parts/icon.tsx';
import { useStore } from '../parts/larder.ts';
import { useLive } from '../parts/use-live.ts';
import { Part } from './part.tsx';

export function NeverCapture() {
  const store = useStore();
  const rules = useLive(neverRules, []);
  const [typed, setTyped] = useState('');
  const [isBad, setBad] = useState(false);
  const add = async () => {
    const rule = ruleFromTyped(typed);
    setBad(rule === undefined);
    if (rule === undefined) return;
    setTyped('');
    await addNever(store, rule);
  };
  return (
    <Part id="never" title={t.never.title} about={t.never.optionsAbout}>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          add().catch(reportError);
        }}
      >
        <input
          class="grow"
          type="text"
          name="never"
          spellcheck={false}
          aria-label={t.never.field}
          placeholder={t.never.field}
          aria-invalid={isBad}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button disabled={typed.trim() === ''}>{t.actions.add}</button>
      </form>
      {isBad && (
        <p class="bad small-text" role="alert">
          {t.never.bad}
        </p>
      )}
      {rules?.length === 0 && <p class="soft">{t.never.none}</p>}
      <div class="chips">
        {rules?.map((rule) => (
          <span key={textOfRule(rule)} class="chip" data-never={textOfRule(rule)} title={t.never.kinds[rule.kind]}>
            {textOfRule(rule)}
            <button
              aria-label={t.options.removeAddress(textOfRule(rule))}
              onClick={() => removeNever(store, rule).catch(reportError)}
            >
              <Icon name="remove" />
            </button>
          </span>
        ))}
      </div>
    </Part>
  );
}
