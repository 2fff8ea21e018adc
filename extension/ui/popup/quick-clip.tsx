/** The form of the popup: name, address, company; what else was found is saved along and named. */
import { useId, useMemo, useRef, useState } from 'preact/hooks';
import type { Draft, DraftContact } from '../../../shared/model/draft.ts';
import { personOfDraft } from '../../../shared/reading/matching/person-records.ts';
import { t } from '../../locales/text.ts';
import { send } from '../../messages/send.ts';
import { duplicatesOf } from '../../store/duplicates.ts';
import { knownOf } from '../../store/known.ts';
import { saveDraft } from '../../store/save-draft.ts';
import { timeOf } from '../../store/store.ts';
import { useStore } from '../parts/larder.ts';
import { DoNotContact, nameOf, Notice } from '../parts/pieces.tsx';
import { useLive } from '../parts/use-live.ts';
import { useSaveKey } from '../parts/use-save-key.ts';
import { canSave, fieldsToSave, problemOf, setText, startEdit, type EditedField } from '../panel/draft-edit.ts';

const MAIN = ['name', 'emails', 'companyName'];

export function QuickClip({ draft, candidate }: { draft: Draft; candidate: DraftContact }) {
  const store = useStore();
  const [edit, setEdit] = useState(() => startEdit(candidate, MAIN));
  const [saved, setSaved] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const isBusy = useRef(false);
  const known = useLive((live) => knownOf(live, [candidate]), [candidate.key]);
  const main = useMemo(() => mainFields(edit.fields), [edit]);
  const others = edit.fields.filter((field) => !main.includes(field) && field.original !== undefined);
  const contact = known?.get(candidate.key);
  const likely = useLive((live) => duplicatesOf(live, personOfDraft(candidate)), [candidate.key])?.[0]?.person.contact;

  const save = async () => {
    if (isBusy.current || !canSave(edit) || saved !== undefined) return;
    isBusy.current = true;
    setProblem(undefined);
    try {
      const fields = fieldsToSave(edit, timeOf(store));
      await saveDraft(store, [{ draft: candidate, fields, existingId: contact?.id }], draft.interactions, draft.url);
      setSaved(
        main.find(({ field, text }) => field === 'name' && text !== '')?.text ??
          main.find(({ text }) => text !== '')?.text ??
          candidate.key,
      );
      // The popup may close before its own sync is through.
      send('sync/now', {}).catch(() => {});
    } catch (error) {
      setProblem(t.draft.cannotSave(error instanceof Error ? error.message : String(error)));
    } finally {
      isBusy.current = false;
    }
  };
  useSaveKey(() => void save());

  if (saved !== undefined) {
    return (
      <Notice alert>
        <span data-saved>{t.popup.saved(saved)}</span>
      </Notice>
    );
  }
  return (
    <form
      class="stack quick"
      aria-label={t.popup.title}
      data-person={contact === undefined ? 'new' : 'known'}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {contact?.doNotContact === true && <DoNotContact />}
      {contact !== undefined && <Notice>{t.popup.known(contact.name ?? candidate.key)}</Notice>}
      {contact === undefined && likely !== undefined && (
        <Notice tone="warn">
          <span data-likely={likely.id}>{t.same.popup(nameOf(likely))}</span>
        </Notice>
      )}
      {main.map((field) => (
        <Line key={field.key} field={field} onText={(text) => setEdit(setText(edit, field.key, text))} />
      ))}
      {(others.length > 0 || draft.interactions.length > 0) && (
        <p class="soft small-text" dir="auto">
          +{' '}
          {[...others.map(({ text }) => text), ...(draft.interactions.length > 0 ? [t.draft.logMessage] : [])].join(
            ' · ',
          )}
        </p>
      )}
      {problem !== undefined && (
        <Notice tone="bad" alert>
          {problem}
        </Notice>
      )}
      <button class="primary" type="submit" disabled={!canSave(edit) || known === undefined}>
        {t.actions.save}
      </button>
      {draft.contacts.length > 1 && <p class="soft small-text">{t.popup.more(draft.contacts.length - 1)}</p>}
    </form>
  );
}

function Line({ field, onText }: { field: EditedField; onText: (text: string) => void }) {
  const id = useId();
  const first = field.original?.evidence[0];
  return (
    <div data-field={field.field}>
      <div class="row">
        <label for={id} class="soft small-text grow">
          {t.fields[field.field]}
        </label>
        {first !== undefined && !field.isEdited && (
          <span class="soft small-text" title={first.snippet} data-source={first.source}>
            {t.sources[first.source]}
          </span>
        )}
      </div>
      <input
        id={id}
        dir="auto"
        value={field.text}
        maxLength={500}
        aria-invalid={problemOf(field) !== undefined}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      {problemOf(field) !== undefined && (
        <p class="bad small-text" role="alert">
          {t.draft.badEmail}
        </p>
      )}
    </div>
  );
}

/** The first field of each of the three. */
const mainFields = (fields: readonly EditedField[]): EditedField[] =>
  MAIN.flatMap((name) => fields.find(({ field }) => field === name) ?? []);
