/**
 * Working days: Monday to Friday, without pause dates. A pause date is written `2026-12-24`, `12-25` (each year) or
 * `2026-12-24/2027-01-06` (from the first to the last). Pure.
 */
const DAY_MS = 86_400_000;
const PAUSE = /^(?:\d{4}-)?\d{2}-\d{2}$/;

/** What is wrong with a pause date, if anything is. */
export function pauseProblem(text: string): string | undefined {
  const parts = text.split('/');
  const days = parts.map((part) => (part.length === 5 ? `2024-${part}` : part));
  const areDays =
    parts.length <= 2 &&
    parts.every((part, at) => PAUSE.test(part) && isDay(days[at] ?? '') && (parts.length === 1 || part.length === 10));
  if (!areDays) return 'expected a day such as 2026-12-24, 12-25 or 2026-12-24/2027-01-06';
  return parts.length === 2 && (days[0] ?? '') > (days[1] ?? '') ? 'the first day comes after the last one' : undefined;
}

const isDay = (text: string): boolean =>
  !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().slice(0, 10) === text;

const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** @param day `2026-03-06` */
export function isWorkday(day: string, pauses: readonly string[]): boolean {
  const weekday = new Date(day).getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  return !pauses.some((pause) => {
    const [first = '', last] = pause.split('/');
    return last === undefined ? day.endsWith(first) : day >= first && day <= last;
  });
}

/** Nothing is open for longer than this, so looking further is of no use. */
const LOOK_DAYS = 3_700;

/** The day that lies so many working days after this one, or before it when `count` is negative. */
export function shiftWorkdays(day: string, count: number, pauses: readonly string[]): string {
  let at = Date.parse(day);
  let left = Math.abs(count);
  for (let looked = 0; left > 0 && looked < LOOK_DAYS; looked++) {
    at += Math.sign(count) * DAY_MS;
    if (isWorkday(dayText(at), pauses)) left--;
  }
  return dayText(at);
}
