/** All evidence of one field: the words that it was read from, each with the way to where they stand in the page. */
import { useState } from 'preact/hooks';
import type { DraftField } from '../../../shared/model/draft.ts';
import type { Evidence } from '../../../shared/model/evidence.ts';
import { t } from '../../locales/text.ts';
import { pointing, type Highlighter } from './use-highlight.ts';

export function EvidenceList({ field, highlighter }: { field: DraftField; highlighter: Highlighter }) {
  const [missing, setMissing] = useState<number>();
  return (
    <ul class="evidence-list small-text">
      {field.evidence.map((one, at) => {
        const shown = { ...field, evidence: one };
        return (
          <li key={at} {...pointing(highlighter, shown)}>
            <span class="soft">{sourceWords(one)}</span>
            <button
              type="button"
              class="plain quote"
              title={t.evidence.goTo}
              data-action="go-to-evidence"
              onClick={() => highlighter.goTo(shown, (isFound) => setMissing(isFound ? undefined : at))}
            >
              <q dir="auto">{one.snippet ?? t.evidence.none}</q>
            </button>
            {missing === at && (
              <span class="soft" role="status">
                {t.evidence.notThere}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

export const sourceWords = (evidence: Evidence) =>
  `${t.sources[evidence.source]} · ${confidenceWord(evidence.confidence)}`;

/** Numbers suggest an exactness that no reader has. */
export function confidenceWord(confidence: number): string {
  if (confidence >= 0.85) return t.confidence.sure;
  return confidence >= 0.6 ? t.confidence.likely : t.confidence.guess;
}
