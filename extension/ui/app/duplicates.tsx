/** Who is stored twice: a search over everybody, and a decision about each pair. */
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { t } from '../../locales/text.ts';
import { findDoubles, type Doubles, type Pair, type Progress } from '../../store/find-doubles.ts';
import type { Store } from '../../store/store.ts';
import { Icon } from '../parts/icon.tsx';
import { useStore } from '../parts/larder.ts';
import { nameOf, Notice } from '../parts/pieces.tsx';
import { mainReasons, Reasons, sureWord } from '../parts/reasons.tsx';
import { setApart } from '../person/changes.ts';
import { MergeTwo } from '../person/merge.tsx';

type Search =
  | { kind: 'running'; progress: Progress; stop: () => void }
  | { kind: 'done'; doubles: Doubles; isStopped: boolean }
  | { kind: 'failed'; why: string };

/** Outside of the screen: looking at one of the people, and coming back, loses nothing. */
const search = signal<Search>();

async function begin(store: Store): Promise<void> {
  const control = new AbortController();
  const stop = () => control.abort();
  search.value = { kind: 'running', progress: { phase: 'reading', done: 0, of: 0 }, stop };
  try {
    const onProgress = (progress: Progress) => (search.value = { kind: 'running', progress, stop });
    const doubles = await findDoubles(store, { signal: control.signal, onProgress });
    search.value = { kind: 'done', doubles, isStopped: control.signal.aborted };
  } catch (error) {
    search.value = { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
  }
}

export function Duplicates() {
  const store = useStore();
  const state = search.value;
  return (
    <section class="card stack duplicates" aria-label={t.duplicates.title}>
      <h1>{t.duplicates.title}</h1>
      <p class="soft">{t.duplicates.about}</p>
      {state?.kind === 'running' ? (
        <Running {...state} />
      ) : (
        <div>
          <button class="primary" data-action="find-duplicates" onClick={() => void begin(store)}>
            {state === undefined ? t.duplicates.find : t.duplicates.again}
          </button>
        </div>
      )}
      {state?.kind === 'failed' && (
        <Notice tone="bad" alert>
          {state.why}
        </Notice>
      )}
      {state?.kind === 'done' && <Found {...state} />}
    </section>
  );
}

function Running({ progress, stop }: { progress: Progress; stop: () => void }) {
  const { phase, done, of } = progress;
  return (
    <div class="stack tight">
      <label class="stack tight">
        {t.duplicates[phase](done, of)}
        <progress value={done} max={Math.max(of, 1)} />
      </label>
      <div>
        <button class="small" data-action="stop" onClick={stop}>
          {t.duplicates.stop}
        </button>
      </div>
    </div>
  );
}

function Found({ doubles, isStopped }: { doubles: Doubles; isStopped: boolean }) {
  const { pairs, isPart } = doubles;
  return (
    <>
      <p role="status" data-pairs={pairs.length}>
        {isStopped && `${t.duplicates.stopped} `}
        {pairs.length > 0 ? t.duplicates.found(pairs.length) : !isStopped && t.duplicates.none}
      </p>
      <ul class="stack">
        {pairs.map((pair) => (
          <PairLine key={`${pair.one.contact.id} ${pair.other.person.contact.id}`} pair={pair} />
        ))}
      </ul>
      {isPart && !isStopped && <p class="soft">{t.duplicates.more}</p>}
    </>
  );
}

type Decision = 'open' | 'comparing' | 'merged' | 'apart';

function PairLine({ pair: { one, other } }: { pair: Pair }) {
  const store = useStore();
  const [decision, setDecision] = useState<Decision>('open');
  const people = [one.contact, other.person.contact] as const;
  const decideApart = (isApart: boolean) =>
    setApart(store, people[1].id, people[0].id, isApart).then(
      () => setDecision(isApart ? 'apart' : 'open'),
      reportError,
    );
  return (
    <li class="pair stack tight" data-pair={decision}>
      <div class="merge-grid">
        {people.map((contact) => (
          <a key={contact.id} href={`#${contact.id}`}>
            <span class="block" dir="auto">
              {nameOf(contact)}
            </span>
            <span class="block soft small-text" dir="auto">
              {[contact.companyName, Object.keys(contact.emails)[0]].filter(Boolean).join(' · ')}
            </span>
          </a>
        ))}
      </div>
      {decision === 'open' && (
        <>
          <div class="row wrap">
            <span class="grow small-text first-upper">{mainReasons(other.reasons)}</span>
            <span class="badge">{sureWord(other)}</span>
          </div>
          <Reasons
            reasons={other.reasons}
            one={one}
            other={other.person}
            titles={[nameOf(people[0]), nameOf(people[1])]}
          />
          <div class="row wrap">
            <button class="small" data-action="compare" onClick={() => setDecision('comparing')}>
              {t.duplicates.compare}
            </button>
            <button class="small plain" data-action="apart" onClick={() => decideApart(true)}>
              {t.duplicates.apart}
            </button>
          </div>
        </>
      )}
      {decision === 'comparing' && (
        <MergeTwo
          contact={people[0]}
          otherId={people[1].id}
          onMerged={() => setDecision('merged')}
          onCancel={() => setDecision('open')}
        />
      )}
      {decision === 'apart' && (
        <p class="row wrap small-text" role="status">
          <span class="grow">{t.duplicates.isApart}</span>
          <button class="small plain" data-action="undo" onClick={() => decideApart(false)}>
            {t.duplicates.undo}
          </button>
        </p>
      )}
      {decision === 'merged' && (
        <p class="row small-text" role="status">
          <Icon name="people" /> {t.duplicates.isMerged}
        </p>
      )}
    </li>
  );
}
