/** People who may be the same as the one on the page, though no address says so; and what making them one keeps. */
import type { DraftContact, DraftField } from '../../../shared/model/draft.ts';
import { t } from '../../locales/text.ts';
import { contactState } from '../../store/contacts.ts';
import { likelyOf } from '../../store/known.ts';
import { Icon } from '../parts/icon.tsx';
import { MergePreview } from '../parts/merge-preview.tsx';
import { useLive } from '../parts/use-live.ts';

export function Likely({ candidate, onSame }: { candidate: DraftContact; onSame: (contactId: string) => void }) {
  const likely = useLive((live) => likelyOf(live, candidate), [candidate.key]);
  if (likely === undefined || likely.length === 0) return null;
  return (
    <div class="likely">
      <h2>{t.draft.maybe}</h2>
      <ul>
        {likely.map(({ contact, because }) => (
          <li key={contact.id} class="row">
            <Icon name="person" />
            <span class="grow">
              <span dir="auto">{contact.name ?? Object.keys(contact.emails)[0]}</span>
              <span class="soft small-text block">{t.draft.sameBecause[because]}</span>
              {contact.doNotContact === true && <span class="badge bad">{t.person.doNotContact}</span>}
            </span>
            <button type="button" class="small" data-same={contact.id} onClick={() => onSame(contact.id)}>
              {t.draft.isSame}
            </button>
          </li>
        ))}
      </ul>
    </div>
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
