/** Checks a cron expression before it is trusted with anyone's morning. */
import { Cron } from 'croner';

/** A time from which a next one is looked for; which one does not matter. */
const FROM = new Date('2026-01-01T00:00:00Z');

/** What is wrong with a cron expression of five fields, if anything is. */
export function cronProblem(cron: string): string | undefined {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5) return `a schedule has five fields (minute, hour, day of the month, month, day of the week), this has ${fields.length}`;
  if (cron.length > 200) return 'a schedule has at most 200 characters';
  try {
    const job = new Cron(cron, { paused: true, timezone: 'UTC', mode: '5-part' });
    return job.nextRun(FROM) === null ? 'no day fits this schedule: it would never come' : undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^CronPattern: /, '') : 'this is no cron expression';
  }
}

export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined && !/^[+-]/.test(zone);
  } catch {
    return false;
  }
}
