/** What recipes did for a contact: each run with its steps, as the engine tells them. */
import type { Run } from '../../../shared/model/run.ts';
import { sayFully, sayTime, t } from '../../locales/text.ts';
import { readFact } from '../../store/device.ts';
import { runsOf } from '../../store/history.ts';
import { useStore } from '../parts/larder.ts';
import { useLive } from '../parts/use-live.ts';

export function Runs({ contactId }: { contactId: string }) {
  const runs = useLive((live) => runsOf(live, contactId, 20), [contactId]);
  const pairing = useLive(async (live) => ({ is: (await readFact(live, 'pairing')) !== undefined }), []);
  return (
    <section class="section" aria-label={t.person.runs}>
      <h2>{t.person.runs}</h2>
      {runs?.length === 0 && <p class="soft">{pairing?.is === false ? t.person.noRunsUnpaired : t.person.noRuns}</p>}
      <ol class="list">
        {runs?.map((run, at) => (
          <RunRow key={run.id} run={run} isOpen={at === 0} />
        ))}
      </ol>
    </section>
  );
}

function RunRow({ run, isOpen }: { run: Run; isOpen: boolean }) {
  const store = useStore();
  const now = new Date(store.now());
  const startedAt = run.startedAt ?? run.createdAt;
  const state = run.state ?? 'running';
  const lines = Object.entries(run.lines).sort(([a], [b]) => a.localeCompare(b));
  return (
    <li data-run={run.id} data-state={state}>
      <details open={isOpen}>
        <summary>
          <span class="run-title" dir="auto">
            {run.recipeTitle ?? run.recipeId}
          </span>{' '}
          <span class={`badge ${state === 'failed' ? 'guess' : state === 'done' ? 'new' : ''}`}>
            {t.runStates[state]}
          </span>
          <span class="soft small-text block">
            <time dateTime={startedAt} title={sayFully(startedAt)}>
              {sayTime(startedAt, now)}
            </time>
            {run.reason !== undefined && <> · {run.reason}</>}
          </span>
        </summary>
        <ol class="run-lines">
          {lines.map(([number, line]) => (
            <li key={number} class={line.outcome === 'failed' || line.outcome === 'in-doubt' ? 'bad' : ''}>
              <span dir="auto">{line.text}</span>
              {line.outcome !== 'done' && <span class="soft"> · {t.outcomes[line.outcome]}</span>}
            </li>
          ))}
        </ol>
      </details>
    </li>
  );
}
