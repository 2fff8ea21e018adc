/** What each of two has and what merging keeps, side by side; where they differ, the person chooses. */
import { useId, useState } from 'preact/hooks';
import type { FieldPath, FieldValue } from '../../../shared/model/record.ts';
import { t } from '../../locales/text.ts';
import { mergeRows, type MergeRow } from './merge-rows.ts';
import { DoNotContact, Notice } from './pieces.tsx';

interface Side {
  title: string;
  values: Readonly<Record<FieldPath, FieldValue>>;
}
interface Props {
  kept: Side;
  other: Side;
  /** What merging means here. */
  about: string;
  /** @param choices the single fields for which the other side was chosen */
  onMerge: (choices: ReadonlySet<FieldPath>) => Promise<void>;
  onCancel: () => void;
}

export function MergePreview({ kept, other, about, onMerge, onCancel }: Props) {
  const [chosen, setChosen] = useState<Record<string, boolean>>({});
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const rows = mergeRows(kept.values, other.values);
  const merge = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await onMerge(new Set(Object.keys(chosen).filter((field) => chosen[field])));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <section class="merge stack" aria-label={t.merge.title} data-merge>
      <h2>{t.merge.title}</h2>
      {[kept, other].some(({ values }) => values['doNotContact'] === true) && <DoNotContact />}
      <div class="merge-grid" role="group">
        <strong dir="auto">{kept.title}</strong>
        <strong dir="auto">{other.title}</strong>
      </div>
      {rows.map((row) => (
        <Row
          key={row.field}
          row={row}
          isOther={chosen[row.field] === true}
          onChoose={(isOther) => setChosen({ ...chosen, [row.field]: isOther })}
        />
      ))}
      <p class="soft small-text">{about}</p>
      {problem !== undefined && (
        <Notice tone="bad" alert>
          {problem}
        </Notice>
      )}
      <div class="row">
        <button type="button" class="primary" data-action="merge" disabled={isBusy} onClick={() => void merge()}>
          {t.merge.merge}
        </button>
        <button type="button" onClick={onCancel}>
          {t.actions.cancel}
        </button>
      </div>
    </section>
  );
}

function Row({ row, isOther, onChoose }: { row: MergeRow; isOther: boolean; onChoose: (isOther: boolean) => void }) {
  const name = useId();
  const label = t.fields[row.field] ?? row.field;
  const cell = (texts: readonly string[], isOtherSide: boolean) => {
    if (!row.isConflict) return <Texts texts={texts} />;
    const isTaken = isOther === isOtherSide;
    return (
      <label class={`row ${isTaken ? '' : 'soft'}`}>
        <input type="radio" name={name} checked={isTaken} onChange={() => onChoose(isOtherSide)} />
        <Texts texts={texts} />
      </label>
    );
  };
  return (
    <div role="group" aria-label={label} data-merge-field={row.field} data-conflict={row.isConflict}>
      <span class="soft small-text">
        {label} · {row.isConflict ? t.merge.choose : t.merge.keepsAll}
      </span>
      <div class="merge-grid">
        <div>{cell(row.kept, false)}</div>
        <div>{cell(row.other, true)}</div>
      </div>
    </div>
  );
}

const Texts = ({ texts }: { texts: readonly string[] }) => (
  <span class="merge-texts">
    {texts.length === 0
      ? '–'
      : texts.map((text) => (
          <span key={text} class="block" dir="auto">
            {text}
          </span>
        ))}
  </span>
);
