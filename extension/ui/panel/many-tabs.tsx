/** The people in all open tabs: reads them, with progress, and then offers everybody. */
import { useEffect, useState } from 'preact/hooks';
import { everybody } from '../../capture/everybody.ts';
import type { Draft } from '../../../shared/model/draft.ts';
import { t } from '../../locales/text.ts';
import { readTabs, type TabsRead } from '../../sites/read-tabs.ts';
import { readFact } from '../../store/device.ts';
import { useStore } from '../parts/larder.ts';
import { Many, type Group } from './many.tsx';

interface Props {
  shown?: { tabId: number; draft: Draft };
  onBack: () => void;
}

export function ManyTabs({ shown, onBack }: Props) {
  const store = useStore();
  const [progress, setProgress] = useState({ done: 0, of: 0 });
  const [found, setFound] = useState<TabsRead & { own: string[] }>();
  useEffect(() => {
    const leaving = new AbortController();
    const read = async () => {
      const own = (await readFact(store, 'own'))?.addresses ?? [];
      const onProgress = (done: number, of: number) => setProgress({ done, of });
      const tabs = await readTabs(store, { shown, onProgress, signal: leaving.signal });
      if (!leaving.signal.aborted) setFound({ ...tabs, own });
    };
    read().catch(reportError);
    return () => leaving.abort();
  }, []);
  if (found !== undefined) {
    return <Many groups={found.drafts.map((draft) => groupOf(draft, found.own))} left={found.left} onBack={onBack} />;
  }
  return (
    <section class="card stack" aria-label={t.many.title}>
      <p role="status">{t.many.reading(progress.done, progress.of)}</p>
      <progress max={Math.max(progress.of, 1)} value={progress.done} aria-label={t.many.title} />
      <div>
        <button onClick={onBack}>{t.actions.cancel}</button>
      </div>
    </section>
  );
}

/** Everybody on one page. */
export const groupOf = (draft: Draft, own: readonly string[]): Group => ({
  title: draft.title ?? draft.url,
  url: draft.url,
  people: everybody(draft, own),
  leftOut: draft.leftOut ?? [],
});
