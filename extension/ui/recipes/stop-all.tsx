/** Stops all recipes at once, or lets them run again; and says so for as long as they are stopped. */
import { sayWhen, t } from '../../locales/text.ts';
import { readSwitch, setRunning } from '../../sync/guard-calls.ts';
import { DeedProblem } from '../parts/engine-needed.tsx';
import { useStore } from '../parts/larder.ts';
import { Notice } from '../parts/pieces.tsx';
import { useAnswer, useDeed, type Engine } from '../parts/use-engine.ts';

export function StopAll({ engine }: { engine: Engine | undefined }) {
  const store = useStore();
  const answer = useAnswer(engine, readSwitch, []);
  const { isBusy, problem, run } = useDeed();
  const connection = engine?.connection;
  // While the engine does not answer, the list below says so.
  if (connection === undefined || answer.value === undefined) return null;
  const { running, since } = answer.value;
  const set = (next: boolean) =>
    run(async () => {
      await setRunning(connection, next);
      await answer.again();
    });
  return (
    <div class="stack tight" data-running={running}>
      {running ? (
        <div>
          <button class="bad" data-act="stop-all" disabled={isBusy} onClick={() => void set(false)}>
            {t.stopAll.stop}
          </button>{' '}
          <span class="soft small-text">{t.stopAll.about}</span>
        </div>
      ) : (
        <Notice tone="warn">
          <strong>{t.stopAll.stopped}</strong>{' '}
          {since !== undefined && t.stopAll.since(sayWhen(since, new Date(store.now())))}
          <p>{t.stopAll.stoppedMore}</p>
          <div class="row">
            <button class="small" data-act="resume-all" disabled={isBusy} onClick={() => void set(true)}>
              {t.stopAll.resume}
            </button>
          </div>
        </Notice>
      )}
      <DeedProblem problem={problem} />
    </div>
  );
}
