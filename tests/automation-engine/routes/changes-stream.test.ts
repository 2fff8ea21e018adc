import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptMutations } from '../../../automation-engine/intake/accept.ts';
import { createHybridClock } from '../../../shared/model/hybrid-clock.ts';
import { changeSchema, type Paired } from '../../../shared/model/wire.ts';
import { problemOf, startApp, type TestApp } from './start-app.ts';

let app: TestApp;
let device: Paired;
beforeEach(async () => {
  app = await startApp();
  device = await app.pair();
});
afterEach(async () => {
  app.stop.abort();
  await app.close();
});

async function accept(name: string): Promise<void> {
  const clock = createHybridClock({ now: app.core.clock.now, device: device.deviceId });
  const mutation = {
    id: app.core.newId(),
    kind: 'contact',
    recordId: app.core.newId(),
    fields: { name },
    stamp: clock.tick(),
  };
  await acceptMutations(app.core, device, [mutation]);
}

/** Reads a stream block by block: a block ends with an empty line. */
async function follow(query = '', headers: Record<string, string> = {}) {
  const leave = new AbortController();
  const answer = await app.fetch(`/changes/stream${query}`, {
    headers: { authorization: `Bearer ${device.token}`, ...headers },
    signal: leave.signal,
  });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  const next = async (): Promise<string | undefined> => {
    for (;;) {
      const end = rest.indexOf('\n\n');
      if (end >= 0) {
        const block = rest.slice(0, end);
        rest = rest.slice(end + 2);
        return block;
      }
      const { value, done } = await reader.read();
      if (done) return undefined;
      rest += value;
    }
  };
  const nextName = async () => {
    const block = await next();
    const [event, id, data] = block?.split('\n') ?? [];
    const change = changeSchema.parse(JSON.parse(data?.replace(/^data: /, '') ?? ''));
    expect([event, id]).toEqual(['event: change', `id: ${change.seq}`]);
    return change.mutation.fields['name'];
  };
  return { answer, next, nextName, cancel: () => reader.cancel() };
}

describe('GET /changes/stream', () => {
  it('gives what is there, then what comes, in order and once each', async () => {
    await accept('before');
    const stream = await follow('?after=0');
    expect(stream.answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(await stream.next()).toBe(': following');
    expect(await stream.nextName()).toBe('before');
    await accept('one');
    await Promise.all([accept('two'), accept('three')]);
    expect([await stream.nextName(), await stream.nextName(), await stream.nextName()]).toEqual([
      'one',
      'two',
      'three',
    ]);
    await stream.cancel();
  });

  it('goes on after the cursor, or after the last event that the reader saw', async () => {
    await accept('one');
    await accept('two');
    const byCursor = await follow('?after=1');
    const byHeader = await follow('', { 'last-event-id': '1' });
    for (const stream of [byCursor, byHeader]) {
      await stream.next();
      expect(await stream.nextName()).toBe('two');
      await stream.cancel();
    }
  });

  it('says every 15 seconds that it is still there', async () => {
    const stream = await follow();
    await stream.next();
    const beat = stream.next();
    // The stream sets its timer after it has read; then the clock may move.
    await accept('wakes it');
    expect(await beat).toContain('wakes it');
    for (let at = 0; at < 3; at++) {
      const heard = stream.next();
      await new Promise(setImmediate);
      await app.core.clock.moveTo(app.core.clock.now() + 15_000, async () => {});
      expect(await heard).toBe(': still here');
    }
    await stream.cancel();
  });

  it('ends when the engine stops, when the device is removed, and lets go when the reader leaves', async () => {
    const removed = await follow();
    await removed.next();
    await app.ask('DELETE', `/devices/${device.deviceId}`, { token: device.token });
    expect(await removed.next()).toBeUndefined();
    device = await app.pair();
    const stopped = await follow();
    await stopped.next();
    app.stop.abort();
    expect(await stopped.next()).toBeUndefined();
  });

  it('is refused without a token, as everything else', async () => {
    const answer = await app.ask('GET', '/changes/stream');
    expect(problemOf(answer).code).toBe('unauthorised');
  });
});
