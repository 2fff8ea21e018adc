/** A run that would have been: its steps with their times, and the texts of its mails. */
import type { PlayedRun } from '../../../shared/model/simulation.ts';
import { sayFully, sayWhen, t } from '../../locales/text.ts';
import { useStore } from '../parts/larder.ts';

export function PlayedRow({ run }: { run: PlayedRun }) {
  const now = new Date(useStore().now());
  const time = (at: string) => (
    <time class="soft small-text" dateTime={at} title={sayFully(at)}>
      {sayWhen(at, now)}
    </time>
  );
  return (
    <li data-played={run.state}>
      <details>
        <summary>
          <span class="run-title" dir="auto">
            {run.contactName ?? run.entryKey}
          </span>{' '}
          <span class="badge">{t.runStates[run.state] ?? run.state}</span> {time(run.startedAt)}
        </summary>
        {run.reason !== undefined && <p class="small-text">{run.reason}</p>}
        <ol class="run-lines">
          {run.steps.map(({ at, text }, place) => (
            <li key={place}>
              <span dir="auto">{text}</span> {time(at)}
            </li>
          ))}
        </ol>
        {run.mails.map(({ to, subject, text }, place) => (
          <dl key={place} class="facts small-text" dir="auto">
            <dt class="soft">{t.needs.to(to)}</dt>
            <dd>
              <strong>{subject}</strong>
            </dd>
            <dd class="lines">{text}</dd>
          </dl>
        ))}
      </details>
    </li>
  );
}
