/** The texts of the person's language, and dates in its manner. */
import { en, type Texts } from './en.ts';

export const t: Texts = en;

const language = () => globalThis.navigator?.language ?? 'en';
const DAY_MS = 86_400_000;

const dayNumber = (date: Date) => Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS);

/** A day as people say it: today, tomorrow, 3 March, 3 March 2024. */
export function sayDay(iso: string, now: Date): string {
  const date = new Date(iso);
  const days = dayNumber(date) - dayNumber(now);
  if (days === 0) return t.time.today;
  if (days === 1) return t.time.tomorrow;
  if (days === -1) return t.time.yesterday;
  const isThisYear = date.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(language(), {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(date);
}

/** A moment: its day, and its time when it is near. */
export function sayTime(iso: string, now: Date): string {
  const isNear = Math.abs(dayNumber(new Date(iso)) - dayNumber(now)) <= 1;
  return isNear ? sayWhen(iso, now) : sayDay(iso, now);
}

/** A moment with its time, however far away. */
export function sayWhen(iso: string, now: Date): string {
  const date = new Date(iso);
  const time = new Intl.DateTimeFormat(language(), { hour: '2-digit', minute: '2-digit' }).format(date);
  return `${sayDay(iso, now)} ${time}`;
}

/** The whole date and time, for a tooltip. */
export const sayFully = (iso: string): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'full', timeStyle: 'short' }).format(new Date(iso));
