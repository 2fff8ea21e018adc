/** One run: whose, how it stands, what comes next and when, and on demand its whole trace. */
import './runs.css';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Run } from '../../../shared/model/run.ts';
import { sayFully, sayTime, sayWhen, t } from '../../locales/text.ts';
import { readRun } from '../../sync/run-calls.ts';
import { useStore } from '../parts/larder.ts';
import { useAnswer, type Engine } from '../parts/use-engine.ts';
import { RunActs } from './run-acts.tsx';
import { Trace } from './trace.tsx';

/** A run as devices keep it, or as the engine tells it. */
export interface ShownRun {
  id: string;
  state?: string;
  startedAt?: string;
  wakesAt?: string;
  reason?: string;
  lines?: Run['lines'];
}

const TONES: Readonly<Record<string, string>> = { failed: 'bad', done: 'new', waiting: 'guess' };

export function RunRow(props: {
  run: ShownRun;
  engine: Engine | undefined;
  /** What stands first: the recipe's title, or the person's name. */
  title: ComponentChildren;
  /** Where to go from here; shown with the trace. */
  links?: ComponentChildren;
  isOpen?: boolean;
  /** After something was done with it. */
  onActed?: () => Promise<void>;
}) {
  const { run, engine, title, onActed } = props;
  const now = new Date(useStore().now());
  const [isOpen, setOpen] = useState(props.isOpen === true);
  const { state = 'running', startedAt } = run;
  return (
    <li data-run={run.id} data-state={state}>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span class="run-title" dir="auto">
            {title}
          </span>{' '}
          <span class={`badge ${TONES[state] ?? ''}`}>{t.runStates[state]}</span>
          <span class="soft small-text block">
            {startedAt !== undefined && (
              <time dateTime={startedAt} title={sayFully(startedAt)}>
                {sayTime(startedAt, now)}
              </time>
            )}
            {run.reason !== undefined && state !== 'waiting' && <> · {run.reason}</>}
          </span>
        </summary>
        {isOpen && props.links}
        {isOpen && <Opened run={run} engine={engine} now={now} />}
        <RunActs run={run} engine={engine} onActed={onActed} />
      </details>
    </li>
  );
}

/** What it waits for, and the engine's whole trace; what was synced of it while the engine is away. */
function Opened({ run, engine, now }: { run: ShownRun; engine: Engine | undefined; now: Date }) {
  const lines = Object.entries(run.lines ?? {}).sort(([a], [b]) => a.localeCompare(b));
  const news = `${run.state} ${lines.length}`;
  const { value } = useAnswer(engine, (connection) => readRun(connection, run.id), [run.id], news);
  const synced = lines.map(([number, line]) => ({ ...line, n: Number(number), kind: line.step }));
  return (
    <>
      {run.state === 'waiting' && <Next run={run} then={value?.next} now={now} />}
      <Trace trace={value?.trace ?? synced} />
    </>
  );
}

function Next({ run: { wakesAt, reason }, then, now }: { run: ShownRun; then: string | undefined; now: Date }) {
  return (
    <p class="run-next small-text" data-next={wakesAt ?? ''}>
      {wakesAt !== undefined && (
        <time class="block" dateTime={wakesAt} title={sayFully(wakesAt)}>
          {t.runs.goesOn(sayWhen(wakesAt, now))}
        </time>
      )}
      {then !== undefined && <span class="block">{t.runs.then(then)}</span>}
      {reason !== undefined && <span class="soft">{reason}</span>}
    </p>
  );
}
