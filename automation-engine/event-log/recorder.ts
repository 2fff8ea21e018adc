/** The end of the event log, to which a unit of work appends: events get their places at once and are written when it ends. */
import type { NewEvent } from '../../shared/model/event.ts';
import type { Tx } from '../core.ts';
import { insertRows } from '../storage/bulk.ts';
import type { NewRow } from '../storage/schema.ts';

export interface Recorder {
  /** Records an event whose id was made for it just now, and returns its place in the log. */
  append(event: NewEvent): number;
  flush(): Promise<void>;
}

const COLUMNS = ['seq', 'id', 'type', 'contact_id', 'at', 'recorded_at', 'cause_json', 'data_json'] as const;

/** @param last the place of the latest event; no other transaction may append meanwhile */
export function createRecorder(tx: Tx, last: number, now: () => string): Recorder {
  let seq = last;
  let rows: NewRow<'events'>[] = [];
  return {
    append(event) {
      rows.push({
        seq: ++seq,
        id: event.id,
        type: event.type,
        contact_id: event.contactId ?? null,
        at: event.at,
        recorded_at: now(),
        cause_json: JSON.stringify(event.cause),
        data_json: dataText(event.data),
      });
      return seq;
    },
    async flush() {
      await insertRows(tx, 'events', COLUMNS, rows);
      rows = [];
    },
  };
}

/** Records in events are never changed, and a person who much happens to is in many: each is written out once. */
const texts = new WeakMap<object, string>();

function dataText(data: NewEvent['data']): string {
  const fields = Object.entries(data).flatMap(([name, value]) => {
    const text = textOf(value);
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${fields.join(',')}}`;
}

function textOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  let text = texts.get(value);
  if (text === undefined) texts.set(value, (text = JSON.stringify(value)));
  return text;
}
