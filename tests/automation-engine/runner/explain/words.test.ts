import { expect, it } from 'vitest';
import { dayWords, fieldWords } from '../../../../automation-engine/runner/explain/words.ts';

it('writes days as people do, in the zone; a day without a time is the same everywhere', () => {
  expect(dayWords('2026-03-06', 'America/New_York')).toBe('6 March 2026');
  expect(dayWords('2026-03-06T02:00:00.000Z', 'America/New_York')).toBe('5 March 2026');
  expect(dayWords(Date.parse('2026-03-06T20:00:00Z'), 'Asia/Kathmandu')).toBe('7 March 2026');
});

it('calls fields as people do', () => {
  expect(['contact.birthday', 'deal.expectedCloseOn', 'company.custom.next_renewal'].map(fieldWords)).toEqual([
    'birthday',
    'expected close date',
    'next renewal',
  ]);
});
