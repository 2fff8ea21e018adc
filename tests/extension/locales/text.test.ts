import { describe, expect, it } from 'vitest';
import { plural } from '../../../extension/locales/plural.ts';
import { sayDay, t } from '../../../extension/locales/text.ts';

describe('texts', () => {
  it('count by the rules of the language', () => {
    expect(t.sync.waiting(1)).toBe('1 change waits for the engine');
    expect(t.sync.waiting(3)).toBe('3 changes wait for the engine');
    expect(plural(2, { one: '# osoba', few: '# osoby', other: '# osób' }, 'pl')).toBe('2 osoby');
  });

  it('say days as people do', () => {
    const now = new Date(2026, 2, 10, 23, 30);
    expect(sayDay(new Date(2026, 2, 11, 0, 10).toISOString(), now)).toBe('tomorrow');
    expect(sayDay(new Date(2026, 2, 10, 0, 10).toISOString(), now)).toBe('today');
    expect(sayDay(new Date(2026, 2, 9, 12).toISOString(), now)).toBe('yesterday');
    expect(sayDay(new Date(2024, 2, 9, 12).toISOString(), now)).toContain('2024');
  });
});
