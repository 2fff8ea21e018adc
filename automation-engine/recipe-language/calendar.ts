/** Days as people count them in a zone: business days, anniversaries. Pure; times are Unix milliseconds, days `2026-03-06`. */
import { dayOf, wallTime } from '../schedule/due-times.ts';
import { inYear } from '../schedule/record-dates.ts';

const DAY_MS = 86_400_000;

const startOf = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
const dayAt = (start: number): string => new Date(start).toISOString().slice(0, 10);

/** Monday to Friday from 1970-01-01 (a Thursday) to the day that starts then, that day included. */
function businessDaysUpTo(start: number): number {
  // Counted from Monday 1969-12-29, so that whole weeks have five.
  const days = start / DAY_MS + 3;
  const weeks = Math.floor(days / 7);
  return weeks * 5 + Math.min(5, days - weeks * 7 + 1);
}

/** How many business days began after the day of `at`, up to the day of `now`; below zero when `at` is later. */
export const businessDaysBetween = (at: number, now: number, zone: string): number =>
  businessDaysUpTo(startOf(dayOf(now, zone))) - businessDaysUpTo(startOf(dayOf(at, zone)));

/** Whole days until the day comes round again, 0 on the day itself. */
export function daysToAnniversary(day: string, now: number, zone: string): number {
  const today = dayOf(now, zone);
  const year = Number(today.slice(0, 4));
  const thisYear = inYear(day, year);
  const next = thisYear >= today ? thisYear : inYear(day, year + 1);
  return (startOf(next) - startOf(today)) / DAY_MS;
}

/** Whole years since the day: an age. */
export function yearsSince(day: string, now: number, zone: string): number {
  const today = dayOf(now, zone);
  const years = Number(today.slice(0, 4)) - Number(day.slice(0, 4));
  return inYear(day, Number(today.slice(0, 4))) > today ? years - 1 : years;
}

/** 1 is Monday, 7 is Sunday, as in ISO 8601. */
export const weekdayOf = (at: number, zone: string): number => new Date(startOf(dayOf(at, zone))).getUTCDay() || 7;
export const hourOf = (at: number, zone: string): number => Number(wallTime(at, zone).slice(11, 13));

/** Whether it is a day that there is. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(startOf(text)) && dayAt(startOf(text)) === text.slice(0, 10);
