/** The mails to this contact that wait for a yes; nothing where there are none. */
import { t } from '../../locales/text.ts';
import { useDrafts } from '../drafts/use-drafts.tsx';
import { useEngine } from '../parts/use-engine.ts';

export function DraftsTo({ contactId }: { contactId: string }) {
  const { answer, isSaid, saying, rows } = useDrafts(useEngine(), contactId);
  const drafts = answer.value?.drafts ?? [];
  if (drafts.length === 0 && !isSaid) return null;
  return (
    <section class="section" aria-label={t.drafts.title} data-drafts={drafts.length}>
      <h2>{t.drafts.title}</h2>
      {saying}
      {rows(drafts)}
    </section>
  );
}
