/** One segment: what it is, who is in it, and its end. */
import './segments.css';
import { t } from '../../locales/text.ts';
import { deleteSegment, listMembers } from '../../sync/segment-calls.ts';
import { Pages } from '../health/paged.tsx';
import { DeedProblem, EngineNeeded } from '../parts/engine-needed.tsx';
import { IconButton } from '../parts/pieces.tsx';
import { useStore } from '../parts/larder.ts';
import { useDeed, useEngine, type Engine } from '../parts/use-engine.ts';
import type { SegmentSummary } from '../../../shared/model/segment-calls.ts';
import { PutIn, setMember } from './put-in.tsx';
import { mayChange, mayWrite, SegmentHead, useSegments } from './segments.tsx';

export function SegmentPage({ slug }: { slug: string }) {
  const engine = useEngine();
  const answer = useSegments(engine);
  return (
    <article class="card recipe-page" data-segment-page={slug}>
      <EngineNeeded engine={engine} answer={answer}>
        {({ segments }) => {
          const segment = segments.find((one) => one.slug === slug);
          return segment === undefined || engine === undefined ? (
            <p class="soft">{t.segments.gone}</p>
          ) : (
            <Known segment={segment} engine={engine} />
          );
        }}
      </EngineNeeded>
    </article>
  );
}

function Known({ segment, engine }: { segment: SegmentSummary; engine: Engine }) {
  const { slug, name, usedBy, members, building, condition } = segment;
  const store = useStore();
  const isByHand = condition === undefined && mayWrite(engine);
  return (
    <>
      <h1 dir="auto">{name}</h1>
      <SegmentHead segment={segment} />
      {usedBy.length > 0 && (
        <p class="small-text" dir="auto">
          {t.segments.usedBy(usedBy.join(', '))}
        </p>
      )}
      <section class="section" aria-label={t.segments.membersTitle}>
        <h2>{t.segments.membersTitle}</h2>
        {isByHand && <PutIn slug={slug} />}
        <Pages
          engine={engine}
          inputs={[slug, members, building === undefined]}
          none={building === undefined ? t.segments.nobody : t.segments.nobodyYet}
          ask={async (connection, after) => {
            const page = await listMembers(connection, slug, after);
            return { rows: page.members, next: page.next };
          }}
          row={({ id, name: who, email }) => (
            <li key={id} class="row" data-member={id}>
              <a class="grow" href={`#${id}`} dir="auto">
                {who === '' ? t.person.nameless : who}
              </a>{' '}
              {email !== undefined && email !== who && <span class="soft small-text">{email}</span>}
              {isByHand && (
                <IconButton
                  icon="remove"
                  label={t.segments.takeOut(who)}
                  onClick={() => setMember(store, id, slug, false).catch(reportError)}
                />
              )}
            </li>
          )}
        />
      </section>
      {mayChange(engine) && <Delete segment={segment} engine={engine} />}
    </>
  );
}

function Delete({ segment, engine }: { segment: SegmentSummary; engine: Engine }) {
  const { isBusy, problem, run } = useDeed();
  const { usedBy, slug, name } = segment;
  const remove = async () => {
    const { connection } = engine;
    if (connection === undefined || !confirm(t.segments.deleteSure(name))) return;
    if (await run(() => deleteSegment(connection, slug))) location.hash = '#segments';
  };
  return (
    <section class="section stack tight">
      <div>
        <button
          class="bad"
          data-act="delete-segment"
          disabled={isBusy || usedBy.length > 0}
          aria-describedby="delete-about"
          onClick={() => void remove()}
        >
          {t.segments.delete}
        </button>
      </div>
      <p id="delete-about" class="soft small-text">
        {usedBy.length > 0 ? t.segments.inUse : t.segments.deleteAbout}
      </p>
      <DeedProblem problem={problem} />
    </section>
  );
}
