/** Merging somebody else into this person: who that is, the preview, and what was merged before. */
import { useState } from 'preact/hooks';
import type { Contact } from '../../../shared/model/contact.ts';
import { t } from '../../locales/text.ts';
import { contactState, mergedInto, searchContacts } from '../../store/contacts.ts';
import { asStored, duplicatesOf } from '../../store/duplicates.ts';
import { mergeContacts, separate } from '../../store/merge.ts';
import type { Store } from '../../store/store.ts';
import { useStore } from '../parts/larder.ts';
import { MergePreview } from '../parts/merge-preview.tsx';
import { nameOf, SearchField } from '../parts/pieces.tsx';
import { useLive } from '../parts/use-live.ts';

export function Merge({ contact }: { contact: Contact }) {
  const [isOpen, setOpen] = useState(false);
  const [otherId, setOtherId] = useState<string>();
  const close = () => {
    setOpen(false);
    setOtherId(undefined);
  };
  return (
    <>
      <Merged contact={contact} />
      {!isOpen && (
        <div>
          <button class="small" data-action="find-same" onClick={() => setOpen(true)}>
            {t.merge.open}
          </button>
        </div>
      )}
      {isOpen && otherId === undefined && <Find contact={contact} onFound={setOtherId} onCancel={close} />}
      {isOpen && otherId !== undefined && (
        <MergeTwo contact={contact} otherId={otherId} onMerged={close} onCancel={close} />
      )}
    </>
  );
}

/** Who was merged into this person, each with the way back. */
function Merged({ contact }: { contact: Contact }) {
  const store = useStore();
  const merged = useLive((live) => mergedInto(live, contact.id), [contact.id]);
  if (merged === undefined || merged.length === 0) return null;
  return (
    <ul class="list">
      {merged.map((other) => (
        <li key={other.id} class="row" data-merged={other.id}>
          <span class="grow" dir="auto">
            {t.merge.merged(nameOf(other))}
          </span>
          <button class="small" data-action="separate" onClick={() => separate(store, other.id).catch(reportError)}>
            {t.merge.separate}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Those who are likely the same first, then whoever is searched for. */
async function sameAs(store: Store, contact: Contact, question: string): Promise<Contact[]> {
  const found =
    question.trim() === ''
      ? (await duplicatesOf(store, asStored(contact), contact)).map(({ person }) => person.contact)
      : await searchContacts(store, question, 8);
  return found.filter(({ id }) => id !== contact.id);
}

function Find(props: { contact: Contact; onFound: (id: string) => void; onCancel: () => void }) {
  const { contact } = props;
  const [question, setQuestion] = useState('');
  const hits = useLive((live) => sameAs(live, contact, question), [contact.id, question]);
  return (
    <div class="stack tight">
      <SearchField name="same" label={t.merge.search} value={question} onInput={setQuestion} />
      <ul class="list">
        {hits?.map((hit) => (
          <li key={hit.id}>
            <button class="plain" data-same={hit.id} onClick={() => props.onFound(hit.id)}>
              <span dir="auto">{nameOf(hit)}</span>{' '}
              <span class="soft small-text">{Object.keys(hit.emails)[0] ?? hit.companyName}</span>
            </button>
          </li>
        ))}
        {hits?.length === 0 && question !== '' && <li class="soft">{t.clip.nobody}</li>}
      </ul>
      <div>
        <button class="small plain" onClick={props.onCancel}>
          {t.actions.cancel}
        </button>
      </div>
    </div>
  );
}

interface Two {
  contact: Contact;
  otherId: string;
  onMerged: () => void;
  onCancel: () => void;
}

/** The preview of merging another contact into this one. */
export function MergeTwo({ contact, otherId, onMerged, onCancel }: Two) {
  const store = useStore();
  const states = useLive(
    (live) => Promise.all([contactState(live, contact.id), contactState(live, otherId)]),
    [contact.id, otherId],
  );
  const [kept, other] = states ?? [];
  if (kept === undefined || other === undefined) return null;
  const titleOf = (values: Record<string, unknown>) => (typeof values['name'] === 'string' ? values['name'] : '');
  return (
    <MergePreview
      kept={{ title: nameOf(contact), values: kept.values }}
      other={{ title: titleOf(other.values) || t.person.nameless, values: other.values }}
      about={t.merge.about}
      onMerge={async (choices) => {
        await mergeContacts(store, contact.id, otherId, choices);
        onMerged();
      }}
      onCancel={onCancel}
    />
  );
}
