/** The log of pages read: which, when, and what was taken. It never leaves the device. */
import type { Draft } from '../../shared/model/draft.ts';
import type { Store } from './store.ts';

/** More rows than this are of no use to a person; the oldest go. */
const KEPT = 5_000;

export interface ReadingRow {
  order: number;
  at: string;
  url: string;
  title: string;
  adapter: string;
  /** Names of the people found, and how many messages. */
  people: string[];
  messages: number;
  /** How many messages were logged without a click. */
  logged?: number;
  /** The raw message was fetched too. */
  raw: boolean;
}

/**
 * Writes down that a page was read. The same page read again within a minute with the same result is one row.
 * @param logged how many of its messages were logged without a click
 */
export async function logReading(store: Store, draft: Draft, logged = 0): Promise<void> {
  const row: Omit<ReadingRow, 'order'> = {
    at: draft.readAt,
    url: draft.url,
    title: draft.title ?? '',
    adapter: draft.adapter,
    people: draft.contacts.map((contact) => nameOf(contact.fields) ?? contact.key),
    messages: draft.interactions.length,
    logged,
    raw: draft.contacts.some(({ fields }) =>
      fields.some(({ evidence }) => evidence.some(({ source }) => source === 'raw-header')),
    ),
  };
  await store.db.transaction('rw', store.db.readings, async () => {
    const last = await store.db.readings.orderBy('order').last();
    if (last !== undefined && isSameReading(last, row))
      await store.db.readings.update(last.order, { at: row.at, logged });
    else await store.db.readings.add(row);
    const surplus = (await store.db.readings.count()) - KEPT;
    if (surplus > 0) await store.db.readings.orderBy('order').limit(surplus).delete();
  });
}

/** The latest readings first. */
export const readings = (store: Store, limit: number): Promise<ReadingRow[]> =>
  store.db.readings.orderBy('order').reverse().limit(limit).toArray();

/** Forgets every reading. */
export const clearReadings = (store: Store): Promise<void> => store.db.readings.clear();

const nameOf = (fields: Draft['contacts'][number]['fields']) => {
  const value = fields.find(({ path }) => path === 'name')?.value;
  return typeof value === 'string' ? value : undefined;
};

const isSameReading = (last: ReadingRow, row: Omit<ReadingRow, 'order'>) =>
  last.url === row.url &&
  last.adapter === row.adapter &&
  last.people.join('\n') === row.people.join('\n') &&
  Date.parse(row.at) - Date.parse(last.at) < 60_000;
