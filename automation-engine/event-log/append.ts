/** The only way into the event log. */
import type { NewEvent } from '../../shared/model/event.ts';
import type { Core, Tx } from '../core.ts';
import { timeText } from '../schedule/clock.ts';

/**
 * Records an event and returns its place in the log. The id is unique: appending an event again gives the place that it has, so whoever
 * was cut off before the answer may simply try again. Tell the signal `events-recorded` after the commit.
 */
export async function appendEvent(tx: Tx, core: Core, event: NewEvent): Promise<number> {
  const row = await tx
    .insertInto('events')
    .values({
      id: event.id,
      type: event.type,
      contact_id: event.contactId ?? null,
      at: event.at,
      recorded_at: timeText(core.clock.now()),
      cause_json: JSON.stringify(event.cause),
      data_json: JSON.stringify(event.data),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('seq')
    .executeTakeFirst();
  if (row !== undefined) return row.seq;
  const known = await tx.selectFrom('events').select('seq').where('id', '=', event.id).executeTakeFirstOrThrow();
  return known.seq;
}
