/** Segments as people see them: how many are in, how far a new one is, and who. */
import { sql, type Kysely } from 'kysely';
import { readRecord } from '../../shared/model/mutation.ts';
import type { SegmentSummary } from '../../shared/model/segment-calls.ts';
import { pageOf } from '../storage/page.ts';
import { segmentRecords } from './segment-store.ts';
import type { Database } from '../storage/schema.ts';

export type KnownSegment = Omit<SegmentSummary, 'usedBy' | 'problem'> & {
  /** Of the records with its name: two devices may have made one each. */
  ids: string[];
};

/** By name. */
export async function listSegments(db: Kysely<Database>): Promise<KnownSegment[]> {
  const counts = await db
    .selectFrom('segment_members')
    .select(['segment', sql<number>`count(*)`.as('count')])
    .groupBy('segment')
    .execute();
  const building = await db
    .selectFrom('segments')
    .select(['slug', 'built_to'])
    .where('built_to', 'is not', null)
    .execute();
  const found = new Map<string, KnownSegment>();
  for (const { id, slug, name, about, condition } of await segmentRecords(db)) {
    const known = found.get(slug);
    if (known !== undefined) {
      known.ids.push(id);
      continue;
    }
    const from = building.find((row) => row.slug === slug)?.built_to;
    found.set(slug, {
      slug,
      name: name ?? slug,
      ...(about === undefined ? {} : { about }),
      ...(condition === undefined ? {} : { condition }),
      members: counts.find(({ segment }) => segment === slug)?.count ?? 0,
      ...(from == null ? {} : { building: await shareBefore(db, from) }),
      ids: [id],
    });
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** How many of the contacts come before this id, from 0 to 1. */
async function shareBefore(db: Kysely<Database>, id: string): Promise<number> {
  const { all, done } = await db
    .selectFrom('records')
    .select([sql<number>`count(*)`.as('all'), sql<number>`coalesce(sum(id <= ${id}), 0)`.as('done')])
    .where('kind', '=', 'contact')
    .executeTakeFirstOrThrow();
  return all === 0 ? 1 : done / all;
}

export async function listMembers(
  db: Kysely<Database>,
  segment: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ members: { id: string; name: string; email?: string }[]; next?: string }> {
  const rows = await db
    .selectFrom('segment_members')
    .innerJoin('records', 'records.id', 'segment_members.contact_id')
    .select(['records.id', 'records.values_json'])
    .where('records.kind', '=', 'contact')
    .where('segment_members.segment', '=', segment)
    .where('segment_members.contact_id', '>', after ?? '')
    .orderBy('segment_members.contact_id')
    .limit(limit + 1)
    .execute();
  const { rows: page, next } = pageOf(rows, limit);
  const members = page.map(({ id, values_json: json }) => {
    const contact = readRecord('contact', { kind: 'contact', id, values: JSON.parse(json), stamps: {} });
    const email = contact.primaryEmail ?? Object.keys(contact.emails)[0];
    return { id, name: contact.name ?? email ?? '', ...(email === undefined ? {} : { email }) };
  });
  return { members, ...(next === undefined ? {} : { next }) };
}
