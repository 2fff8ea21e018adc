/**
 * When contacts were last heard of, by channel and direction. What runs made does not count, so nothing that a run does changes the answer.
 */
import { sql, type Kysely } from 'kysely';
import { timeOfId } from '../../shared/model/ids.ts';
import { timeText } from '../schedule/clock.ts';
import { listed } from '../storage/bulk.ts';
import type { Database } from '../storage/schema.ts';

export interface Heard {
  /** Fetches what is known of these contacts, with one statement. */
  load(contactIds: Iterable<string>): Promise<void>;
  /**
   * When the latest interaction was (ISO 8601 in UTC); `undefined` when there never was one.
   * @throws Error when the contact was not loaded
   */
  latest(contactId: string, channel?: string, direction?: string): string | undefined;
}

interface Latest {
  channel: string | null;
  direction: string | null;
  at: string;
}

const field = (name: string) => sql<string | null>`json_extract(values_json, ${sql.lit(`$.${name}`)})`;

export function createHeard(db: Kysely<Database>): Heard {
  const known = new Map<string, Latest[]>();
  return {
    async load(contactIds) {
      const missing = [...new Set(contactIds)].filter((id) => !known.has(id));
      if (missing.length === 0) return;
      for (const id of missing) known.set(id, []);
      const rows = await db
        .selectFrom('records')
        .select([
          'contact_id',
          field('channel').as('channel'),
          field('direction').as('direction'),
          sql<string | null>`max(${field('at')})`.as('at'),
          // One without a time counts from when it was made.
          sql<string | null>`max(case when ${field('at')} is null then id end)`.as('id'),
        ])
        .where('contact_id', 'in', listed(missing))
        .where('kind', '=', 'interaction')
        .where('deleted', '=', 0)
        .where(field('runId'), 'is', null)
        .groupBy(['contact_id', field('channel'), field('direction')])
        .execute();
      for (const { contact_id: contactId, channel, direction, at, id } of rows) {
        const times = [...(at === null ? [] : [Date.parse(at)]), ...(id === null ? [] : [timeOfId(id)])];
        known.get(contactId ?? '')?.push({ channel, direction, at: timeText(Math.max(...times)) });
      }
    },
    latest(contactId, channel, direction) {
      const all = known.get(contactId);
      if (all === undefined) throw new Error('the interactions of this contact cannot be asked here');
      return all
        .filter((one) => channel === undefined || one.channel === channel)
        .filter((one) => direction === undefined || one.direction === direction)
        .map(({ at }) => at)
        .reduce<string | undefined>((last, at) => (last === undefined || at > last ? at : last), undefined);
    },
  };
}
