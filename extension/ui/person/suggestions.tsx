/** What seems to have changed about a person: theirs to accept, to keep as it was, or to call somebody else's. */
import type { Contact } from '../../../shared/model/contact.ts';
import { splitPath } from '../../../shared/model/record.ts';
import { t } from '../../locales/text.ts';
import { answerSuggestion, type Answer } from '../../store/suggestions.ts';
import { useStore } from '../parts/larder.ts';

const ANSWERS: readonly Answer[] = ['accepted', 'kept', 'not-theirs'];

export function Suggestions({ contact }: { contact: Contact }) {
  const store = useStore();
  const open = Object.entries(contact.suggestions).filter(([, { answer }]) => answer === undefined);
  if (open.length === 0) return null;
  return (
    <section class="suggestions" aria-label={t.suggestions.title}>
      <h2>{t.suggestions.title}</h2>
      <ul>
        {open.map(([path, { from, to, evidence }]) => (
          <li key={path} class="stack tight" data-suggestion={path}>
            <p>
              <span class="soft small-text block">{t.fields[splitPath(path).field]}</span>
              <s class="soft" dir="auto">
                {from}
              </s>{' '}
              <strong dir="auto">{to}</strong>
              {evidence[0] !== undefined && (
                <span class="soft small-text block" title={evidence[0].snippet}>
                  {t.sources[evidence[0].source]}
                </span>
              )}
            </p>
            <div class="row wrap">
              {ANSWERS.map((answer) => (
                <button
                  key={answer}
                  type="button"
                  class={`small ${answer === 'not-theirs' ? 'plain' : ''}`}
                  data-answer={answer}
                  onClick={() => answerSuggestion(store, contact, path, answer).catch(reportError)}
                >
                  {t.suggestions.answers[answer]}
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
