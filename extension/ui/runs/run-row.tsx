/** One run: whose, how it stands, what comes next and when, and on demand its whole trace. */
import './runs.css';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Run } from '../../../shared/model/run.ts';
import { sayFully, sayTime, sayWhen, t } from '../../locales/text.ts';
import { readRun } from '../../sync/recipe-calls.ts';
import { useStore } from '../parts/larder.ts';
import { useAnswer, type Engine } from '../parts/use-engine.ts';
import { Trace } from './trace.tsx';

const TONES: Readonly<Record<string, string>> = { failed: 'bad', done: 'new', waiting: 'guess' };

export function RunRow(props: {
  run: Run;
  engine: Engine | undefined;
  /** What stands first: the recipe's title, or the person. */
  title: ComponentChildren;
  isOpen?: boolean;
}) {
  const { run, engine, title } = props;
  const now = new Date(useStore().now());
  const [isOpen, setOpen] = useState(props.isOpen === true);
  const state = run.state ?? 'running';
  const startedAt = run.startedAt ?? run.createdAt;
  return (
    <li data-run={run.id} data-state={state}>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span class="run-title" dir="auto">
            {title}
          </span>{' '}
          <span class={`badge ${TONES[state] ?? ''}`}>{t.runStates[state]}</span>
          <span class="soft small-text block">
            <time dateTime={startedAt} title={sayFully(startedAt)}>
              {sayTime(startedAt, now)}
            </time>
            {run.reason !== undefined && state !== 'waiting' && <> · {run.reason}</>}
          </span>
        </summary>
        {state === 'waiting' && <Next run={run} now={now} />}
        {isOpen && <Lines run={run} engine={engine} />}
      </details>
    </li>
  );
}

/** What a waiting run waits for. */
function Next({ run, now }: { run: Run; now: Date }) {
  const { wakesAt, reason } = run;
  return (
    <p class="run-next small-text" data-next={wakesAt ?? ''}>
      {wakesAt !== undefined && (
        <time dateTime={wakesAt} title={sayFully(wakesAt)}>
          {t.runs.goesOn(sayWhen(wakesAt, now))}
        </time>
      )}
      {reason !== undefined && <span class="soft block">{reason}</span>}
    </p>
  );
}

/** The engine's whole trace; what was synced of it while the engine is away. */
function Lines({ run, engine }: { run: Run; engine: Engine | undefined }) {
  const lines = Object.entries(run.lines).sort(([a], [b]) => a.localeCompare(b));
  const news = `${run.state} ${lines.length}`;
  const { value } = useAnswer(engine, (connection) => readRun(connection, run.id), [run.id], news);
  if (value !== undefined) return <Trace trace={value.trace} />;
  return <Trace trace={lines.map(([number, line]) => ({ ...line, n: Number(number), kind: line.step }))} />;
}
