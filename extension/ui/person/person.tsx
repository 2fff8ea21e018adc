/** A known person: everything about them, always as the store has it. */
import './person.css';
import { useSignal } from '@preact/signals';
import { contactById, contactState } from '../../store/contacts.ts';
import { t } from '../../locales/text.ts';
import { useStore } from '../parts/larder.ts';
import { useLive } from '../parts/use-live.ts';
import { Buttons } from './buttons.tsx';
import { restoreContact } from './changes.ts';
import { DraftsTo } from './drafts.tsx';
import { lastDeleted } from './deleted.tsx';
import { PersonHeader } from './header.tsx';
import { Log } from './log.tsx';
import { Manage } from './manage.tsx';
import { Notes } from './notes.tsx';
import { Runs } from './runs.tsx';
import { Suggestions } from './suggestions.tsx';
import { Tags } from './tags.tsx';
import { Tasks } from './tasks.tsx';
import { Timeline } from './timeline.tsx';
import type { ComponentChildren } from 'preact';

/** @param children what this screen adds below the header */
export function Person({
  contactId,
  badge,
  children,
}: {
  contactId: string;
  badge?: string;
  children?: ComponentChildren;
}) {
  const found = useLive(async (store) => ({ contact: await contactById(store, contactId) }), [contactId]);
  const called = useSignal<string>();
  if (found === undefined) return <p class="soft">…</p>;
  if (found.contact === undefined) return <Gone contactId={contactId} />;
  const { contact } = found;
  return (
    <article class="card person" data-contact={contact.id} data-person="known">
      <PersonHeader contact={contact} badge={badge} onCall={(number) => (called.value = number)} />
      <Suggestions contact={contact} />
      {children}
      <Buttons contactId={contact.id} />
      <Tags contactId={contact.id} tags={Object.keys(contact.tags).sort()} />
      <DraftsTo contactId={contact.id} />
      <Tasks contactId={contact.id} />
      <Runs contactId={contact.id} />
      <Notes contactId={contact.id} />
      <Log contactId={contact.id} called={called} />
      <Timeline contactId={contact.id} />
      <Manage contact={contact} />
    </article>
  );
}

/** Somebody who is not here any more; one who was deleted can come back. */
function Gone({ contactId }: { contactId: string }) {
  const store = useStore();
  const state = useLive((live) => contactState(live, contactId), [contactId]);
  // Where the notice at the top offers the same already, once is enough.
  const isDeleted = typeof state?.values['deletedAt'] === 'string' && lastDeleted.value?.id !== contactId;
  return (
    <div class="stack tight">
      <p class="soft">{t.app.gone}</p>
      {isDeleted && (
        <div>
          <button data-action="restore" onClick={() => restoreContact(store, contactId).catch(reportError)}>
            {t.actions.restore}
          </button>
        </div>
      )}
    </div>
  );
}
