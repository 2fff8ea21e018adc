/** What the open page adds to somebody known: facts that they lack, and the message, if it is not on the timeline. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Contact } from '../../../shared/model/contact.ts';
import type { DraftContact } from '../../../shared/model/draft.ts';
import { splitPath } from '../../../shared/model/record.ts';
import { t } from '../../locales/text.ts';
import { loggedOf } from '../../store/known.ts';
import { saveDraft } from '../../store/save-draft.ts';
import { noticeDetails } from '../../store/suggestions.ts';
import { useStore } from '../parts/larder.ts';
import { Notice } from '../parts/pieces.tsx';
import { useLive } from '../parts/use-live.ts';
import { useSaveKey } from '../parts/use-save-key.ts';
import type { PageRead } from './follow-tab.ts';
import { newFacts } from './new-facts.ts';
import { pointing, useHighlight } from './use-highlight.ts';

interface Props {
  candidate: DraftContact;
  contact: Contact;
  read: PageRead;
  interactionIds: string[];
}

export function Found({ candidate, contact, read, interactionIds }: Props) {
  const store = useStore();
  const highlighter = useHighlight(read.tabId);
  useEffect(() => {
    noticeDetails(store, contact.id, candidate, read.draft).catch(reportError);
  }, [contact.id, read.mark]);
  // What is suggested above is not offered twice, and what was answered not again.
  const facts = newFacts(candidate, contact).filter(({ field: { path, value } }) => {
    const to = contact.suggestions[path]?.to;
    return to === undefined || (to !== value && !path.startsWith('phones/'));
  });
  // What replaces a stored value is taken only when the person says so; what was missing, unless they say no.
  const [choice, setChoice] = useState<Record<string, boolean>>({});
  const [problem, setProblem] = useState<string>();
  const isBusy = useRef(false);
  const logged = useLive((live) => loggedOf(live, interactionIds), [interactionIds]);
  const isTaken = ({ field, instead }: (typeof facts)[number]) => choice[field.path] ?? instead === undefined;
  const taken = facts.filter(isTaken);
  const messages = read.draft.interactions.filter((_, at) => logged?.[at] === false);
  const isEmpty = taken.length === 0 && messages.length === 0;

  const save = async () => {
    if (isBusy.current || isEmpty) return;
    isBusy.current = true;
    setProblem(undefined);
    try {
      const toSave = {
        draft: candidate,
        fields: taken.map(({ field }) => field),
        existingId: contact.id,
        replace: new Set(taken.filter(({ instead }) => instead !== undefined).map(({ field }) => field.path)),
      };
      await saveDraft(store, [toSave], messages, read.draft.url);
    } catch (error) {
      setProblem(t.draft.cannotSave(error instanceof Error ? error.message : String(error)));
    } finally {
      isBusy.current = false;
    }
  };
  useSaveKey(() => void save());

  if (facts.length === 0 && messages.length === 0) {
    return logged !== undefined && logged.some(Boolean) ? <p class="soft small-text found">{t.draft.logged}</p> : null;
  }
  const words = taken.length > 0 ? t.draft.saveFound(taken.length) : t.draft.logMessage;
  return (
    <section class="found" aria-label={t.draft.found}>
      {facts.length > 0 && <h2>{t.draft.found}</h2>}
      <ul>
        {facts.map((fact) => (
          <li
            key={fact.field.path}
            data-new-fact={fact.field.path}
            {...pointing(highlighter, { ...fact.field, evidence: fact.field.evidence[0] })}
          >
            <label class="row">
              <input
                type="checkbox"
                checked={isTaken(fact)}
                onChange={(event) => setChoice({ ...choice, [fact.field.path]: event.currentTarget.checked })}
              />
              <span class="grow">
                <span class="soft small-text">{t.fields[splitPath(fact.field.path).field]}</span>{' '}
                <span dir="auto">{fact.text}</span>
                {fact.instead !== undefined && <s class="soft small-text block">{fact.instead}</s>}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {problem !== undefined && (
        <Notice tone="bad" alert>
          {problem}
        </Notice>
      )}
      <button class="primary small" data-action="save-found" disabled={isEmpty} onClick={() => void save()}>
        {words}
      </button>
    </section>
  );
}
