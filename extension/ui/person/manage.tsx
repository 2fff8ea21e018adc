/** What is done with a person as a whole: whether they may be contacted. */
import type { Contact } from '../../../shared/model/contact.ts';
import { t } from '../../locales/text.ts';
import { useStore } from '../parts/larder.ts';
import { setDoNotContact } from './changes.ts';

export function Manage({ contact }: { contact: Contact }) {
  const store = useStore();
  return (
    <section class="section stack tight" aria-label={t.person.manage}>
      <h2>{t.person.manage}</h2>
      <label class="row">
        <span class="grow">
          {t.person.doNotContact}
          <span class="soft small-text block">{t.person.doNotContactMore}</span>
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
    </section>
  );
}
