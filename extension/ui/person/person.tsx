/** A known person: everything about them, always as the store has it. */
import './person.css';
import { contactById } from '../../store/contacts.ts';
import { t } from '../../locales/text.ts';
import { useLive } from '../parts/use-live.ts';
import { PersonHeader } from './header.tsx';
import { Manage } from './manage.tsx';
import { Notes } from './notes.tsx';
import { Runs } from './runs.tsx';
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
  if (found === undefined) return <p class="soft">…</p>;
  if (found.contact === undefined) return <p class="soft">{t.app.gone}</p>;
  const { contact } = found;
  return (
    <article class="card person" data-contact={contact.id} data-person="known">
      <PersonHeader contact={contact} badge={badge} />
      {children}
      <Tags contactId={contact.id} tags={Object.keys(contact.tags).sort()} />
      <Tasks contactId={contact.id} />
      <Runs contactId={contact.id} />
      <Notes contactId={contact.id} />
      <Timeline contactId={contact.id} />
      <Manage contact={contact} />
    </article>
  );
}
