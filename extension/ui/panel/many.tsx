/** Many people at once: a list to choose from, saving with progress, and one click to take it all back. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { onceEach } from '../../capture/everybody.ts';
import type { Draft, DraftContact } from '../../../shared/model/draft.ts';
import { t } from '../../locales/text.ts';
import type { LeftTab } from '../../sites/read-tabs.ts';
import { knownOf } from '../../store/known.ts';
import { saveMany, takeBack, type ManySaved } from '../../store/save-many.ts';
import { useStore } from '../parts/larder.ts';
import { Notice } from '../parts/pieces.tsx';
import { useLive } from '../parts/use-live.ts';
import { labelOf } from './candidates.tsx';

/** The people of one page. */
export interface Group {
  title: string;
  url: string;
  people: readonly DraftContact[];
  leftOut: NonNullable<Draft['leftOut']>;
}

interface Props {
  groups: readonly Group[];
  /** Tabs that were not read. */
  left?: readonly LeftTab[];
  onBack: () => void;
}

type Phase = { kind: 'choosing' } | { kind: 'saving'; done: number; of: number } | Done;
type Done = { kind: 'done'; saved: ManySaved; stoppedBefore: number; takenBack?: number };

export function Many({ groups, left = [], onBack }: Props) {
  const store = useStore();
  const all = onceEach(groups.flatMap(({ people, url }, group) => people.map((person) => ({ person, url, group }))));
  const known = useLive(
    (live) =>
      knownOf(
        live,
        all.map(({ person }) => person),
      ),
    [all.map(({ person }) => person.key)],
  );
  const [isOff, setOff] = useState<Record<number, boolean>>({});
  const [phase, setPhase] = useState<Phase>({ kind: 'choosing' });
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const fresh = all.flatMap((entry, at) => (known?.has(entry.person.key) === true ? [] : [{ ...entry, at }]));
  const chosen = fresh.filter(({ at }) => isOff[at] !== true);
  const isChoosing = phase.kind === 'choosing';

  const save = async () => {
    stop.current = new AbortController();
    const { signal } = stop.current;
    setPhase({ kind: 'saving', done: 0, of: chosen.length });
    const onProgress = (done: number) => setPhase({ kind: 'saving', done, of: chosen.length });
    const saved = await saveMany(store, chosen, { signal, onProgress });
    const handled = saved.made.length + saved.known + saved.failed.length;
    setPhase({ kind: 'done', saved, stoppedBefore: chosen.length - handled });
  };
  const undo = async (done: Done) => setPhase({ ...done, takenBack: await takeBack(store, done.saved.made) });
  const choose = (isOn: boolean) => setOff(Object.fromEntries(fresh.map(({ at }) => [at, !isOn])));

  return (
    <section class="card many" aria-label={t.many.title} data-many={phase.kind}>
      <h1>{t.many.title}</h1>
      {phase.kind === 'done' && <Result done={phase} onUndo={() => undo(phase).catch(reportError)} />}
      {isChoosing && known !== undefined && fresh.length > 0 && (
        <label class="row all">
          <input
            type="checkbox"
            name="everybody"
            checked={chosen.length === fresh.length}
            ref={(box) => {
              if (box !== null) box.indeterminate = chosen.length > 0 && chosen.length < fresh.length;
            }}
            onChange={(event) => choose(event.currentTarget.checked)}
          />
          <strong class="grow">{t.many.all}</strong>
          <span class="soft small-text">{t.many.chosen(chosen.length, all.length)}</span>
        </label>
      )}
      {known !== undefined && fresh.length === 0 && isChoosing && <p class="soft">{t.many.nobodyNew}</p>}
      {isChoosing &&
        known !== undefined &&
        groups.map((group, place) => (
          <fieldset key={`${place} ${group.url}`}>
            <legend class={groups.length > 1 ? 'soft small-text' : 'hidden-text'} dir="auto">
              {group.title}
            </legend>
            <ul>
              {all.map(({ person, group: of }, at) =>
                of === place ? (
                  <Line
                    key={at}
                    person={person}
                    badge={badgeOf(known.get(person.key))}
                    isOn={isOff[at] !== true}
                    onChange={(isOn) => setOff({ ...isOff, [at]: !isOn })}
                  />
                ) : null,
              )}
            </ul>
            {group.leftOut
              .filter(({ rule }, at, rules) => rules.findIndex((each) => each.rule === rule) === at)
              .map(({ rule }) => (
                <p key={rule} class="soft small-text" data-left-out={rule}>
                  {t.never.leftOut(group.leftOut.filter((each) => each.rule === rule).length, rule)}
                </p>
              ))}
          </fieldset>
        ))}
      {isChoosing && left.length > 0 && <LeftTabs left={left} />}
      <div class="save-bar row wrap">
        {isChoosing && (
          <button class="primary grow" disabled={chosen.length === 0} onClick={() => save().catch(reportError)}>
            {t.many.save(chosen.length)}
          </button>
        )}
        {phase.kind === 'saving' && (
          <>
            <progress class="grow" max={phase.of} value={phase.done} aria-label={t.many.saving(phase.done, phase.of)} />
            <span class="small-text" role="status">
              {t.many.saving(phase.done, phase.of)}
            </span>
            <button onClick={() => stop.current?.abort()}>{t.actions.cancel}</button>
          </>
        )}
        {phase.kind !== 'saving' && <button onClick={onBack}>{t.actions.back}</button>}
      </div>
    </section>
  );
}

const badgeOf = (contact: { doNotContact?: boolean } | undefined): string | undefined => {
  if (contact === undefined) return undefined;
  return contact.doNotContact === true ? t.person.doNotContact : t.draft.known;
};

function Line(props: { person: DraftContact; badge?: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  const { person, badge } = props;
  const label = labelOf(person);
  const email = person.fields.find(({ path }) => path.startsWith('emails/'))?.path.slice('emails/'.length);
  return (
    <li>
      <label class="row" data-key={person.key}>
        <input
          type="checkbox"
          checked={badge === undefined && props.isOn}
          disabled={badge !== undefined}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <span class="grow">
          <span class="block cut" dir="auto">
            {label}
          </span>
          {email !== undefined && email !== label && <span class="block cut soft small-text">{email}</span>}
        </span>
        <span class={badge === undefined ? 'soft small-text' : 'badge'}>{badge ?? t.draft.role[person.role]}</span>
      </label>
    </li>
  );
}

function Result({ done, onUndo }: { done: Done; onUndo: () => void }) {
  const { saved, stoppedBefore, takenBack } = done;
  return (
    <Notice alert>
      <p data-saved={saved.made.length}>
        {takenBack === undefined ? t.many.saved(saved.made.length) : t.many.takenBack(takenBack)}
      </p>
      {saved.known > 0 && <p>{t.many.wereKnown(saved.known)}</p>}
      {stoppedBefore > 0 && <p>{t.many.stopped(stoppedBefore)}</p>}
      {saved.failed.map(({ key, why }) => (
        <p key={key} class="bad">
          {key}: {why}
        </p>
      ))}
      {takenBack === undefined && saved.made.length > 0 && (
        <div class="row">
          <button class="small" data-action="undo" onClick={onUndo}>
            {t.actions.undo}
          </button>
        </div>
      )}
    </Notice>
  );
}

const LeftTabs = ({ left }: { left: readonly LeftTab[] }) => (
  <details class="left-tabs small-text" open>
    <summary>{t.many.leftTabs(left.length)}</summary>
    <ul>
      {left.map(({ tabId, title, place, why }) => (
        <li key={tabId} data-left-tab={why}>
          <span dir="auto">{title ?? t.many.tabAt(place)}</span>: <span class="soft">{t.many.why[why]}</span>
        </li>
      ))}
    </ul>
  </details>
);
