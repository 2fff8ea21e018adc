/** What a template under way would read. */
import type { DraftContact } from '../../../shared/model/draft.ts';
import { splitPath } from '../../../shared/model/record.ts';
import { t } from '../../locales/text.ts';
import { textOfField } from '../panel/draft-edit.ts';

const SHOWN = 4;
const GUESSED = new Set(['givenName', 'familyName']);

export function Preview({ contacts }: { contacts: readonly DraftContact[] }) {
  if (contacts.length === 0) return <p class="soft">{t.teach.nobody}</p>;
  return (
    <section class="teach-preview" aria-label={t.teach.preview}>
      <h2>{t.teach.reads(contacts.length)}</h2>
      <ol>
        {contacts.slice(0, SHOWN).map((contact) => (
          <li key={contact.key} data-preview={contact.key}>
            {contact.fields
              .filter(({ path }) => !GUESSED.has(path))
              .map((field) => (
                <div key={field.path}>
                  <span class="soft small-text">{t.fields[splitPath(field.path).field]}</span>{' '}
                  <span class="lines" dir="auto">
                    {textOfField(field)}
                  </span>
                </div>
              ))}
          </li>
        ))}
      </ol>
      {contacts.length > SHOWN && <p class="soft small-text">{t.teach.more(contacts.length - SHOWN)}</p>}
    </section>
  );
}
