/** The rows of segments: members, latest interactions and the moments at which time may change a membership. */
import { sql, type Kysely } from 'kysely';
import { readRecord } from '../../shared/model/mutation.ts';
import type { Segment } from '../../shared/model/segment.ts';
import type { Tx } from '../core.ts';
import type { Database } from '../storage/schema.ts';
import { forEachRow, insertRows, listed } from '../storage/bulk.ts';
import { timeText } from '../schedule/clock.ts';

/** The records of segments that have a name, the oldest first: two devices may have made one each of the same name. */
export async function segmentRecords(db: Kysely<Database>): Promise<(Segment & { slug: string })[]> {
  const rows = await db
    .selectFrom('records')
    .select(['id', 'values_json'])
    .where('kind', '=', 'segment')
    .where('deleted', '=', 0)
    .orderBy('id')
    .execute();
  return rows.flatMap(({ id, values_json: json }) => {
    const segment = readRecord('segment', { kind: 'segment', id, values: JSON.parse(json), stamps: {} });
    const { slug } = segment;
    return slug === undefined ? [] : [{ ...segment, slug }];
  });
}

/** The segments that there are, by name, each with its condition; a static one has none. */
export async function segmentConditions(db: Kysely<Database>): Promise<Map<string, string | null>> {
  const found = new Map<string, string | null>();
  for (const { slug, condition = null } of await segmentRecords(db)) if (!found.has(slug)) found.set(slug, condition);
  return found;
}

/** What became of a contact's membership. */
export interface Membership {
  segment: string;
  contactId: string;
  isIn: boolean;
  /** When to ask again (Unix milliseconds). */
  nextChange: number | undefined;
}

/** Writes what became of memberships; nothing is done about those that are as they were. */
export async function writeMemberships(tx: Tx, memberships: readonly Membership[]): Promise<void> {
  await addMemberships(tx, memberships);
  const pair = ({ segment, contactId }: Membership) => [segment, contactId];
  const others = memberships.filter(({ isIn }) => !isIn).map(pair);
  await forEachRow(tx, 'delete from segment_members where segment = ? and contact_id = ?', others);
  const timeless = memberships.filter(({ nextChange }) => nextChange === undefined).map(pair);
  await forEachRow(tx, 'delete from segment_timers where segment = ? and contact_id = ?', timeless);
}

/** Writes who is in and when to ask again, and takes nothing away. */
export async function addMemberships(tx: Tx, memberships: readonly Membership[]): Promise<void> {
  const row = ({ segment, contactId }: Membership) => ({ segment, contact_id: contactId });
  const members = memberships.filter(({ isIn }) => isIn).map(row);
  await insertRows(tx, 'segment_members', ['segment', 'contact_id'], members, 'on conflict do nothing');
  const timers = memberships.flatMap((one) =>
    one.nextChange === undefined ? [] : [{ ...row(one), due_at: timeText(one.nextChange) }],
  );
  const again = 'on conflict (segment, contact_id) do update set due_at = excluded.due_at';
  await insertRows(tx, 'segment_timers', ['segment', 'contact_id', 'due_at'], timers, again);
}

/** Those of these memberships that there are, each as `pairKey` writes it. */
export async function membersAmong(
  tx: Tx,
  asked: readonly Pick<Membership, 'segment' | 'contactId'>[],
): Promise<ReadonlySet<string>> {
  if (asked.length === 0) return new Set();
  const pairs = JSON.stringify(asked.map(({ segment, contactId }) => [segment, contactId]));
  // Pair by pair by the table's key: a contact alone would have to be looked for among all members.
  const { rows } = await sql<{ segment: string; contact_id: string }>`
    select member.segment, member.contact_id from json_each(${pairs}) as asked
    cross join segment_members as member
    on member.segment = asked.value ->> 0 and member.contact_id = asked.value ->> 1`.execute(tx);
  return new Set(rows.map((row) => pairKey({ segment: row.segment, contactId: row.contact_id })));
}

export const pairKey = ({ segment, contactId }: Pick<Membership, 'segment' | 'contactId'>): string =>
  `${segment} ${contactId}`;

/** Keeps the later of two interactions of a contact. */
export const noteInteractions = (tx: Tx, latest: ReadonlyMap<string, string>): Promise<number> =>
  insertRows(
    tx,
    'last_interactions',
    ['contact_id', 'at'],
    [...latest].map(([id, at]) => ({ contact_id: id, at })),
    'on conflict (contact_id) do update set at = excluded.at where excluded.at > last_interactions.at',
  );

/** When each of these contacts was last heard of. */
export async function lastInteractionsOf(tx: Tx, contactIds: Iterable<string>): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('last_interactions')
    .selectAll()
    .where('contact_id', 'in', listed(contactIds))
    .execute();
  return new Map(rows.map((row) => [row.contact_id, row.at]));
}
