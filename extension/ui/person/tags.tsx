/** The tags of a contact: shown, removed, added with suggestions from those in use. */
import { slugOf } from '../../../shared/model/slug.ts';
import { useId, useState } from 'preact/hooks';
import { t } from '../../locales/text.ts';
import { tagsInUse } from '../../store/contacts.ts';
import { Icon } from '../parts/icon.tsx';
import { useStore } from '../parts/larder.ts';
import { useLive } from '../parts/use-live.ts';
import { addTag, removeTag } from './changes.ts';

export function Tags({ contactId, tags }: { contactId: string; tags: readonly string[] }) {
  const store = useStore();
  const [typed, setTyped] = useState('');
  const listId = useId();
  const suggestions = useLive((live) => tagsInUse(live, slugOf(typed)), [slugOf(typed)]);
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    const slug = slugOf(typed);
    if (slug === '') return;
    setTyped('');
    await addTag(store, contactId, slug);
  };
  return (
    <section class="section" aria-label={t.person.tags}>
      <h2>{t.person.tags}</h2>
      <div class="chips">
        {tags.map((tag) => (
          <span key={tag} class="chip" data-tag={tag}>
            {tag}
            <button aria-label={t.person.removeTag(tag)} onClick={() => removeTag(store, contactId, tag)}>
              <Icon name="remove" />
            </button>
          </span>
        ))}
        <form onSubmit={add} class="tag-form">
          <input
            aria-label={t.person.addTag}
            placeholder={t.person.addTag}
            list={listId}
            maxLength={64}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <datalist id={listId}>
            {suggestions
              ?.filter((tag) => !tags.includes(tag))
              .map((tag) => (
                <option key={tag} value={tag} />
              ))}
          </datalist>
        </form>
      </div>
    </section>
  );
}
