import { afterEach, describe, expect, it, vi } from 'vitest';
import { startHeartbeat } from '../../../automation-engine/schedule/heartbeat.ts';

afterEach(() => void vi.useRealTimers());

describe('the heartbeat', () => {
  it('beats once a minute until it is stopped', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-03-06T10:00:30Z') });
    let beats = 0;
    const stop = startHeartbeat(() => beats++, { debug() {}, info() {}, warn() {}, error() {} });
    await vi.advanceTimersByTimeAsync(3 * 60_000);
    expect(beats).toBe(3);
    stop();
    await vi.advanceTimersByTimeAsync(3 * 60_000);
    expect(beats).toBe(3);
  });
});
