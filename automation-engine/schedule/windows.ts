/** Windows: the times of day and week at which something may happen. Pure. */
import { weekdays, type Window } from '../recipe-language/recipe.ts';
import { dayOf, instantOf } from './due-times.ts';
import { isWorkday } from './workdays.ts';

const DAY_MS = 86_400_000;
/** A window that is shut for longer stays shut for good: every day of a year and more is a pause. */
const LOOK_DAYS = 800;

/** The first moment from `at` on (Unix milliseconds) that lies in the window; `undefined` when there is none. @param zone IANA */
export function openFrom(window: Window, zone: string, at: number, pauses: readonly string[]): number | undefined {
  const first = Date.parse(dayOf(at, zone));
  for (let ahead = 0; ahead < LOOK_DAYS; ahead++) {
    const day = dayOf(first + ahead * DAY_MS, 'UTC');
    if (!isOpenOn(day, window.days, pauses)) continue;
    const opens = instantOf(`${day}T${window.from}:00`, zone);
    const shuts = window.to === '24:00' ? dayEnd(day, zone) : instantOf(`${day}T${window.to}:00`, zone);
    if (at < shuts) return Math.max(at, opens);
  }
  return undefined;
}

const dayEnd = (day: string, zone: string): number =>
  instantOf(`${dayOf(Date.parse(day) + DAY_MS, 'UTC')}T00:00:00`, zone);

function isOpenOn(day: string, days: Window['days'], pauses: readonly string[]): boolean {
  if (days === undefined) return true;
  if (days === 'workdays') return isWorkday(day, pauses);
  const weekday = weekdays[new Date(day).getUTCDay()];
  return weekday !== undefined && days.includes(weekday);
}
