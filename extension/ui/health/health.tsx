/** What waits, failed or is in doubt, what each means, and what can be done about it. */
import '../recipes/recipes.css';
import type { RunShow } from '../../../shared/model/automation.ts';
import { t } from '../../locales/text.ts';
import { contactById } from '../../store/contacts.ts';
import { titleOfRun } from '../../store/recipe-runs.ts';
import { listMails, listRuns } from '../../sync/run-calls.ts';
import { EngineNeeded } from '../parts/engine-needed.tsx';
import { nameOf } from '../parts/pieces.tsx';
import { useEngine, type Engine } from '../parts/use-engine.ts';
import { useLive } from '../parts/use-live.ts';
import { StopAll } from '../recipes/stop-all.tsx';
import { PersonLink, RecipeLink } from '../runs/links.tsx';
import { RunRow, type ShownRun } from '../runs/run-row.tsx';
import { ForYou } from './for-you.tsx';
import { MailRow } from './mail-row.tsx';
import { Paged } from './paged.tsx';

export function Health() {
  const engine = useEngine();
  return (
    <article class="card recipe-page health" aria-labelledby="health-title">
      <h1 id="health-title">{t.needs.title}</h1>
      <p class="soft">{t.needs.about}</p>
      {engine?.connection === undefined ? (
        <EngineNeeded engine={engine} answer={{ again: () => Promise.resolve() }}>
          {() => null}
        </EngineNeeded>
      ) : (
        <>
          <StopAll engine={engine} />
          <ForYou engine={engine} />
          <Mails show="in-doubt" engine={engine} />
          <Runs show="failed" engine={engine} />
          <Mails show="waiting" engine={engine} />
          <Runs show="waiting" engine={engine} />
        </>
      )}
    </article>
  );
}

const Mails = ({ show, engine }: { show: 'in-doubt' | 'waiting'; engine: Engine }) => (
  <Paged
    name={show === 'waiting' ? 'mails' : show}
    engine={engine}
    ask={async (connection, after) => {
      const { mails, next } = await listMails(connection, show, after);
      return { rows: mails, next };
    }}
    row={(mail, again) => <MailRow key={mail.id} mail={mail} engine={engine} again={again} />}
  />
);

const Runs = ({ show, engine }: { show: RunShow & ('failed' | 'waiting'); engine: Engine }) => (
  <Paged
    name={show}
    engine={engine}
    ask={async (connection, after) => {
      const { runs, next } = await listRuns(connection, show, after);
      return { rows: runs, next };
    }}
    row={(run, again) => <RunOf key={run.id} run={run} engine={engine} again={again} />}
  />
);

type RunHead = ShownRun & { recipeId: string; contactId?: string | undefined };

function RunOf({ run, engine, again }: { run: RunHead; engine: Engine; again: () => Promise<void> }) {
  const found = useLive(
    async (live) => ({
      title: await titleOfRun(live, run.id),
      contact: run.contactId === undefined ? undefined : await contactById(live, run.contactId),
    }),
    [run.id, run.contactId],
  );
  const contact = found?.contact;
  return (
    <RunRow
      run={run}
      engine={engine}
      onActed={again}
      title={[found?.title ?? run.recipeId, contact && nameOf(contact)].filter(Boolean).join(' · ')}
      links={
        <>
          <RecipeLink recipeId={run.recipeId} />
          {contact !== undefined && <PersonLink contactId={contact.id} />}
        </>
      }
    />
  );
}
