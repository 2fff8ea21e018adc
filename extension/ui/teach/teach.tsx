/** Teach mode: the person chooses a field here, points at it in the page, sees what would be read, and saves a site template. */
import './teach.css';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Page } from '../../capture/page.ts';
import { finishLesson, lessonOf, patternsFor, previewOf, teachField } from '../../capture/teach-page.ts';
import { templateFields, type FieldRule, type TemplateField } from '../../../shared/reading/site-template.ts';
import { t } from '../../locales/text.ts';
import { parseInert } from '../../sites/parse-inert.ts';
import { pickInTab } from '../../sites/teach-tab.ts';
import { timeOf } from '../../store/store.ts';
import { addTemplates } from '../../store/templates.ts';
import { Icon } from '../parts/icon.tsx';
import { useStore } from '../parts/larder.ts';
import { IconButton, Notice } from '../parts/pieces.tsx';
import { Preview } from './preview.tsx';

/** Parts of a name are guessed from the whole. */
const OFFERED = templateFields.filter((field) => field !== 'givenName' && field !== 'familyName');

export function Teach({ tabId, onDone }: { tabId: number; onDone: (isSaved: boolean) => void }) {
  const store = useStore();
  const [rules, setRules] = useState<readonly FieldRule[]>([]);
  const [page, setPage] = useState<Page>();
  const [picking, setPicking] = useState<TemplateField>();
  const [problem, setProblem] = useState<string>();
  const [isAll, setAll] = useState<boolean>();
  const [title, setTitle] = useState<string>();
  const [pattern, setPattern] = useState<string>();
  const cancel = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => cancel.current?.abort(), []);
  const lesson = useMemo(() => (page === undefined ? undefined : lessonOf(rules, page)), [rules, page]);
  // With two fields in it the block is surely a person; with one it may be anything that repeats.
  const isForAll = lesson?.all !== undefined && (isAll ?? rules.length > 1);
  const preview = useMemo(
    () => (page === undefined || lesson === undefined ? [] : previewOf(lesson, isForAll, page, timeOf(store))),
    [lesson, isForAll],
  );
  const patterns = page === undefined ? [] : patternsFor(page);
  // Neighbours of a page with one person; a page with many is the only one of its kind.
  const chosen = pattern ?? (isForAll ? patterns[0] : (patterns[1] ?? patterns[0]));

  const pick = async (field: TemplateField) => {
    cancel.current?.abort();
    const controller = new AbortController();
    cancel.current = controller;
    setPicking(field);
    setProblem(undefined);
    const picked = await pickInTab(tabId, controller.signal);
    if (cancel.current !== controller) return;
    setPicking(undefined);
    if (picked.kind === 'no-access' || picked.kind === 'not-in-copy') setProblem(t.teach.problems[picked.kind]);
    if (picked.kind !== 'picked') return;
    const taught = teachField(rules, field, picked.element, picked.page);
    if (taught === undefined) setProblem(t.teach.problems['not-in-copy']);
    else {
      setRules(taught);
      setPage(picked.page);
    }
  };
  const save = async () => {
    if (page === undefined || lesson === undefined || chosen === undefined) return;
    const choice = { title: title ?? page.url.hostname, pattern: chosen, isAll: isForAll, at: timeOf(store) };
    try {
      await addTemplates(store, [finishLesson(lesson, choice, page, parseInert)], 'first');
      onDone(true);
    } catch (error) {
      setProblem(t.draft.cannotSave(error instanceof Error ? error.message : String(error)));
    }
  };
  return (
    <form
      class="card stack teach"
      aria-label={t.teach.title}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') cancel.current?.abort();
      }}
    >
      <h1>{t.teach.title}</h1>
      <p class="soft" role="status">
        {picking === undefined ? t.teach.how : t.teach.pointAt(t.fields[picking] ?? picking)}
      </p>
      <ul class="teach-fields" aria-label={t.teach.fields}>
        {OFFERED.map((field) => {
          const isTaught = rules.some((rule) => rule.field === field);
          return (
            <li key={field}>
              <button
                type="button"
                class="small"
                data-teach={field}
                data-taught={isTaught}
                aria-pressed={picking === field}
                onClick={() => void pick(field)}
              >
                {isTaught && <Icon name="task" />}
                {t.fields[field] ?? field}
              </button>
              {isTaught && (
                <IconButton
                  icon="remove"
                  label={t.teach.forget(t.fields[field] ?? field)}
                  onClick={() => setRules(rules.filter((rule) => rule.field !== field))}
                />
              )}
            </li>
          );
        })}
      </ul>
      {problem !== undefined && (
        <Notice tone="bad" alert>
          {problem}
        </Notice>
      )}
      {page !== undefined && rules.length > 0 && (
        <>
          {lesson?.all !== undefined && (
            <label class="row">
              <input
                type="checkbox"
                name="all"
                checked={isForAll}
                onChange={(event) => setAll(event.currentTarget.checked)}
              />
              <span>{t.teach.all(lesson.all.count)}</span>
            </label>
          )}
          <Preview contacts={preview} />
          <label>
            <span class="soft small-text">{t.teach.where}</span>
            <select name="pattern" value={chosen} onChange={(event) => setPattern(event.currentTarget.value)}>
              {patterns.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span class="soft small-text">{t.teach.name}</span>
            <input
              name="title"
              maxLength={100}
              value={title ?? page.url.hostname}
              onInput={(event) => setTitle(event.currentTarget.value)}
            />
          </label>
        </>
      )}
      <div class="row">
        <button class="primary" disabled={preview.length === 0}>
          {t.teach.save}
        </button>
        <button type="button" onClick={() => onDone(false)}>
          {t.actions.cancel}
        </button>
      </div>
    </form>
  );
}
