/** The side panel: who is in the open message or page, and everything about them. */
import './panel.css';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { t } from '../../locales/text.ts';
import type { Store } from '../../store/store.ts';
import { Icon } from '../parts/icon.tsx';
import { useStore } from '../parts/larder.ts';
import { Notifications } from '../parts/notifications.tsx';
import { openPage } from '../parts/pages.ts';
import { Empty, IconButton, Notice } from '../parts/pieces.tsx';
import { SyncBar } from '../parts/sync-bar.tsx';
import { Deleted } from '../person/deleted.tsx';
import { ClipView } from './clip-view.tsx';
import { followClip } from './follow-clip.ts';
import { followTab, type FollowedTab, type PageRead } from './follow-tab.ts';
import { Many, type Group } from './many.tsx';
import { ManyList } from './many-list.tsx';
import { ManyTabs } from './many-tabs.tsx';
import { isWebmail, PageView } from './page-view.tsx';
import { handWritten } from './hand-written.ts';
import { Teach } from '../teach/teach.tsx';

export const panelScreen = (store: Store) => <Panel tab={followTab(store)} clips={followClip()} />;

type Clips = ReturnType<typeof followClip>;

function Panel({ tab, clips }: { tab: FollowedTab; clips: Clips }) {
  const clip = clips.clip.value;
  return (
    <div class="panel">
      <TopBar tab={tab} />
      <main class="panel-body stack" aria-busy={tab.view.value.kind === 'loading'}>
        <Notifications />
        <Deleted />
        {clip === undefined ? <Current tab={tab} /> : <ClipView clip={clip} tab={tab} onDone={clips.done} />}
        {clips.said.value !== undefined && <Notice>{clips.said.value}</Notice>}
      </main>
      <SyncBar />
    </div>
  );
}

const TopBar = ({ tab }: { tab: FollowedTab }) => (
  <nav class="top-bar row" aria-label={t.product}>
    <img src="/icon/32.png" alt="" width="20" height="20" />
    <strong class="grow">{t.product}</strong>
    <IconButton icon="again" label={t.actions.readAgain} onClick={tab.readAgain} />
    <IconButton icon="people" label={t.actions.openApp} onClick={() => openPage('app')} />
    <IconButton icon="settings" label={t.actions.openOptions} onClick={() => openPage('options')} />
  </nav>
);

function Current({ tab }: { tab: FollowedTab }) {
  const store = useStore();
  const view = tab.view.value;
  const [isByHand, setByHand] = useState(false);
  const byHand = useMemo(() => handWritten(store), [view, isByHand]);
  useEffect(() => setByHand(false), [view]);
  const [taughtTab, setTaughtTab] = useState<number>();
  // Stays until the person goes back, whatever the tabs do meanwhile: it holds the way to take it all back.
  const [many, setMany] = useState<Group | { tabs: PageRead | undefined } | { list: PageRead }>();
  const back = () => setMany(undefined);
  if (many !== undefined && 'tabs' in many) return <ManyTabs shown={many.tabs} onBack={back} />;
  if (many !== undefined && 'list' in many) {
    const { tabId, draft } = many.list;
    return <ManyList tabId={tabId} own={draft.own ?? []} onBack={back} />;
  }
  if (many !== undefined) return <Many groups={[many]} onBack={back} />;
  const tabsButton = (
    <div class="stack tight">
      {view.kind === 'read' && isWebmail(view) && (
        <button
          class="small plain"
          data-action="many-list"
          disabled={tab.isTouched.value}
          onClick={() => setMany({ list: view })}
        >
          <Icon name="mail" /> {t.many.list}
        </button>
      )}
      <button
        class="small plain"
        data-action="many-tabs"
        disabled={tab.isTouched.value}
        onClick={() => setMany({ tabs: view.kind === 'read' ? view : undefined })}
      >
        <Icon name="people" /> {t.many.tabs}
      </button>
    </div>
  );
  if (view.kind === 'read' && view.tabId === taughtTab) {
    const done = (isSaved: boolean) => {
      setTaughtTab(undefined);
      if (isSaved) tab.readAgain();
    };
    return <Teach tabId={view.tabId} onDone={done} />;
  }
  if (isByHand) return <PageView read={byHand} tab={tab} onDiscard={() => setByHand(false)} />;
  const addByHand = <button onClick={() => setByHand(true)}>{t.page.addAnyway}</button>;
  switch (view.kind) {
    case 'loading':
      return (
        <p class="soft loading" role="status">
          {t.page.loading}
        </p>
      );
    case 'no-access':
      return (
        <Empty icon="page" title={t.page.noAccessTitle}>
          <p>{t.page.noAccess}</p>
          <p>{t.page.howToRead}</p>
          {addByHand}
          {tabsButton}
        </Empty>
      );
    case 'unreadable':
      return (
        <Empty icon="page" title={t.page.unreadableTitle}>
          <p>{t.page.unreadable}</p>
          {addByHand}
          {tabsButton}
        </Empty>
      );
    case 'failed':
      return (
        <Empty icon="warning" title={t.page.failedTitle}>
          <p role="alert">{view.message}</p>
          <button onClick={tab.readAgain}>{t.actions.again}</button>
        </Empty>
      );
    case 'read':
      return (
        <>
          <PageView
            key={view.mark}
            read={view}
            tab={tab}
            onAddByHand={() => setByHand(true)}
            onMany={setMany}
            onTeach={() => setTaughtTab(view.tabId)}
          />
          {tabsButton}
        </>
      );
  }
}
