/** Notes: the latest first, one more added in place. */
import { useState } from 'preact/hooks';
import { sayFully, sayTime, t } from '../../locales/text.ts';
import { notesOf } from '../../store/history.ts';
import { useStore } from '../parts/larder.ts';
import { useLive } from '../parts/use-live.ts';
import { addNote } from './changes.ts';

export function Notes({ contactId }: { contactId: string }) {
  const store = useStore();
  const notes = useLive((live) => notesOf(live, contactId, 50), [contactId]);
  const [text, setText] = useState('');
  const now = new Date(store.now());
  const add = async () => {
    if (text.trim() === '') return;
    setText('');
    await addNote(store, text, { contactId });
  };
  return (
    <section class="section" aria-label={t.person.notes}>
      <h2>{t.person.notes}</h2>
      <form
        class="stack tight"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void add();
        }}
      >
        <textarea
          class="note-field"
          rows={text === '' ? 1 : 3}
          aria-label={t.person.addNote}
          placeholder={t.person.addNote}
          maxLength={20_000}
          dir="auto"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {text !== '' && (
          <div>
            <button class="small">{t.actions.add}</button>
          </div>
        )}
      </form>
      <ul class="list">
        {notes?.map((note) => (
          <li key={note.id} data-note={note.id}>
            <p class="lines" dir="auto">
              {note.text}
            </p>
            <p class="soft small-text">
              {note.at !== undefined && (
                <time dateTime={note.at} title={sayFully(note.at)}>
                  {sayTime(note.at, now)}
                </time>
              )}
              {note.runId !== undefined && <> · {t.person.byRecipe}</>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
