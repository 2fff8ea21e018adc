import { describe, expect, it } from 'vitest';
import { readCaps } from '../../../automation-engine/campaigns/read-caps.ts';

describe('the setting of caps', () => {
  it('names a channel, a number and a time', () => {
    expect(readCaps(['email=1/1d', 'email=3/1w'])).toEqual({
      value: [
        { channel: 'email', count: 1, perMs: 86_400_000 },
        { channel: 'email', count: 3, perMs: 7 * 86_400_000 },
      ],
    });
  });

  it.each(['', 'email', 'email=0/1d', 'email=1', 'email=1/0s', 'email=1/soon', '=1/1d', 'email=-1/1d'])(
    'is not %j',
    (text) => {
      expect(readCaps([text])).toHaveProperty('problem');
    },
  );
});
