/** Reads the event log in order, and keeps how far each reader has come. */
import { sql, type Kysely } from 'kysely';
import type { Cause, EventData, EventType, LoggedEvent } from '../../shared/model/event.ts';
import type { Tx } from '../core.ts';
import { listed } from '../storage/bulk.ts';
import type { Database, Row } from '../storage/schema.ts';

export interface EventQuery {
  /** Events after this place; 0 for all. */
  after: number;
  limit: number;
  types?: readonly EventType[];
}

/** Events in the order in which they were recorded. */
export async function readEvents(db: Kysely<Database>, { after, limit, types }: EventQuery): Promise<LoggedEvent[]> {
  let query = db.selectFrom('events').selectAll().where('seq', '>', after).orderBy('seq').limit(limit);
  if (types !== undefined) query = query.where('type', 'in', types);
  const rows = await query.execute();
  return rows.map(eventOf);
}

/** The events at these places, in order; there is none at a place that is not in the log. */
export async function eventsAt(db: Kysely<Database>, seqs: Iterable<number>): Promise<Map<number, LoggedEvent>> {
  const places = new Set(seqs);
  if (places.size === 0) return new Map();
  const rows = await db.selectFrom('events').selectAll().where('seq', 'in', listed(places)).orderBy('seq').execute();
  return new Map(rows.map((row) => [row.seq, eventOf(row)]));
}

/** Of events in order, what is enough to tell whether anybody cares. */
export function readHeads(
  db: Kysely<Database>,
  { after, limit }: EventQuery,
): Promise<{ seq: number; type: string; contact_id: string | null }[]> {
  return db
    .selectFrom('events')
    .select(['seq', 'type', 'contact_id'])
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** What led to the events of these contacts that came of these mutations: of each contact the cause that is farthest from a person. */
export async function causesOf(
  db: Kysely<Database>,
  contactIds: readonly string[],
  mutationIds: readonly string[],
): Promise<Map<string, Cause>> {
  const found = new Map<string, Cause>();
  if (contactIds.length === 0 || mutationIds.length === 0) return found;
  const rows = await db
    .selectFrom('events')
    .select(['contact_id', 'cause_json'])
    .where('contact_id', 'in', listed(contactIds))
    .where(sql`cause_json ->> '$.mutationId'`, 'in', listed(mutationIds))
    .execute();
  for (const { contact_id: id, cause_json: json } of rows) {
    const cause = JSON.parse(json) as Cause;
    if (id !== null && cause.depth >= (found.get(id)?.depth ?? 0)) found.set(id, cause);
  }
  return found;
}

/** The place of the latest event; 0 when the log is empty. */
export async function lastSeq(db: Kysely<Database>): Promise<number> {
  const row = await db.selectFrom('events').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row?.seq ?? 0;
}

/** How far the reader of this name has come; 0 when it never read. */
export async function readCursor(db: Kysely<Database>, name: string): Promise<number> {
  const row = await db.selectFrom('cursors').select('seq').where('name', '=', name).executeTakeFirst();
  return row?.seq ?? 0;
}

/** Moves a reader on, in the transaction in which it did its work: both happen, or neither does. */
export async function moveCursor(tx: Tx, name: string, seq: number): Promise<void> {
  await tx
    .insertInto('cursors')
    .values({ name, seq })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ seq }))
    .execute();
}

/** A row as the event it was appended as: appendEvent takes well-typed events only, and nothing changes a row. */
function eventOf(row: Row<'events'>): LoggedEvent {
  return {
    seq: row.seq,
    id: row.id,
    type: row.type as EventType,
    at: row.at,
    recordedAt: row.recorded_at,
    ...(row.contact_id === null ? {} : { contactId: row.contact_id }),
    cause: JSON.parse(row.cause_json) as Cause,
    data: JSON.parse(row.data_json) as EventData[EventType],
  };
}
