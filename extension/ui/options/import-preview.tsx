/** Who in a file is new, who is known, and which entries are nobody, before anything is saved. */
import { t } from '../../locales/text.ts';
import { labelOf } from '../panel/candidates.tsx';
import type { Sorted } from './import-people.tsx';

const NAMES_SHOWN = 5;
const LINES_SHOWN = 100;

interface Props {
  file: string;
  sorted: Sorted;
  /** Entries are lines of a table; otherwise cards. */
  isTable: boolean;
  brokenFrom?: number;
}

export function ImportPreview({ file, sorted: { fresh, known, unread }, isTable, brokenFrom }: Props) {
  return (
    <div class="stack tight" role="status" data-import="preview">
      <p>
        <strong dir="auto">{file}</strong>
      </p>
      <p data-fresh={fresh.length}>
        {t.importing.fresh(fresh.length)}{' '}
        <span class="soft" dir="auto">
          {fresh.slice(0, NAMES_SHOWN).map(labelOf).join(', ')}
          {fresh.length > NAMES_SHOWN && ' …'}
        </span>
      </p>
      {known > 0 && <p data-known={known}>{t.importing.known(known)}</p>}
      {brokenFrom !== undefined && <p class="bad">{t.importing.broken(brokenFrom)}</p>}
      {unread.length > 0 && (
        <details data-unread={unread.length}>
          <summary>{t.importing.unread(unread.length)}</summary>
          <ul class="small-text">
            {unread.slice(0, LINES_SHOWN).map(({ line, why }) => (
              <li key={line}>
                {isTable ? t.importing.line(line) : t.importing.card(line)}: {t.importing.why[why]}
              </li>
            ))}
            {unread.length > LINES_SHOWN && <li>…</li>}
          </ul>
        </details>
      )}
    </div>
  );
}
