/** The people in the message list of the webmail that is shown. */
import { useEffect, useState } from 'preact/hooks';
import type { Draft } from '../../../shared/model/draft.ts';
import { t } from '../../locales/text.ts';
import { readList } from '../../sites/read-list.ts';
import { useStore } from '../parts/larder.ts';
import { Notice } from '../parts/pieces.tsx';
import { Many } from './many.tsx';
import { groupOf } from './many-tabs.tsx';

interface Props {
  tabId: number;
  own: readonly string[];
  onBack: () => void;
}

export function ManyList({ tabId, own, onBack }: Props) {
  const store = useStore();
  const [draft, setDraft] = useState<Draft>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    readList(store, tabId, own).then(
      (read) => (read === undefined ? setProblem(t.page.noAccess) : setDraft(read)),
      () => setProblem(t.many.why.failed),
    );
  }, []);
  if (draft !== undefined) return <Many groups={[groupOf(draft, own)]} onBack={onBack} />;
  return (
    <section class="card stack" aria-label={t.many.title}>
      {problem === undefined ? (
        <p role="status">{t.page.loading}</p>
      ) : (
        <Notice tone="warn" alert>
          {problem}
        </Notice>
      )}
      <div>
        <button onClick={onBack}>{t.actions.back}</button>
      </div>
    </section>
  );
}
