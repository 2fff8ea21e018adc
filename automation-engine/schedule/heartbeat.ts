/**
 * Looks at the database once a minute, whatever timers and signals say: what was missed costs a minute at most. In UTC, because
 * node-cron loses runs when a zone's clock is set back; due times are never computed here (see due-times.ts).
 */
import { createTask } from 'node-cron';
import type { Log } from '../core.ts';

/** Starts beating; returns how to stop. */
export function startHeartbeat(beat: () => void, log: Log): () => void {
  const task = createTask('* * * * *', () => beat(), {
    timezone: 'Etc/UTC',
    unref: true,
    suppressMissedWarning: true,
    name: 'larder-heartbeat',
  });
  void task.start();
  return () => {
    Promise.resolve(task.destroy()).catch((error: unknown) =>
      log.warn({ error }, 'the heartbeat could not be stopped'),
    );
  };
}
