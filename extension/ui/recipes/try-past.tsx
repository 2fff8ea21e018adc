/** “Try on the past”: who would have entered, and every text that would have been written. Nothing is done. */
import { useState } from 'preact/hooks';
import { t } from '../../locales/text.ts';
import { DeedProblem } from '../parts/engine-needed.tsx';
import { Notice } from '../parts/pieces.tsx';
import type { Engine } from '../parts/use-engine.ts';
import { PlayedRow } from './played-row.tsx';
import { useSimulation, type Simulation } from './use-simulation.ts';

const DAYS = [7, 30, 90, 365];

export function TryPast({ recipeId, engine }: { recipeId: string; engine: Engine | undefined }) {
  const [days, setDays] = useState(30);
  const { state, problem, isBusy, begin, more, callOff } = useSimulation(engine?.connection, recipeId);
  const isRunning = isBusy && (state === undefined || state.state === 'running');
  return (
    <section class="section stack tight" aria-label={t.tryPast.title} data-simulation={state?.state ?? ''}>
      <h2>{t.tryPast.title}</h2>
      <p class="soft small-text">{t.tryPast.about}</p>
      <div class="row wrap">
        <select
          class="days"
          aria-label={t.tryPast.howFar}
          value={days}
          disabled={isRunning}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
        >
          {DAYS.map((count) => (
            <option key={count} value={count}>
              {t.tryPast.days(count)}
            </option>
          ))}
        </select>
        {isRunning ? (
          <button data-act="call-off" onClick={callOff}>
            {t.actions.cancel}
          </button>
        ) : (
          <button data-act="simulate" disabled={engine?.isLive !== true} onClick={() => void begin(days)}>
            {t.tryPast.begin}
          </button>
        )}
      </div>
      {isRunning && <progress aria-label={t.tryPast.title} value={state?.progress ?? 0} max={1} />}
      <DeedProblem problem={state?.problem ?? problem} />
      {state?.state === 'done' && <Result state={state} isBusy={isBusy} onMore={more} />}
    </section>
  );
}

function Result(props: { state: Simulation; isBusy: boolean; onMore: (after: number) => Promise<unknown> }) {
  const { state, isBusy, onMore } = props;
  const { totals, unknown, runs, next } = state;
  return (
    <>
      {totals !== undefined && (
        <p role="status" data-entered={totals.entered}>
          <strong>{t.tryPast.entered(totals.entered)}</strong>{' '}
          {totals.entered > 0 && (
            <>
              {t.tryPast.totals(totals)}{' '}
              {t.tryPast.mails(totals.mails, Math.max(0, ...totals.mailsPerDay.map(({ mails }) => mails)))}
            </>
          )}
        </p>
      )}
      {unknown.length > 0 && (
        <Notice>
          <p>{t.tryPast.unknown}</p>
          <ul>
            {unknown.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
      <ol class="list">
        {runs.map((run, at) => (
          <PlayedRow key={at} run={run} />
        ))}
      </ol>
      {next !== undefined && (
        <div>
          <button class="small" disabled={isBusy} onClick={() => void onMore(next)}>
            {t.person.more}
          </button>
        </div>
      )}
    </>
  );
}
