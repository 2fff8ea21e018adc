/** Several people on one page: a list to pick from, with who is known. */
import type { Contact } from '../../../shared/model/contact.ts';
import type { Draft, DraftContact } from '../../../shared/model/draft.ts';
import { t } from '../../locales/text.ts';

interface Props {
  draft: Draft;
  known: Map<string, Contact> | undefined;
  picked: string;
  onPick: (key: string) => void;
  /** Something typed into one of them is not saved yet. */
  isLocked: boolean;
}

export function Candidates({ draft, known, picked, onPick, isLocked }: Props) {
  return (
    <fieldset class="card candidates" disabled={isLocked}>
      <legend class="hidden-text">{t.draft.pick}</legend>
      <p class="soft small-text" aria-hidden="true">
        {t.draft.several(draft.contacts.length)}
      </p>
      <ul>
        {draft.contacts.map((candidate) => (
          <li key={candidate.key}>
            <label class="row">
              <input
                type="radio"
                name="candidate"
                checked={candidate.key === picked}
                onChange={() => onPick(candidate.key)}
              />
              <span class="grow" dir="auto">
                {labelOf(candidate)}
              </span>
              <span class="soft small-text">{t.draft.role[candidate.role]}</span>
              {known?.has(candidate.key) === true && (
                <span class={`badge ${known.get(candidate.key)?.doNotContact === true ? 'bad' : ''}`}>
                  {known.get(candidate.key)?.doNotContact === true ? t.person.doNotContact : t.draft.known}
                </span>
              )}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** A name, or what else tells a candidate apart. */
export function labelOf(candidate: DraftContact): string {
  const name = candidate.fields.find(({ path }) => path === 'name')?.value;
  return typeof name === 'string' && name !== '' ? name : candidate.key;
}
