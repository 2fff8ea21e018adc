/** Puts people into a segment that has no condition. It is written here, like every change of a contact, and syncs. */
import { useState } from 'preact/hooks';
import { t } from '../../locales/text.ts';
import { searchContacts } from '../../store/contacts.ts';
import { write } from '../../store/write.ts';
import type { Store } from '../../store/store.ts';
import { useStore } from '../parts/larder.ts';
import { nameOf, SearchField } from '../parts/pieces.tsx';
import { useLive } from '../parts/use-live.ts';

const SHOWN = 6;

export const setMember = (store: Store, contactId: string, slug: string, isIn: boolean) =>
  write(store, [{ kind: 'contact', recordId: contactId, fields: { [`segments/${slug}`]: isIn ? true : null } }]);

export function PutIn({ slug }: { slug: string }) {
  const store = useStore();
  const [question, setQuestion] = useState('');
  const found = useLive(
    (live) => (question.trim() === '' ? Promise.resolve([]) : searchContacts(live, question, SHOWN)),
    [question],
  );
  return (
    <div class="stack tight" data-put-in>
      <SearchField label={t.segments.putIn} value={question} onInput={setQuestion} />
      {question.trim() !== '' && found?.length === 0 && (
        <p class="soft small-text" role="status">
          {t.app.noHits}
        </p>
      )}
      <ul class="list">
        {found?.map((contact) => {
          const isIn = contact.segments[slug] === true;
          return (
            <li key={contact.id} class="row">
              <span class="grow cut" dir="auto">
                {nameOf(contact)}
              </span>
              <button
                class="small"
                data-put={contact.id}
                disabled={isIn}
                aria-label={t.segments.putInWho(nameOf(contact))}
                onClick={() => setMember(store, contact.id, slug, true).catch(reportError)}
              >
                {isIn ? t.segments.isIn : t.segments.putInIt}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
