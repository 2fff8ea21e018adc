import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DURATION_MAX_MS, durationText, parseDuration } from '../../../automation-engine/recipe-language/durations.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a duration', () => {
  it.each([
    ['90m', 90 * MINUTE],
    ['2h', 2 * HOUR],
    ['3d', 3 * DAY],
    ['1w', 7 * DAY],
    ['45s', 45_000],
    ['0d', 0],
    ['1d 12h', 36 * HOUR],
    ['1d12h', 36 * HOUR],
    ['PT3H', 3 * HOUR],
    ['P1D', DAY],
    ['P1DT12H', 36 * HOUR],
    ['P2W', 14 * DAY],
    ['PT0S', 0],
  ])('%s is read', (text, millis) => {
    expect(parseDuration(text)).toBe(millis);
  });

  it.each([
    '',
    ' ',
    '3',
    'd',
    '3 d',
    '3 days',
    '-3d',
    '1.5h',
    '3d ',
    ' 3d',
    '3D',
    'P',
    'PT',
    'P1',
    'P1H',
    'PT1D',
    'P1M',
    '1h  2m',
    '9999999d',
    '11y',
  ])('"%s" is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('is at most ten years', () => {
    expect(parseDuration('3660d')).toBe(DURATION_MAX_MS);
    expect(parseDuration('3661d')).toBeUndefined();
  });

  it('that is written out is read again as the same time', () => {
    const seconds = fc.integer({ min: 0, max: DURATION_MAX_MS / 1_000 });
    fc.assert(fc.property(seconds, (count) => parseDuration(durationText(count * 1_000)) === count * 1_000));
  });

  it('is never read from garbage with an error', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const millis = parseDuration(text);
        return millis === undefined || (Number.isSafeInteger(millis) && millis >= 0 && millis <= DURATION_MAX_MS);
      }),
    );
  });

  it('of great length is refused at once', () => {
    expect(parseDuration('1d '.repeat(100_000))).toBeUndefined();
  });
});
