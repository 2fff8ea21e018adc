import { describe, expect, it } from 'vitest';
import silence from '../../../automation-engine/triggers/silence.ts';

describe('the trigger silence', () => {
  it('says how long, and what counts', () => {
    const params = silence.params.parse({ silence: '4w', channel: 'email', direction: 'in' });
    expect(silence.eventTypes(params)).toEqual(['silence.due']);
    expect(silence.condition?.(params, 1)).toBe('event.trigger == 1');
    expect(silence.silence?.(params)).toEqual({ afterMs: 28 * 86_400_000, channel: 'email', direction: 'in' });
  });

  it.each([
    { silence: '5m' },
    { silence: 'long' },
    { silence: '30d', direction: 'up' },
    { silence: '30d', channel: 'fax' },
  ])('refuses %j', (params) => expect(silence.params.safeParse(params).success).toBe(false));
});
