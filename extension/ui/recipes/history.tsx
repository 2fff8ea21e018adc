/** What was done to a recipe, and how it fared day by day. */
import type { Timeline } from '../../../shared/model/automation.ts';
import { sayFully, sayWhen, t } from '../../locales/text.ts';
import { readTimeline } from '../../sync/recipe-calls.ts';
import { EngineNeeded } from '../parts/engine-needed.tsx';
import { useStore } from '../parts/larder.ts';
import { useAnswer, type Engine } from '../parts/use-engine.ts';
import { useState } from 'preact/hooks';

export function History({ recipeId, engine, news }: { recipeId: string; engine: Engine | undefined; news: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="section" data-history onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.history.title}</summary>
      {isOpen && <Told recipeId={recipeId} engine={engine} news={news} />}
    </details>
  );
}

function Told({ recipeId, engine, news }: { recipeId: string; engine: Engine | undefined; news: string }) {
  const now = new Date(useStore().now());
  const answer = useAnswer(engine, (connection) => readTimeline(connection, recipeId), [recipeId], news);
  return (
    <EngineNeeded engine={engine} answer={answer}>
      {({ days, happenings }) => (
        <>
          <ul class="list small-text">
            {happenings.map(({ at, kind, text, by }) => (
              <li key={at + kind} data-happening={kind}>
                <span dir="auto">{text}</span>{' '}
                <span class="soft">
                  <time dateTime={at} title={sayFully(at)}>
                    {sayWhen(at, now)}
                  </time>
                  {by !== undefined && ` · ${t.history.by(by)}`}
                </span>
              </li>
            ))}
          </ul>
          <Days days={days.filter((day) => COLUMNS.some((name) => day[name] > 0))} />
        </>
      )}
    </EngineNeeded>
  );
}

const COLUMNS = ['started', 'done', 'goals', 'stopped', 'failed'] as const;

/** The latest day first, as in every other list. */
const Days = ({ days }: { days: Timeline['days'] }) => (
  <div class="scroll">
    <table class="small-text">
      <thead>
        <tr>
          <th scope="col">{t.history.day}</th>
          {COLUMNS.map((name) => (
            <th key={name} scope="col">
              {t.history[name]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.toReversed().map((day) => (
          <tr key={day.day}>
            <th scope="row">{day.day}</th>
            {COLUMNS.map((name) => (
              <td key={name}>{day[name]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
