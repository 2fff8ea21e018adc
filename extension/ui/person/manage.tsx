/** What is done with a person as a whole: whether they may be contacted, merging and deleting. */
import type { Contact } from '../../../shared/model/contact.ts';
import { t } from '../../locales/text.ts';
import { useStore } from '../parts/larder.ts';
import { deleteContact, setDoNotContact } from './changes.ts';
import { lastDeleted } from './deleted.tsx';
import { nameOf } from '../parts/pieces.tsx';
import { Merge } from './merge.tsx';

export function Manage({ contact }: { contact: Contact }) {
  const store = useStore();
  const remove = async () => {
    await deleteContact(store, contact.id);
    lastDeleted.value = { id: contact.id, name: nameOf(contact) };
  };
  return (
    <section class="section stack tight" aria-label={t.person.manage}>
      <h2>{t.person.manage}</h2>
      <label class="row">
        <span class="grow">
          {t.person.doNotContact}
          <span class="soft small-text block">{t.person.doNotContactSwitch}</span>
        </span>
        <input
          type="checkbox"
          role="switch"
          class="switch"
          name="do-not-contact"
          checked={contact.doNotContact === true}
          onChange={(event) => setDoNotContact(store, contact.id, event.currentTarget.checked).catch(reportError)}
        />
      </label>
      <Merge contact={contact} />
      <div>
        <button class="small bad" data-action="delete" onClick={() => remove().catch(reportError)}>
          {t.person.delete}
        </button>
      </div>
    </section>
  );
}
