/** Somebody new: each field with where it came from, to be changed, removed and saved. */
import type { Signal } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { namesOf, worksAt } from '../../capture/company-changes.ts';
import type { DraftContact } from '../../../shared/model/draft.ts';
import { t } from '../../locales/text.ts';
import { contactState } from '../../store/contacts.ts';
import { loggedOf } from '../../store/known.ts';
import { saveDraft } from '../../store/save-draft.ts';
import { timeOf } from '../../store/store.ts';
import { useStore } from '../parts/larder.ts';
import { Notice } from '../parts/pieces.tsx';
import { useLive } from '../parts/use-live.ts';
import { useSaveKey } from '../parts/use-save-key.ts';
import {
  ADDABLE,
  addField,
  canSave,
  fieldsForKnown,
  fieldsToSave,
  isTouched,
  setRemoved,
  setText,
  startEdit,
} from './draft-edit.ts';
import { FieldRow } from './field-row.tsx';
import type { PageRead } from './follow-tab.ts';
import { LikelyPeople, SamePerson, useLikely } from './same-person.tsx';
import { useHighlight } from './use-highlight.ts';

interface Props {
  candidate: DraftContact;
  read: PageRead;
  interactionIds: string[];
  isTouched: Signal<boolean>;
  onSaved: (contactId: string) => void;
  onDiscard?: () => void;
}

export function DraftForm({ candidate, read, interactionIds, isTouched: touched, onSaved, onDiscard }: Props) {
  const store = useStore();
  const highlighter = useHighlight(read.tabId);
  const start = useMemo(() => startEdit(candidate, read.tabId < 0 ? ['name', 'emails', 'companyName'] : ['name']), []);
  const [edit, setEdit] = useState(start);
  const [withMessage, setWithMessage] = useState(true);
  const [withCompany, setWithCompany] = useState(true);
  const [problem, setProblem] = useState<string>();
  const [sameId, setSameId] = useState<string>();
  const [isSaving, setSaving] = useState(false);
  // A state is set only after this turn: two clicks in one turn would both see `false`.
  const isBusy = useRef(false);
  const logged = useLive((live) => loggedOf(live, interactionIds), [interactionIds]);
  const fieldsNow = fieldsToSave(edit, readAt(candidate));
  const likely = useLikely(fieldsNow);
  const employer = read.draft.companies?.find((each) => worksAt({ ...candidate, fields: fieldsNow }, namesOf(each)));
  useEffect(() => {
    touched.value = isTouched(edit);
  }, [edit]);
  useEffect(() => () => void (touched.value = false), []);

  const interactions = read.draft.interactions.filter((_, at) => logged?.[at] !== true);
  const save = async (existingId?: string, choices: ReadonlySet<string> = new Set()) => {
    if (isBusy.current || !canSave(edit)) return;
    isBusy.current = true;
    setSaving(true);
    setProblem(undefined);
    try {
      const all = fieldsToSave(edit, timeOf(store));
      // Of a known person, what differs is replaced only where that was chosen.
      const known = existingId === undefined ? undefined : await contactState(store, existingId);
      const fields = known === undefined ? all : fieldsForKnown(all, known.values, choices);
      // Who was shown and not chosen is somebody else.
      const distinctFrom = likely.found.map(({ person }) => person.contact.id);
      const messages = withMessage ? interactions : [];
      const saved = await saveDraft(
        store,
        [{ draft: candidate, fields, existingId, replace: choices, distinctFrom }],
        messages,
        read.draft.url,
        withCompany && employer !== undefined ? [employer] : [],
      );
      touched.value = false;
      if (saved.contactIds[0] !== undefined) onSaved(saved.contactIds[0]);
    } catch (error) {
      setProblem(t.draft.cannotSave(error instanceof Error ? error.message : String(error)));
    } finally {
      isBusy.current = false;
      setSaving(false);
    }
  };
  useSaveKey(() => void save());

  return (
    <form
      class="card draft"
      aria-label={t.draft.newPerson}
      data-person="new"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div class="row draft-head">
        <h1 class="grow">{t.draft.newPerson}</h1>
        <span class="badge new">{t.draft.isNew}</span>
      </div>
      <div class="stack fields">
        {edit.fields.map((field) => (
          <FieldRow
            key={field.key}
            field={field}
            highlighter={highlighter}
            onText={(text) => setEdit(setText(edit, field.key, text))}
            onRemoved={(isRemoved) => setEdit(setRemoved(edit, field.key, isRemoved))}
          />
        ))}
      </div>
      <label class="add-field">
        <span class="hidden-text">{t.draft.addField}</span>
        <select
          value=""
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (value !== '') setEdit(addField(edit, value));
            event.currentTarget.value = '';
          }}
        >
          <option value="">{t.draft.addField}…</option>
          {ADDABLE.filter(
            (name) => ['emails', 'phones'].includes(name) || !edit.fields.some(({ field }) => field === name),
          ).map((name) => (
            <option key={name} value={name}>
              {t.fields[name]}
            </option>
          ))}
        </select>
      </label>
      {sameId === undefined ? (
        <LikelyPeople likely={likely} onSame={setSameId} />
      ) : (
        <SamePerson
          contactId={sameId}
          fields={fieldsNow}
          onMerge={(choices) => save(sameId, choices)}
          onCancel={() => setSameId(undefined)}
        />
      )}
      {employer !== undefined && (
        <label class="row log-line">
          <input
            type="checkbox"
            name="with-company"
            checked={withCompany}
            onChange={(event) => setWithCompany(event.currentTarget.checked)}
          />
          <span class="grow" dir="auto">
            {t.company.saveAlong(employer.key)}
          </span>
        </label>
      )}
      {interactions.length > 0 && (
        <label class="row log-line">
          <input
            type="checkbox"
            checked={withMessage}
            onChange={(event) => setWithMessage(event.currentTarget.checked)}
          />
          <span class="grow">
            {t.draft.logMessage}
            <span class="soft small-text block" dir="auto">
              {subjectOf(read) ?? t.draft.noSubject}
            </span>
            {hasNoDate(read) && <span class="soft small-text block">{t.draft.noDate}</span>}
          </span>
        </label>
      )}
      {problem !== undefined && (
        <Notice tone="bad" alert>
          {problem}
        </Notice>
      )}
      {!canSave(edit) && <p class="soft small-text">{t.draft.needsSomething}</p>}
      {likely.found.length > 0 && <p class="soft small-text apart">{t.same.apart}</p>}
      <div class="save-bar row">
        <button
          class="primary grow"
          type="submit"
          disabled={isSaving || !canSave(edit)}
          aria-keyshortcuts="Control+Enter Meta+Enter"
        >
          {isSaving ? t.actions.saving : likely.found.length > 0 ? t.same.saveNew : t.actions.save}
        </button>
        {(touched.value || onDiscard !== undefined) && (
          <button
            type="button"
            onClick={() => {
              setEdit(start);
              onDiscard?.();
            }}
          >
            {t.actions.discard}
          </button>
        )}
      </div>
    </form>
  );
}

/** The time of reading stands in for it. */
const hasNoDate = (read: PageRead): boolean =>
  read.draft.interactions[0]?.fields.some(
    ({ path, evidence }) => path === 'at' && (evidence[0]?.confidence ?? 1) < 0.5,
  ) === true;

/** When the page was read; for what a person typed only the order matters here. */
const readAt = (candidate: DraftContact) => candidate.fields[0]?.evidence[0]?.at ?? '';

const subjectOf = (read: PageRead): string | undefined => {
  const value = read.draft.interactions[0]?.fields.find(({ path }) => path === 'subject')?.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
};
