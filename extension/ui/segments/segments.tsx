/** All segments, each with its condition and how many are in it; and a form for a new one. */
import './segments.css';
import { useState } from 'preact/hooks';
import type { SegmentSummary } from '../../../shared/model/segment-calls.ts';
import { t } from '../../locales/text.ts';
import { listSegments } from '../../sync/segment-calls.ts';
import { EngineNeeded } from '../parts/engine-needed.tsx';
import { Empty } from '../parts/pieces.tsx';
import { useAnswer, useAskingWhile, useEngine, useNews, type Engine } from '../parts/use-engine.ts';
import { NewSegment } from './new-segment.tsx';

const LOOK_AGAIN_MS = 1_000;

/** All segments, asked for again while one of them is being built. */
export function useSegments(engine: Engine | undefined) {
  const answer = useAnswer(engine, listSegments, [], useNews());
  const isBuilding = answer.value?.segments.some(({ building }) => building !== undefined) === true;
  useAskingWhile(isBuilding, answer, LOOK_AGAIN_MS);
  return answer;
}

/** Who may make and delete segments. */
export const mayChange = (engine: Engine | undefined): boolean =>
  engine?.role === 'owner' || engine?.role === 'manager';

export const mayWrite = (engine: Engine | undefined): boolean => mayChange(engine) || engine?.role === 'seller';

export function Segments() {
  const engine = useEngine();
  const answer = useSegments(engine);
  const [isNew, setNew] = useState(false);
  return (
    <article class="card stack segments" aria-labelledby="segments-title">
      <div>
        <h1 id="segments-title">{t.segments.title}</h1>
        <p class="soft">{t.segments.about}</p>
      </div>
      <EngineNeeded engine={engine} answer={answer}>
        {({ segments }) => (
          <>
            {isNew && engine !== undefined ? (
              <NewSegment engine={engine} onDone={answer.again} onClose={() => setNew(false)} />
            ) : (
              mayChange(engine) && (
                <div>
                  <button class="primary" data-act="new-segment" onClick={() => setNew(true)}>
                    {t.segments.make}
                  </button>
                </div>
              )
            )}
            {segments.length === 0 && !isNew && (
              <Empty icon="filter" title={t.segments.none}>
                <p>{t.segments.noneMore}</p>
              </Empty>
            )}
            <ul class="list">
              {segments.map((segment) => (
                <li key={segment.slug} data-segment={segment.slug} data-members={segment.members}>
                  <a class="recipe-title" href={`#segment/${segment.slug}`} dir="auto">
                    {segment.name}
                  </a>{' '}
                  <SegmentHead segment={segment} />
                </li>
              ))}
            </ul>
          </>
        )}
      </EngineNeeded>
    </article>
  );
}

/** What it is, how many are in it, and what keeps it from being right. */
export function SegmentHead({ segment }: { segment: SegmentSummary }) {
  const { condition, members, building, problem, about } = segment;
  return (
    <>
      <span class={`badge ${condition === undefined ? '' : 'new'}`}>
        {condition === undefined ? t.segments.static : t.segments.live}
      </span>
      <span class="soft small-text block">
        {t.segments.members(members)} · {t.segments.called} <code>{segment.slug}</code>
      </span>
      {about !== undefined && (
        <p class="small-text" dir="auto">
          {about}
        </p>
      )}
      {condition !== undefined && <pre class="condition">{condition}</pre>}
      {problem !== undefined && <p class="bad small-text">{t.segments.unreadable(problem)}</p>}
      {building !== undefined && (
        <label class="small-text block" data-building>
          {t.segments.building(Math.round(building * 100))}
          <progress value={building} max={1} />
        </label>
      )}
    </>
  );
}
