import { describe, expect, it } from 'vitest';
import { decideEntry } from '../../../automation-engine/runner/entry-rule.ts';

describe('the entry rule', () => {
  const now = Date.parse('2026-03-06T10:00:00Z');
  const again = { afterMs: 1_000 };
  it.each([
    ['single', undefined, [], undefined, { enter: 'start' }],
    ['single', undefined, ['a'], undefined, { refused: 'it is under way for this contact already' }],
    ['restart', undefined, ['a', 'b'], undefined, { enter: 'restart', stop: ['a', 'b'] }],
    ['queue', undefined, ['a'], undefined, { enter: 'queue' }],
    ['parallel', undefined, ['a'], now, { enter: 'start' }],
    ['single', undefined, [], now - 10 ** 9, { refused: 'it runs once only for each contact, and did' }],
    ['single', again, [], now - 999, { refused: 'it may run again for this contact from 2026-03-06 10:00 UTC' }],
    ['single', again, [], now - 1_000, { enter: 'start' }],
  ] as const)('%s, again %j, %j under way, the last one ended at %j: %j', (mode, rule, underWay, endedAt, expected) => {
    const entry = { key: 'contact.id', mode, ...(rule === undefined ? {} : { again: rule }) };
    expect(decideEntry(entry, { underWay, ...(endedAt === undefined ? {} : { endedAt }) }, now)).toEqual(expected);
  });
});
