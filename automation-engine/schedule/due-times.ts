/**
 * Computes due times: cron expressions in a zone, working days, the day that a moment falls on. Pure, but for the zone rules that the
 * runtime knows. Across daylight-saving changes cron follows croner: a time in the gap runs when the clock has jumped, a repeated one
 * runs once.
 */
import { Cron } from 'croner';
import { shiftWorkdays } from './workdays.ts';

const DAY_MS = 86_400_000;

/** The first time after `after`; `undefined` when there is none. All times are Unix milliseconds. */
export function nextDue(cron: string, zone: string, after: number): number | undefined {
  const key = `${zone} ${cron}`;
  const last = lastDue.get(key);
  // Until a time comes, it is the next one for every moment since it was worked out.
  if (last !== undefined && last.after <= after && after < last.due) return last.due;
  const due = new Cron(cron, { timezone: zone }).nextRun(new Date(after))?.getTime();
  if (lastDue.size >= KEPT_MAX) lastDue.clear();
  if (due !== undefined) lastDue.set(key, { after, due });
  return due;
}
const lastDue = new Map<string, { after: number; due: number }>();
const KEPT_MAX = 1_000;

/** The times in (`after`, `until`], the latest `max` of them, in order. */
export function duesBetween(cron: string, zone: string, after: number, until: number, max: number): number[] {
  const before = new Cron(cron, { timezone: zone }).previousRuns(max, new Date(until + 1_000 - (until % 1_000)));
  return before
    .map((date) => date.getTime())
    .filter((due) => due > after && due <= until)
    .reverse();
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  // Swedish writes `2026-03-06 11:00:00`; taking a text apart by `formatToParts` takes four times as long.
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, format);
  return format;
}

/** What a clock on the wall in that zone shows: `2026-03-06T11:00:00`. */
export function wallTime(at: number, zone: string): string {
  const key = `${zone} ${at}`;
  let text = wallTimes.get(key);
  if (text !== undefined) return text;
  text = formatOf(zone).format(at).replace(' ', 'T');
  if (wallTimes.size >= WALL_TIMES_MAX) wallTimes.clear();
  wallTimes.set(key, text);
  return text;
}
/** Runs that are worked on together speak of the same few moments. */
const wallTimes = new Map<string, string>();
const WALL_TIMES_MAX = 100;

const asUtc = (wall: string): number => Date.parse(`${wall}Z`);
const offsetAt = (at: number, zone: string): number =>
  asUtc(wallTime(at, zone)) - (at - (((at % 1_000) + 1_000) % 1_000));

/** The moment at which a wall shows that time: the first one when it shows it twice, as much after the gap when it never does. */
export function instantOf(wall: string, zone: string): number {
  const local = asUtc(wall);
  const before = offsetAt(local - DAY_MS, zone);
  const after = offsetAt(local + DAY_MS, zone);
  if (offsetAt(local - before, zone) === before) return local - before;
  if (offsetAt(local - after, zone) === after) return local - after;
  return local - before;
}

/** The day in that zone: `2026-03-06`. */
export const dayOf = (at: number, zone: string): string => wallTime(at, zone).slice(0, 10);

/** The first moment of the day after the one that `at` falls on. */
export function nextDayStart(at: number, zone: string): number {
  const tomorrow = new Date(Date.parse(dayOf(at, zone)) + DAY_MS).toISOString().slice(0, 10);
  return instantOf(`${tomorrow}T00:00:00`, zone);
}

/**
 * The end of a wait. With the business calendar whole days keep the time on the wall and count working days only.
 * @param millis negative: before `at`
 * @param pauses days on which nobody works: see workdays.ts
 */
export function addDuration(
  at: number,
  millis: number,
  calendar: 'all' | 'business',
  zone: string,
  pauses: readonly string[] = [],
): number {
  const days = Math.trunc(millis / DAY_MS);
  if (calendar === 'all' || days === 0) return at + millis;
  return shiftDays(at, zone, (day) => shiftWorkdays(day, days, pauses)) + (millis % DAY_MS);
}

/** The same time on the wall on another day. */
export function shiftDays(at: number, zone: string, shift: (day: string) => string): number {
  const wall = wallTime(at, zone);
  return instantOf(`${shift(wall.slice(0, 10))}${wall.slice(10)}`, zone) + (((at % 1_000) + 1_000) % 1_000);
}
