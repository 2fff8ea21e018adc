/** What a person can do with a run: the engine does it, once, and writes into the trace who asked for it. */
import { t } from '../../locales/text.ts';
import { actOnRun, type RunAct } from '../../sync/run-calls.ts';
import { DeedProblem } from '../parts/engine-needed.tsx';
import { useDeed, type Engine } from '../parts/use-engine.ts';
import type { ShownRun } from './run-row.tsx';

const ACTS: Readonly<Record<string, readonly RunAct[]>> = {
  running: ['stop'],
  waiting: ['skip', 'stop'],
  failed: ['retry', 'skip'],
};

export function RunActs(props: {
  run: ShownRun;
  engine: Engine | undefined;
  onActed?: (() => Promise<void>) | undefined;
}) {
  const { run, engine, onActed } = props;
  const deed = useDeed();
  const connection = engine?.connection;
  const acts = ACTS[run.state ?? 'running'];
  if (acts === undefined || connection === undefined) return null;
  const act = (name: RunAct) => {
    if (name === 'stop' && !confirm(t.runs.stopSure)) return;
    void deed.run(async () => {
      await actOnRun(connection, run.id, name);
      await onActed?.();
    });
  };
  return (
    <div class="run-acts">
      <div class="row wrap">
        {acts.map((name) => (
          <button key={name} class="small" data-act={name} disabled={deed.isBusy} onClick={() => act(name)}>
            {t.runs.acts[name]}
          </button>
        ))}
      </div>
      <DeedProblem problem={deed.problem} />
    </div>
  );
}
