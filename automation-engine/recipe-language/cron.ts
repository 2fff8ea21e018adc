/** Checks a cron expression before it is trusted with anyone's morning. */
import { nextDue } from '../schedule/due-times.ts';

/** A time from which a next one is looked for; which one does not matter. */
const FROM = Date.parse('2026-01-01T00:00:00Z');

/** What is wrong with a cron expression of five fields, if anything is. */
export function cronProblem(cron: string): string | undefined {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5)
    return `a schedule has five fields (minute, hour, day of the month, month, day of the week), this has ${fields.length}`;
  if (cron.length > 200) return 'a schedule has at most 200 characters';
  try {
    return nextDue(cron, 'UTC', FROM) === undefined ? 'no day fits this schedule: it would never come' : undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^CronPattern: /, '') : 'this is no cron expression';
  }
}

export function isZone(zone: string): boolean {
  if (/^[+-]/.test(zone)) return false; // an offset knows no daylight-saving time
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
