/** A selection clipped from the context menu: as a person, or as a note or task of one. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { t } from '../../locales/text.ts';
import { searchContacts } from '../../store/contacts.ts';
import type { Clip } from '../../sites/clip.ts';
import { readClip } from '../../sites/read-clip.ts';
import { useStore } from '../parts/larder.ts';
import { SearchField } from '../parts/pieces.tsx';
import { useLive } from '../parts/use-live.ts';
import { addNote, addTask } from '../person/changes.ts';
import { markOf, type FollowedTab, type PageRead } from './follow-tab.ts';
import { Many, type Group } from './many.tsx';
import { PageView } from './page-view.tsx';
import { personInView } from './person-in-view.ts';

interface Props {
  clip: Clip;
  tab: FollowedTab;
  onDone: (words?: string) => void;
}

export const ClipView = (props: Props) =>
  props.clip.as === 'contact' ? <ClippedContact {...props} /> : <ClippedWords {...props} as={props.clip.as} />;

function ClippedContact({ clip, tab, onDone }: Props) {
  const store = useStore();
  const [read, setRead] = useState<PageRead>();
  const [many, setMany] = useState<Group>();
  useEffect(() => {
    readClip(store, clip).then((draft) => {
      setRead({
        kind: 'read',
        tabId: clip.tabId,
        draft,
        mark: markOf(draft),
        site: undefined,
        isOn: false,
        isStale: false,
      });
    }, reportError);
  }, [clip]);
  if (read === undefined) return <p class="soft">{t.page.loading}</p>;
  if (many !== undefined) return <Many groups={[many]} onBack={() => setMany(undefined)} />;
  return (
    <>
      <PageView key={read.mark} read={read} tab={tab} onMany={setMany} onDiscard={() => onDone()} />
      <button class="plain" onClick={() => onDone()}>
        {t.actions.back}
      </button>
    </>
  );
}

function ClippedWords({ clip, as, tab, onDone }: Props & { as: 'note' | 'task' }) {
  const store = useStore();
  const [question, setQuestion] = useState('');
  const inView = useLive((live) => personInView(live, tab.view.value, clip), [clip.at, tab.view.value.kind]);
  const hits = useLive((live) => searchContacts(live, question, 8), [question]);
  const keep = useMemo(() => {
    let isKept = false;
    return async (person?: { id: string; name: string }) => {
      if (isKept) return;
      isKept = true;
      const contactId = person?.id;
      if (as === 'note') await addNote(store, clip.text, { contactId, url: clip.url });
      else {
        const [title = '', ...more] = clip.text.trim().split('\n');
        const note = more.length > 0 || title.length > 500 ? clip.text.trim() : undefined;
        await addTask(store, title, { contactId, note });
      }
      onDone(person === undefined ? t.clip.addedAlone[as] : t.clip.added[as](person.name));
    };
  }, [clip]);
  const known = inView?.person;
  useEffect(() => {
    if (known !== undefined) keep(known).catch(reportError);
  }, [known?.id]);
  // Nothing to choose until it is clear who is in view.
  if (inView === undefined || !inView.isSettled || known !== undefined) return <p class="soft">{t.page.loading}</p>;
  return (
    <section class="card stack" aria-label={t.clip.choose[as]}>
      <h1>{t.clip.choose[as]}</h1>
      <blockquote class="clipped lines" dir="auto" aria-label={t.clip.clipped}>
        {clip.text}
      </blockquote>
      <SearchField label={t.clip.search} value={question} onInput={setQuestion} />
      <ul class="hits">
        {hits?.map((contact) => {
          const name = contact.name ?? Object.keys(contact.emails)[0] ?? t.person.nameless;
          return (
            <li key={contact.id}>
              <button class="hit" onClick={() => keep({ id: contact.id, name })}>
                <span dir="auto">{name}</span>
                <span class="soft small-text">{contact.companyName}</span>
              </button>
            </li>
          );
        })}
        {hits?.length === 0 && <li class="soft">{t.clip.nobody}</li>}
      </ul>
      <div class="row wrap">
        <button class="small" onClick={() => keep()}>
          {t.clip.forNobody}
        </button>
        <button class="small plain" onClick={() => onDone()}>
          {t.actions.cancel}
        </button>
      </div>
    </section>
  );
}
