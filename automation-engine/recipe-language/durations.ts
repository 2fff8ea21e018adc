/** Durations as recipes write them: `90m`, `2h`, `3d`, `1w`, several together (`1d 12h`), or ISO 8601 (`PT3H`, `P1DT12H`). */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: ReadonlyMap<string, number> = new Map([
  ['s', SECOND],
  ['m', MINUTE],
  ['h', HOUR],
  ['d', DAY],
  ['w', 7 * DAY],
]);

/** Ten years: a longer wait is a mistake in the unit. */
export const DURATION_MAX_MS = 3_660 * DAY;

const SHORT = /^(?:\d{1,6}[smhdw](?: (?=\d)|$|(?=\d)))+$/;
const ISO = /^P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/;

/** Milliseconds, or `undefined` when the text is no duration, is nothing at all (`0d` is fine) or is longer than ten years. */
export function parseDuration(text: string): number | undefined {
  if (text.length > 64) return undefined;
  const millis = text.startsWith('P') ? readIso(text) : readShort(text);
  return millis === undefined || millis > DURATION_MAX_MS ? undefined : millis;
}

/** A duration before or after something: `-3d`, `2w`. Negative before. */
export function parseOffset(text: string): number | undefined {
  const millis = parseDuration(text.replace(/^[+-]/, ''));
  return millis === undefined || !text.startsWith('-') ? millis : 0 - millis;
}

function readShort(text: string): number | undefined {
  if (!SHORT.test(text)) return undefined;
  let sum = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)([smhdw])/g)) sum += Number(count) * (UNITS.get(unit ?? '') ?? 0);
  return sum;
}

function readIso(text: string): number | undefined {
  const parts = ISO.exec(text);
  if (parts === null || text === 'P' || text.endsWith('T')) return undefined;
  const sizes = [7 * DAY, DAY, HOUR, MINUTE, SECOND];
  return sizes.reduce((sum, size, at) => sum + Number(parts[at + 1] ?? 0) * size, 0);
}

/** The shortest way to write it: `3d`, `1d 12h`; `0s` for none. The opposite of `parseDuration`, down to the second. */
export function durationText(millis: number): string {
  const words: string[] = [];
  let left = millis;
  for (const [unit, size] of [...UNITS].reverse()) {
    const count = Math.floor(left / size);
    if (count === 0 || (unit === 'w' && left % size !== 0)) continue;
    words.push(`${count}${unit}`);
    left -= count * size;
  }
  return words.length === 0 ? '0s' : words.join(' ');
}
