import { describe, expect, it } from 'vitest';
import { stableChance } from '../../../automation-engine/runner/chance.ts';

describe('stable chance', () => {
  it('is the same for the same parts, and for no others', () => {
    expect(stableChance('a', 'b')).toBe(stableChance('a', 'b'));
    expect(stableChance('ab', '')).not.toBe(stableChance('a', 'b'));
  });

  it('is spread evenly', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let at = 0; at < 10_000; at++) {
      const tenth = Math.floor(stableChance('recipe', 'steps[0]', String(at)) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    expect(Math.min(...tenths)).toBeGreaterThan(900);
    expect(Math.max(...tenths)).toBeLessThan(1_100);
  });
});
