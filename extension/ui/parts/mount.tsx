/** Puts a screen on its page, with the store, sync and a last resort for errors. */
import { Component, render, type ComponentChildren } from 'preact';
import './base.css';
import './pieces.css';
import { t } from '../../locales/text.ts';
import { openStore, type Store } from '../../store/store.ts';
import { follow } from '../../sync/follow.ts';
import { StoreContext } from './larder.ts';

interface Props {
  children: ComponentChildren;
}

/** Shows what went wrong instead of a blank page. */
class LastResort extends Component<Props, { problem?: string }> {
  static override getDerivedStateFromError(error: unknown) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  override render({ children }: Props, { problem }: { problem?: string }) {
    if (problem === undefined) return children;
    return (
      <div class="empty" role="alert">
        <h2>{t.problem.title}</h2>
        <p>{problem}</p>
      </div>
    );
  }
}

/** Mounts a screen into `#screen`. Sync follows the engine for as long as the page is open. */
export function mount(screen: (store: Store) => ComponentChildren): void {
  const root = document.querySelector('#screen');
  if (root === null) throw new Error('the page has no element with the id "screen"');
  document.documentElement.lang = 'en';
  const store = openStore();
  store.db.open().catch(() => {
    render(
      <div class="empty" role="alert">
        <h2>{t.problem.title}</h2>
        <p>{t.problem.store}</p>
      </div>,
      root,
    );
  });
  render(
    <LastResort>
      <StoreContext.Provider value={store}>{screen(store)}</StoreContext.Provider>
    </LastResort>,
    root,
  );
  const parts = { store, fetch: globalThis.fetch.bind(globalThis), locks: navigator.locks, chance: Math.random };
  const leaving = new AbortController();
  addEventListener('pagehide', () => leaving.abort());
  follow(parts, leaving.signal).catch(reportError);
}
