/** How sync fares, at the bottom of a screen: in words, with what waits and what was refused. */
import { useState } from 'preact/hooks';
import { t } from '../../locales/text.ts';
import { readFact } from '../../store/device.ts';
import { countOutbox, refusedOnes, sendAgain, setAside, type Refused } from '../../store/outbox.ts';
import type { Store } from '../../store/store.ts';
import { isLoopback } from '../../sync/pairing.ts';
import { openPage } from './pages.ts';
import { useLive } from './use-live.ts';
import { useStore } from './larder.ts';

const syncFacts = async (store: Store) => {
  const [pairing, sync, outbox] = await Promise.all([
    readFact(store, 'pairing'),
    readFact(store, 'sync'),
    countOutbox(store),
  ]);
  const isLocal = pairing !== undefined && isLoopback(new URL(pairing.engine));
  return { isPaired: pairing !== undefined, isLocal, sync, ...outbox };
};

export function SyncBar() {
  const facts = useLive(syncFacts, []);
  const [isOpen, setOpen] = useState(false);
  if (facts === undefined) return <footer class="sync-bar" />;
  const { isPaired, isLocal, sync, waiting, refused } = facts;
  const phase = isPaired ? (sync?.phase ?? 'connecting') : 'alone';
  const headline = {
    alone: t.sync.alone,
    connecting: t.sync.connecting,
    live: waiting > 0 ? t.sync.liveWaiting(waiting) : t.sync.live,
    away: t.sync.away,
    stopped: t.sync.stopped,
  }[phase];
  return (
    <footer class="sync-bar stack tight" aria-label={t.options.engine}>
      <div class="row">
        <span class={`dot ${phase}`} />
        <span class="grow" role="status" data-sync={phase}>
          {headline}
          {waiting > 0 && phase !== 'live' && phase !== 'alone' && <> · {t.sync.waiting(waiting)}</>}
        </span>
        {(phase === 'alone' || phase === 'stopped') && (
          <button class="link" onClick={() => openPage('options')}>
            {t.sync.pair}
          </button>
        )}
      </div>
      {phase === 'alone' && (
        <p>
          {waiting > 0 && <>{t.sync.waiting(waiting)}. </>}
          {t.sync.aloneMore}
        </p>
      )}
      {(phase === 'away' || phase === 'stopped') && sync?.message !== undefined && (
        <p>
          {sync.message} {phase === 'away' && isLocal && t.sync.awayMore}
        </p>
      )}
      {refused > 0 && (
        <div>
          <button class="link bad" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t.sync.refused(refused)}
          </button>
          {isOpen && <RefusedList />}
        </div>
      )}
    </footer>
  );
}

function RefusedList() {
  const rows = useLive((store) => refusedOnes(store), []);
  return (
    <ul class="list" aria-label={t.sync.refusedList}>
      {rows?.map((row) => (
        <RefusedRow key={row.order} row={row} />
      ))}
    </ul>
  );
}

function RefusedRow({ row }: { row: Refused }) {
  const store = useStore();
  const { mutation, refused } = row;
  return (
    <li class="stack tight">
      <span dir="auto">
        {t.sync.kinds[mutation.kind]}: {wordsFor(mutation.fields)}
      </span>
      <span class="bad">{refused.reason}</span>
      {refused.issues.map(({ path, message }) => (
        <span key={path} class="bad">
          {path}: {message}
        </span>
      ))}
      <span class="row">
        <button class="small" onClick={() => sendAgain(store, row.order)}>
          {t.sync.sendAgain}
        </button>
        <button class="small plain" onClick={() => setAside(store, row.order)}>
          {t.sync.setAside}
        </button>
      </span>
    </li>
  );
}

/** What a change is about: its title or text, or else the names of its fields. */
function wordsFor(fields: Record<string, unknown>): string {
  const words = ['name', 'title', 'subject', 'text']
    .map((path) => fields[path])
    .find((value) => typeof value === 'string');
  return (words ?? Object.keys(fields).join(', ')).slice(0, 100);
}
