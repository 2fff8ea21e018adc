/** The runs that a contact is in or was in. */
import { t } from '../../locales/text.ts';
import { runsOf } from '../../store/history.ts';
import { useEngine } from '../parts/use-engine.ts';
import { useLive } from '../parts/use-live.ts';
import { WhyNot } from './why-not.tsx';
import { RunRow } from '../runs/run-row.tsx';

const isUnderWay = ({ state }: { state?: string }) => state === 'running' || state === 'waiting';

export function Runs({ contactId }: { contactId: string }) {
  const engine = useEngine();
  const runs = useLive((live) => runsOf(live, contactId, 20), [contactId]);
  // What still goes on comes first: it can be stopped.
  const shown = runs && [...runs.filter(isUnderWay), ...runs.filter((run) => !isUnderWay(run))];
  const isAlone = engine !== undefined && engine.connection === undefined;
  return (
    <section class="section" aria-label={t.person.runs}>
      <h2>{t.person.runs}</h2>
      {runs?.length === 0 && <p class="soft">{isAlone ? t.person.noRunsUnpaired : t.person.noRuns}</p>}
      <ol class="list">
        {shown?.map((run, at) => (
          <RunRow key={run.id} run={run} engine={engine} isOpen={at === 0} title={run.recipeTitle ?? run.recipeId} />
        ))}
      </ol>
      {engine?.connection !== undefined && <WhyNot contactId={contactId} engine={engine} />}
    </section>
  );
}
