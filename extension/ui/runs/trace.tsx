/** The trace of a run: what each step wanted, saw and did, and the texts that it rendered. */
import type { RunDetail, TraceLine } from '../../../shared/model/wire.ts';
import { sayFully, sayWhen, t } from '../../locales/text.ts';
import { useStore } from '../parts/larder.ts';

export function Trace({ trace }: { trace: RunDetail['trace'] }) {
  return (
    <ol class="run-lines" data-trace>
      {trace.map((line) => (
        <Line key={line.n} line={line} />
      ))}
    </ol>
  );
}

const isBad = ({ outcome }: TraceLine) => outcome === 'failed' || outcome === 'in-doubt';

function Line({ line }: { line: TraceLine }) {
  const now = new Date(useStore().now());
  const more = moreOf(line);
  const head = (
    <>
      <span class={isBad(line) ? 'bad' : ''} dir="auto">
        {line.text}
      </span>
      {line.outcome !== 'done' && <span class="soft"> · {t.outcomes[line.outcome]}</span>}{' '}
      <time class="soft small-text" dateTime={line.at} title={sayFully(line.at)}>
        {sayWhen(line.at, now)}
      </time>
    </>
  );
  return (
    <li data-step={line.step} data-outcome={line.outcome}>
      {more.length === 0 ? (
        head
      ) : (
        <details>
          <summary>{head}</summary>
          <dl class="facts small-text">
            {more.map(([name, value]) => (
              <div key={name}>
                <dt class="soft first-upper">{name}</dt>
                <dd class="lines" dir="auto">
                  {value}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}

/** The facts of a line that a person reads, in the order of what happened: the last are the texts that an action was given. */
function moreOf({ wanted, seen, data }: TraceLine): [name: string, value: string][] {
  const params = asObject(asObject(data)['params']);
  const found: [string, unknown][] = [[t.trace.wanted, wanted], [t.trace.seen, seen], ...Object.entries(params)];
  return found.flatMap(([name, value]) => {
    const text = typeof value === 'string' || value === undefined ? value : JSON.stringify(value);
    return text === undefined || text === '' ? [] : [[name, text] as [string, string]];
  });
}

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
