import { expect, it } from 'vitest';
import { readDay } from '../../../../shared/reading/matching/read-day.ts';

it.each([
  ['1974-03-09', '19740309'],
  ['19740309', '19740309'],
  ['9.3.1974', '19740309'],
  ['09/03/1974', '19740309'],
  ['03/25/1974', '19740325'],
  ['1974-3-9T00:00:00Z', '19740309'],
  ['5550199234', undefined],
  ['19741999', undefined],
  ['March', undefined],
])('reads %s as %s', (written, day) => {
  expect(readDay(written)).toBe(day);
});
