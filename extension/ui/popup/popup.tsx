/** Quick clip: the person in the open page, three fields, one click. */
import './popup.css';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { t } from '../../locales/text.ts';
import { send } from '../../messages/send.ts';
import { openPanel } from '../../sites/open-panel.ts';
import { readTab, type TabReading } from '../../sites/read-tab.ts';
import type { Store } from '../../store/store.ts';
import { Icon } from '../parts/icon.tsx';
import { useStore } from '../parts/larder.ts';
import { openPage } from '../parts/pages.ts';
import { Empty, IconButton, Notice } from '../parts/pieces.tsx';
import { SyncBar } from '../parts/sync-bar.tsx';
import { handWritten } from '../panel/hand-written.ts';
import { QuickClip } from './quick-clip.tsx';

type State = { kind: 'loading' } | { kind: 'failed'; message: string } | TabReading;

export const popupScreen = (_store: Store) => <Popup />;

function Popup() {
  const store = useStore();
  const [tab, setTab] = useState<{ id?: number; windowId?: number }>({});
  const [state, setState] = useState<State>({ kind: 'loading' });
  useEffect(() => {
    readActiveTab(store, setTab).then(setState, (error: unknown) =>
      setState({ kind: 'failed', message: String(error) }),
    );
  }, []);
  return (
    <div class="popup">
      <header class="row popup-head">
        <img src="/icon/32.png" alt="" width="20" height="20" />
        <strong class="grow">{t.popup.title}</strong>
        <button
          class="small"
          disabled={tab.id === undefined}
          onClick={() => {
            // Nothing before this call: a browser opens a panel only within the click itself.
            void openPanel(tab).then(() => window.close());
          }}
        >
          <Icon name="panel" /> {t.actions.openPanel}
        </button>
        <IconButton icon="settings" label={t.actions.openOptions} onClick={() => openPage('options')} />
      </header>
      <main class="stack popup-body">
        <Current state={state} />
      </main>
      <SyncBar />
    </div>
  );
}

function Current({ state }: { state: State }) {
  const store = useStore();
  const byHand = useMemo(() => handWritten(store).draft, []);
  if (state.kind === 'loading') return <p class="soft">{t.page.loading}</p>;
  if (state.kind === 'failed') {
    return (
      <Empty icon="warning" title={t.page.failedTitle}>
        <p role="alert">{state.message}</p>
      </Empty>
    );
  }
  const draft = state.kind === 'read' ? state.draft : undefined;
  const candidate = draft?.contacts[0];
  return (
    <>
      {state.kind === 'no-access' && <Notice>{t.page.unreadable}</Notice>}
      {draft?.skipped !== undefined && <Notice>{draft.skipped.text}</Notice>}
      {draft !== undefined && candidate === undefined && draft.skipped === undefined && (
        <Notice>{t.page.nobody}</Notice>
      )}
      {draft?.warnings.map((warning) => (
        <Notice key={warning.kind} tone="warn" alert>
          <span data-warning={warning.kind}>{warning.text}</span>
        </Notice>
      ))}
      {draft !== undefined && candidate !== undefined ? (
        <QuickClip draft={draft} candidate={candidate} />
      ) : (
        <QuickClip draft={byHand} candidate={{ key: '', role: 'selected', fields: [] }} />
      )}
    </>
  );
}

async function readActiveTab(store: Store, onTab: (tab: { id?: number; windowId?: number }) => void): Promise<State> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) return { kind: 'no-access' };
  onTab(tab);
  // An open panel may read this page now, too. Nobody listens when none is open.
  send('page/granted', { tabId: tab.id }).catch(() => {});
  return readTab(store, tab.id);
}
