/** The companies that a page describes, each fact with where it came from: to be saved, or known already. */
import { useState } from 'preact/hooks';
import { namesOf } from '../../capture/company-changes.ts';
import type { DraftCompany } from '../../../shared/model/draft.ts';
import { splitPath } from '../../../shared/model/record.ts';
import { t } from '../../locales/text.ts';
import { findCompany, saveCompany } from '../../store/companies.ts';
import { useStore } from '../parts/larder.ts';
import { openPage } from '../parts/pages.ts';
import { Notice } from '../parts/pieces.tsx';
import { useLive } from '../parts/use-live.ts';
import { textOfField } from './draft-edit.ts';
import { sourceWords } from './evidence-list.tsx';

export function FoundCompanies({ companies }: { companies: readonly DraftCompany[] | undefined }) {
  if (companies === undefined || companies.length === 0) return null;
  return (
    <section class="card stack tight" aria-label={t.company.onPage}>
      <h2>{t.company.onPage}</h2>
      {companies.map((company) => (
        <FoundCompany key={company.key} draft={company} />
      ))}
    </section>
  );
}

function FoundCompany({ draft }: { draft: DraftCompany }) {
  const store = useStore();
  const [problem, setProblem] = useState<string>();
  const found = useLive(async (live) => ({ known: await findCompany(live, namesOf(draft)) }), [namesOf(draft)]);
  if (found === undefined) return null;
  const { known } = found;
  const values: Record<string, unknown> = { ...known };
  const isNew = (path: string) => {
    const { field, key } = splitPath(path);
    const have = values[field];
    return key === undefined
      ? have === undefined
      : typeof have !== 'object' || have === null || !Object.hasOwn(have, key);
  };
  const fresh = draft.fields.filter(({ path }) => isNew(path));
  const save = () =>
    saveCompany(store, draft).catch((error: unknown) =>
      setProblem(t.draft.cannotSave(error instanceof Error ? error.message : String(error))),
    );
  return (
    <details class="reasons" data-company={draft.key} data-known={known !== undefined}>
      <summary>
        <strong dir="auto">{draft.key}</strong> {known !== undefined && <span class="badge">{t.company.known}</span>}
      </summary>
      <ul>
        {draft.fields.map(({ path, value, evidence }) => (
          <li key={path} data-path={path}>
            <span class="row wrap small-text">
              <span class="soft grow">{t.company.fields[splitPath(path).field] ?? path}</span>
              {evidence[0] !== undefined && (
                <span class="badge" title={evidence[0].snippet}>
                  {sourceWords(evidence[0])}
                </span>
              )}
            </span>
            <span class="lines" dir="auto">
              {textOfField({ path, value, evidence })}
            </span>
          </li>
        ))}
      </ul>
      {problem !== undefined && (
        <Notice tone="bad" alert>
          {problem}
        </Notice>
      )}
      <div class="row wrap">
        {fresh.length > 0 && (
          <button class="small" data-action="save-company" onClick={() => void save()}>
            {known === undefined ? t.company.save : t.company.saveFacts(fresh.length)}
          </button>
        )}
        {known !== undefined && (
          <button class="small plain" onClick={() => openPage('app', `company/${known.id}`)}>
            {t.company.open}
          </button>
        )}
      </div>
    </details>
  );
}
