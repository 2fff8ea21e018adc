import { describe, expect, it } from 'vitest';
import { readEvents } from '../../../extension/sync/event-stream.ts';

async function readAll(chunks: readonly (string | Uint8Array)[]) {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
      controller.close();
    },
  });
  const events = [];
  for await (const batch of readEvents(body)) events.push(...batch);
  return events;
}

describe('an event stream', () => {
  it('is read whole, wherever it is cut', async () => {
    const text = ': hi\n\nevent: change\nid: 7\ndata: {"a":\ndata: "é"}\n\r\ndata:x\r\n\r\n';
    const whole = [
      { event: 'change', id: '7', data: '{"a":\n"é"}' },
      { event: 'message', id: '', data: 'x' },
    ];
    const bytes = new TextEncoder().encode(text);
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(await readAll([bytes.slice(0, cut), bytes.slice(cut)])).toEqual(whole);
    }
  });

  it('gives nothing for comments and for an event that was cut off', async () => {
    expect(await readAll([': a\n\n', 'data: x\n'])).toEqual([]);
  });
});
