/** Reads server-sent events from a response's body (HTML standard, 9.2.6), a chunk at a time. */

export interface ServerEvent {
  event: string;
  id: string;
  data: string;
}

/** The events of each chunk together, so that a burst is applied in one transaction; a chunk of comments alone gives an empty list. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent[]> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let event = blank();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      const events: ServerEvent[] = [];
      for (const line of lines) {
        if (line === '') {
          if (event.data.length > 0) events.push({ event: event.name, id: event.id, data: event.data.join('\n') });
          event = blank();
        } else take(event, line);
      }
      yield events;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

const blank = () => ({ name: 'message', id: '', data: [] as string[] });

function take(event: ReturnType<typeof blank>, line: string): void {
  if (line.startsWith(':')) return;
  const colon = line.indexOf(':');
  const field = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (field === 'event') event.name = value;
  else if (field === 'id') event.id = value;
  else if (field === 'data') event.data.push(value);
}
