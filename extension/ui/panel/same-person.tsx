/** People who may be the same as the one on the page: why, what merging keeps, and the ways on. */
import { useRef } from 'preact/hooks';
import type { DraftField } from '../../../shared/model/draft.ts';
import type { Duplicate } from '../../../shared/reading/matching/find-duplicates.ts';
import { personOfDraft, type Person } from '../../../shared/reading/matching/person-records.ts';
import { t } from '../../locales/text.ts';
import { contactState } from '../../store/contacts.ts';
import { duplicatesOf, type Stored } from '../../store/duplicates.ts';
import { MergePreview } from '../parts/merge-preview.tsx';
import { openPage } from '../parts/pages.ts';
import { nameOf } from '../parts/pieces.tsx';
import { mainReasons, Reasons, sureWord } from '../parts/reasons.tsx';
import { useLive } from '../parts/use-live.ts';

/** More than these would hide the form; the likeliest come first. */
const SHOWN_MAX = 3;

export interface Likely {
  person: Person;
  found: readonly Duplicate<Stored>[];
}

/** Who may be the same as what the fields say; while a person types, the answer before stays until the next is here. */
export function useLikely(fields: readonly DraftField[]): Likely {
  const person = personOfDraft({ key: '', role: 'listed', fields: [...fields] });
  const found = useLive((live) => duplicatesOf(live, person), [person]);
  const last = useRef(found);
  last.current = found ?? last.current;
  return { person, found: (last.current ?? []).slice(0, SHOWN_MAX) };
}

export function LikelyPeople({ likely, onSame }: { likely: Likely; onSame: (contactId: string) => void }) {
  if (likely.found.length === 0) return null;
  return (
    <section class="likely" aria-label={t.same.title}>
      <h2>{t.same.title}</h2>
      <ul>
        {likely.found.map((duplicate) => {
          const { contact } = duplicate.person;
          return (
            <li key={contact.id} class="stack tight" data-likely={contact.id} data-kind={duplicate.kind}>
              <div>
                <div class="row wrap">
                  <strong class="grow" dir="auto">
                    {nameOf(contact)}
                  </strong>
                  <span class="badge">{sureWord(duplicate)}</span>
                  {contact.doNotContact === true && <span class="badge bad">{t.person.doNotContact}</span>}
                </div>
                <p class="soft small-text" dir="auto">
                  {[contact.title, contact.companyName].filter(Boolean).join(' · ')}
                </p>
                <p class="small-text first-upper">{mainReasons(duplicate.reasons)}</p>
              </div>
              <Reasons
                reasons={duplicate.reasons}
                one={likely.person}
                other={duplicate.person}
                titles={[t.same.here, t.same.stored]}
              />
              <div class="row wrap">
                <button type="button" class="small" data-same={contact.id} onClick={() => onSame(contact.id)}>
                  {t.same.update}
                </button>
                <button
                  type="button"
                  class="small plain"
                  data-look={contact.id}
                  onClick={() => openPage('app', contact.id)}
                >
                  {t.same.look}
                </button>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface Props {
  contactId: string;
  /** What would be saved of the page. */
  fields: readonly DraftField[];
  onMerge: (choices: ReadonlySet<string>) => Promise<void>;
  onCancel: () => void;
}

export function SamePerson({ contactId, fields, onMerge, onCancel }: Props) {
  const state = useLive((live) => contactState(live, contactId), [contactId]);
  if (state === undefined) return null;
  const { name } = state.values;
  return (
    <MergePreview
      kept={{ title: typeof name === 'string' ? name : t.person.nameless, values: state.values }}
      other={{ title: t.merge.onPage, values: Object.fromEntries(fields.map(({ path, value }) => [path, value])) }}
      about={t.merge.aboutPage}
      onMerge={onMerge}
      onCancel={onCancel}
    />
  );
}
