/** When a date on a record counts as come. Pure. */
import type { RecordDate } from '../triggers/define-trigger.ts';
import { dayOf, instantOf, wallTime } from './due-times.ts';

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_STARTS = '09:00';

/**
 * The first time after `after` (all in Unix milliseconds) that the value of a field is due; `undefined` when there is none, or when the
 * value is neither a day nor a time.
 * @param value ISO 8601: `1984-02-29`, or a time in UTC
 * @param zone IANA
 */
export function recordDueAfter(rule: RecordDate, value: string, zone: string, after: number): number | undefined {
  const isDay = DAY.test(value);
  const moment = Date.parse(value);
  if (Number.isNaN(moment) || (!isDay && !/^\d{4}-\d{2}-\d{2}T/.test(value))) return undefined;
  const wall = isDay ? `${value}T${DAY_STARTS}:00` : wallTime(moment, zone);
  const [day, time] = [wall.slice(0, 10), rule.at === undefined ? wall.slice(11) : `${rule.at}:00`];
  const isExact = !isDay && rule.at === undefined && !rule.isYearly;
  const days = Math.trunc(rule.offsetMs / DAY_MS);
  const due = (date: string): number =>
    isExact ? moment + rule.offsetMs : instantOf(`${shiftDay(date, days)}T${time}`, zone) + (rule.offsetMs % DAY_MS);
  if (!rule.isYearly) return later(due(day), after);
  const year = Number(dayOf(after - rule.offsetMs, zone).slice(0, 4));
  return [year - 1, year, year + 1].map((one) => due(inYear(day, one))).find((at) => at > after);
}

const later = (at: number, after: number): number | undefined => (at > after ? at : undefined);

const shiftDay = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The same day in another year; 29 February is the 28th in a common year. */
export function inYear(day: string, year: number): string {
  const rest = day.slice(4);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return `${String(year).padStart(4, '0')}${rest === '-02-29' && !isLeap ? '-02-28' : rest}`;
}
