import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLocalisedDate } from '../../../shared/reading/localised-dates.ts';

/** A Sunday. */
const now = new Date(2026, 10, 22, 12, 0).getTime();
const read = (text: string, language = 'en') => readLocalisedDate(text, { language, now });
const at = (year: number, month: number, day: number, hour: number, minute: number) => ({
  at: new Date(year, month - 1, day, hour, minute).toISOString(),
});

describe('a date as a webmail shows it', () => {
  it.each([
    ['en', 'Sat, Nov 21, 2026, 2:05 PM', at(2026, 11, 21, 14, 5)],
    ['en', 'Yesterday 14:05', at(2026, 11, 21, 14, 5)],
    ['en', 'Today, 9:00 am', at(2026, 11, 22, 9, 0)],
    ['en', 'Fri 10:00', at(2026, 11, 20, 10, 0)],
    ['en', 'Sun 23:10', at(2026, 11, 15, 23, 10)],
    ['en', '12 Dec, 08:30', at(2025, 12, 12, 8, 30)],
    ['en', 'Today 11:45 a.m.', at(2026, 11, 22, 11, 45)],
    ['en', '2026-11-04 03:13', at(2026, 11, 4, 3, 13)],
    ['en-US', '11/5/2026 2:05 PM', at(2026, 11, 5, 14, 5)],
    ['en-GB', '05/11/2026 14:05', at(2026, 11, 5, 14, 5)],
    ['de', 'Sa., 21. Nov. 2026, 14:05', at(2026, 11, 21, 14, 5)],
    ['de', 'Gestern 14:05 Uhr', at(2026, 11, 21, 14, 5)],
    ['de', '05.11.26, 14.05', at(2026, 11, 5, 14, 5)],
    ['fr', 'sam. 21 nov. 2026 à 14:05', at(2026, 11, 21, 14, 5)],
    ['fr', "aujourd'hui à 9h05", at(2026, 11, 22, 9, 5)],
    ['es', 'sáb, 21 nov 2026 a las 14:05', at(2026, 11, 21, 14, 5)],
    ['es', 'ayer, 14:05', at(2026, 11, 21, 14, 5)],
    ['he', 'שבת, 21 בנוב׳ 2026, 14:05', at(2026, 11, 21, 14, 5)],
    ['he', '\u200fאתמול 14:05', at(2026, 11, 21, 14, 5)],
    ['ja', '2026年11月21日(土) 14:05', at(2026, 11, 21, 14, 5)],
    ['ja', '11月21日 午後2:05', at(2026, 11, 21, 14, 5)],
    ['ja', '昨日 14時05分', at(2026, 11, 21, 14, 5)],
    ['', '21/11/2026 14:05', at(2026, 11, 21, 14, 5)],
    ['', '11/21/2026 14:05', at(2026, 11, 21, 14, 5)],
  ])('is read in %s: %s', (language, text, wanted) => {
    expect(read(text, language)).toEqual(wanted);
  });

  it.each([
    ['en', '05/11/2026 14:05', 'ambiguous'],
    ['', '05.11.2026 14:05', 'ambiguous'],
    ['', '21/11/26 14:05', 'ambiguous'],
    ['', 'Yesterday 14:05', 'no-date'],
    ['en', 'Nov 21, 2026', 'no-date'],
    ['en', 'Nov 31, 2026 10:00', 'no-date'],
    ['en', 'Dec 24, 2026 10:00', 'no-date'],
    ['en', '9:17', 'no-date'],
    ['en', '25:00', 'no-date'],
    ['en', '13:05 PM', 'no-date'],
    ['xx-not a language', 'Nov 21, 2026 10:00', 'no-date'],
    ['en', '', 'no-date'],
  ])('is not guessed in %s: %s', (language, text, why) => {
    expect(read(text, language)).toEqual({ why });
  });

  const styles: Intl.DateTimeFormatOptions[] = [
    { dateStyle: 'full', timeStyle: 'short' },
    { dateStyle: 'long', timeStyle: 'short' },
    { dateStyle: 'medium', timeStyle: 'short' },
    { dateStyle: 'medium', timeStyle: 'medium' },
    { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  ];
  it.each(['en-US', 'en-GB', 'de', 'fr', 'es', 'he', 'ja'])('is read as browsers write it in %s', (language) => {
    const formats = styles.map((style) => new Intl.DateTimeFormat(language, { ...style, timeZone: 'UTC' }));
    const moment = fc.integer({ min: Date.UTC(2001, 0, 2) / 60_000, max: now / 60_000 });
    fc.assert(
      fc.property(moment, fc.constantFrom(...formats), (minutes, format) => {
        const time = minutes * 60_000;
        const text = format.format(time);
        expect(readLocalisedDate(text, { language, now, toTime: Date.UTC }), text).toEqual({
          at: new Date(time).toISOString(),
        });
      }),
      { numRuns: 200 },
    );
  });

  it('never throws, whatever is shown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('en', 'he', 'ja', '', 'zz'), (text, language) => {
        expect(typeof read(text, language)).toBe('object');
      }),
    );
  });
});
